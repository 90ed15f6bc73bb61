// A list that the server gives a page at a time.
import { get, Problem, type Page } from "./api.ts";
import { version } from "./query.svelte.ts";

export class Pages<T, P extends Page<T> = Page<T>> {
  items = $state.raw<T[]>([]);
  page = $state.raw<P | null>(null); // the last one that came
  total = $state<number | null>(null);
  next = $state.raw<string | null>(null);
  error = $state.raw<Problem | null>(null);
  loading = $state(true);
  fresh = $state(false); // whether `items` answer the present question
  #address = "";
  #stop: AbortController | null = null;
  #tries = $state(0);

  /** `url` gives the address of the first page, or null for no list. */
  constructor(url: () => string | null) {
    $effect(() => {
      const address = url();
      void this.#tries;
      void version.n;
      this.fresh = false;
      if (address === null) {
        this.items = [];
        this.next = null;
        this.total = null;
        this.loading = false;
        return;
      }
      this.#address = address;
      void this.#load(null);
      return () => this.#stop?.abort();
    });
  }

  again = (): void => {
    this.#tries += 1;
  };

  more = (): void => {
    if (this.next && !this.loading) void this.#load(this.next);
  };

  async #load(after: string | null): Promise<void> {
    this.#stop?.abort();
    const stop = (this.#stop = new AbortController());
    this.loading = true;
    try {
      const url = after ? `${this.#address}&after=${encodeURIComponent(after)}` : this.#address;
      const page = await get<P>(url, stop.signal);
      if (stop.signal.aborted) return;
      this.items = once(after ? [...this.items, ...page.items] : page.items);
      this.page = page;
      this.next = page.next;
      this.total = page.total ?? (after ? this.total : null);
      this.error = null;
      this.fresh = true;
    } catch (error) {
      if (stop.signal.aborted) return;
      this.error = error instanceof Problem ? error : new Problem(0, String(error));
      if (!after) this.items = [];
    }
    this.loading = false;
  }
}

/** `items` without those that came before: a record that grows between two pages may give one twice. */
function once<T>(items: T[]): T[] {
  const seen = new Set<unknown>();
  return items.filter((item) => {
    const id = (item as { id?: unknown }).id;
    if (id === undefined) return true;
    const fresh = !seen.has(id);
    seen.add(id);
    return fresh;
  });
}
