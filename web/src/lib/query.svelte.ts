// What a view asks of the server: the newest question wins, the last answer stays in sight while the next one comes.
import { get, Problem } from "./api.ts";

const kept = new Map<string, unknown>();
const MOST = 60;

export class Query<T> {
  data = $state.raw<T | null>(null);
  error = $state.raw<Problem | null>(null);
  loading = $state(false);
  #tries = $state(0);

  /** `url` gives the address to ask, or null for nothing; it is asked again whenever what it reads changes. */
  constructor(url: () => string | null, wait = 0) {
    $effect(() => {
      const address = url();
      void this.#tries;
      if (address === null) {
        this.data = null;
        this.error = null;
        this.loading = false;
        return;
      }
      if (kept.has(address)) {
        this.data = kept.get(address) as T;
        this.error = null;
        this.loading = false;
        return;
      }
      const stop = new AbortController();
      this.loading = true;
      const timer = setTimeout(() => void this.#ask(address, stop.signal), wait);
      return () => {
        clearTimeout(timer);
        stop.abort();
      };
    });
  }

  again = (): void => {
    kept.clear();
    this.#tries += 1;
  };

  async #ask(address: string, signal: AbortSignal): Promise<void> {
    try {
      const data = await get<T>(address, signal);
      if (signal.aborted) return;
      kept.set(address, data);
      if (kept.size > MOST) kept.delete(kept.keys().next().value as string);
      this.data = data;
      this.error = null;
    } catch (error) {
      if (signal.aborted) return;
      this.error = error instanceof Problem ? error : new Problem(0, String(error));
      this.data = null;
    }
    this.loading = false;
  }
}

/** Forgets every answer: something was read or judged. */
export function forget(): void {
  kept.clear();
  version.n += 1;
}

/** Counts what changed the record from this page; part of a view's question where it must be asked again. */
export const version = $state({ n: 0 });
