// Pure text work of the catalogue.

/** `text` with its {names} filled in; numbers as `lang` writes them. */
export function fill(text: string, values: Record<string, string | number>, lang: "fr" | "en"): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? number(value, lang) : isolate(value);
  });
}

/** Parts that are there, with `by` between them; a part that turns the direction of writing turns only its own. */
export function join(parts: readonly (string | null | undefined | false)[], by = " · "): string {
  return parts.filter((part) => !!part).map((part) => isolate(part as string)).join(by);
}

function isolate(text: string): string {
  return /[\u202a-\u202e\u2066-\u2069]/.test(text) ? `\u2068${text}\u2069` : text;
}

export function number(value: number, lang: "fr" | "en"): string {
  return value.toLocaleString(lang === "fr" ? "fr-FR" : "en-GB");
}

/** French spacing: narrow before ; ? !, full before : and inside guillemets, none of which may break a line. */
export function space(text: string): string {
  return text
    .replace(/ ([;?!])/g, "\u202f$1")
    .replace(/ :/g, "\u00a0:")
    .replace(/« /g, "«\u00a0")
    .replace(/ »/g, "\u00a0»");
}
