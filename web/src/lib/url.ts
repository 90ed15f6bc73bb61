// What the page shows is its address: the view, what is opened in it, and the one set of filters that all views share.

export const VIEWS = [
  "chronology", "agenda", "network", "ledger", "dossiers", "actors", "documents", "search",
] as const;
export type View = (typeof VIEWS)[number];

export const TYPES = ["contact", "statement", "event", "position", "figure"] as const;
export type FactType = (typeof TYPES)[number];

export interface Filters {
  q: string;
  since: string;
  until: string;
  as_of: string;
  actor: string[];
  type: string[];
  kind: string[];
  status: string[];
  issue: string[];
  outlet: string[];
}

export interface State extends Filters {
  view: View;
  id: string; // of the dossier, the actor or the dispatch that is open
  fact: string; // the fact whose explanation is open
  month: string; // of the agenda, YYYY-MM
  span: "month" | "week";
  day: string; // a day of the agenda's week
  weight: Weight;
  between: string[]; // the parties of the ledger
  order: "asc" | "desc"; // of the chronology
  lang: "" | "fr" | "en";
}

export const WEIGHTS = ["contacts", "cooperation", "conflict"] as const;
export type Weight = (typeof WEIGHTS)[number];

const LISTS = ["actor", "type", "kind", "status", "issue", "outlet"] as const;
const DAYS = ["since", "until", "as_of"] as const;

export function noFilters(): Filters {
  return {
    q: "", since: "", until: "", as_of: "", actor: [], type: [], kind: [], status: [], issue: [], outlet: [],
  };
}

/** Whether `text` is a day that exists, as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

/** The state that an address's query tells; what it does not tell, or tells wrongly, is as at the start. */
export function readState(search: string): State {
  const params = new URLSearchParams(search);
  const one = (name: string) => params.get(name) ?? "";
  const choice = <T extends string>(name: string, among: readonly T[], otherwise: T): T =>
    among.find((value) => value === params.get(name)) ?? otherwise;
  const state: State = {
    ...noFilters(),
    view: choice("view", VIEWS, "chronology"),
    id: one("id"),
    fact: one("fact"),
    month: /^\d{4}-(0[1-9]|1[0-2])$/.test(one("month")) ? one("month") : "",
    span: choice("span", ["month", "week"] as const, "month"),
    day: isDay(one("day")) ? one("day") : "",
    weight: choice("weight", WEIGHTS, "contacts"),
    order: choice("order", ["asc", "desc"] as const, "asc"),
    between: params.getAll("between").filter(Boolean).slice(0, 2),
    lang: choice("lang", ["", "fr", "en"] as const, ""),
    q: one("q"),
  };
  for (const name of LISTS) state[name] = [...new Set(params.getAll(name).filter(Boolean))];
  for (const name of DAYS) state[name] = isDay(one(name)) ? one(name) : "";
  if (state.since && state.until && state.since > state.until) [state.since, state.until] = [state.until, state.since];
  return state;
}

/** The query of an address for `state`, without what is as at the start; `readState` reads it back. */
export function writeState(state: State): string {
  const params = new URLSearchParams();
  if (state.view !== "chronology") params.set("view", state.view);
  for (const name of ["id", "fact", "q", ...DAYS, "month", "day", "lang"] as const) {
    if (state[name]) params.set(name, state[name]);
  }
  if (state.span !== "month") params.set("span", state.span);
  if (state.order !== "asc") params.set("order", state.order);
  if (state.weight !== "contacts") params.set("weight", state.weight);
  for (const name of [...LISTS, "between"] as const) for (const value of state[name]) params.append(name, value);
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** The filters as the API's query parameters. `leave` names those that the caller does without. */
export function filterParams(filters: Filters, leave: readonly (keyof Filters)[] = []): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of ["q", ...DAYS] as const) {
    if (filters[name] && !leave.includes(name)) params.set(name, filters[name].trim());
  }
  for (const name of LISTS) if (!leave.includes(name)) for (const value of filters[name]) params.append(name, value);
  return params;
}

/** How many filters are set, the time among them once. */
export function countFilters(filters: Filters): number {
  const lists = LISTS.reduce((sum, name) => sum + filters[name].length, 0);
  return lists + (filters.q ? 1 : 0) + (filters.as_of ? 1 : 0) + (filters.since || filters.until ? 1 : 0);
}
