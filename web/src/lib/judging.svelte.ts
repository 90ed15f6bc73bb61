// A person's judgement on its way to the server, and what came of it. The last one can be undone.
import { Problem, send, type Decided } from "./api.ts";
import { t } from "./i18n/index.ts";
import { forget } from "./query.svelte.ts";

export class Judging {
  told = $state("");
  last = $state("");
  busy = $state(false);

  /** Sends the act and says how it went; true where the server took it. */
  judge = (act: Record<string, unknown>): Promise<boolean> =>
    this.#ask(async () => {
      this.last = (await send<Decided>("POST", "/judgements", act)).id;
    });

  undo = (id: string): Promise<boolean> =>
    this.#ask(async () => {
      await send("DELETE", `/judgements/${encodeURIComponent(id)}`);
      if (id === this.last) this.last = "";
    });

  async #ask(work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.told = "";
    try {
      await work();
      this.told = t("edit.done");
      forget();
      return true;
    } catch (error) {
      this.told = error instanceof Problem ? error.detail || error.message : String(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
