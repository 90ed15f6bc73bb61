import { session } from "../session.svelte.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";
import { fill, space } from "./text.ts";

export type Key = keyof typeof fr;

/** The text of `key` in the page's language, its {names} filled in. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const lang = session.lang;
  const text = fill(lang === "fr" ? fr[key] : en[key], values, lang);
  return lang === "fr" ? space(text) : text;
}

/** The text of a key that the server's words make, or `otherwise` where the page knows none. */
export function name(prefix: string, key: string, otherwise = key): string {
  const whole = `${prefix}.${key}`;
  return whole in fr ? t(whole as Key) : otherwise;
}

/** `key`, or `key.one` where there is one of it. */
export function count(key: Key, n: number): string {
  const one = `${key}.one`;
  return t(n === 1 && one in fr ? (one as Key) : key, { n });
}

/** Words of a dispatch between the quotation marks of the page's language. */
export function quote(words: string): string {
  return session.lang === "fr" ? `«\u00a0${words}\u00a0»` : `“${words}”`;
}
