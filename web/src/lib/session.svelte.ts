// What belongs to the person rather than to the address: language when no link says it, theme.
import type { Info } from "./api.ts";
import { here } from "./state.svelte.ts";

export type Lang = "fr" | "en";

function stored(name: string): string {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

function store(name: string, value: string): void {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

function usual(): Lang {
  const known = stored("lang");
  if (known === "fr" || known === "en") return known;
  return navigator.language.toLowerCase().startsWith("fr") ? "fr" : "en";
}

class Session {
  theme = $state(stored("theme"));
  info = $state.raw<Info | null>(null);
  lost = $state(false); // whether the server did not say what it is
  #usual = $state<Lang>(usual());

  get lang(): Lang {
    return here.lang || this.#usual;
  }

  setLang(lang: Lang): void {
    this.#usual = lang;
    store("lang", lang);
  }

  /** Light, dark, or "" for the system's. */
  setTheme(theme: string): void {
    this.theme = theme;
    store("theme", theme);
    if (theme) document.documentElement.dataset["theme"] = theme;
    else delete document.documentElement.dataset["theme"];
  }

  get dark(): boolean {
    return this.theme ? this.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }
}

export const session = new Session();
