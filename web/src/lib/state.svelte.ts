// The page's one state, kept in the address: going back goes back, and a link shows what its sender saw.
import { noFilters, readState, writeState, type Filters, type State, type View } from "./url.ts";

export const here: State = $state(readState(location.search));

function keep(push: boolean): void {
  const address = location.pathname + writeState(here);
  if (address === location.pathname + location.search) return;
  if (push) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

/** Changes the state; `push: false` for what is no step of its own (a brush that still moves). */
export function change(part: Partial<State>, { push = true } = {}): void {
  Object.assign(here, part);
  keep(push);
}

/** Opens a view, or one thing in it; the filters stay. */
export function open(view: View, id = "", part: Partial<State> = {}): void {
  change({ view, id, fact: "", ...part });
  scrollTo({ top: 0 });
}

/** Does `act` in place of following a link, unless the click asks for another tab or window. */
export function follow(event: MouseEvent, act: () => void): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  act();
}

export function clearFilters(): void {
  change(noFilters() satisfies Filters);
}

/** The address of a view, for links that a person may open in another tab. */
export function address(view: View, id = "", part: Partial<State> = {}): string {
  return location.pathname + (writeState({ ...$state.snapshot(here), view, id, fact: "", ...part }) || "?");
}

/** Adds `value` to a list of the filters, or takes it out. */
export function toggle(name: "actor" | "type" | "kind" | "status" | "issue" | "outlet", value: string): void {
  const had = here[name].includes(value);
  change({ [name]: had ? here[name].filter((v) => v !== value) : [...here[name], value] });
}

addEventListener("popstate", () => Object.assign(here, readState(location.search)));
