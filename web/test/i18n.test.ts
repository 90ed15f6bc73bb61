import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { en } from "../src/lib/i18n/en.ts";
import { fr } from "../src/lib/i18n/fr.ts";
import { fill, join as joined, space } from "../src/lib/i18n/text.ts";

const names = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

describe("the catalogue", () => {
  it("has the same keys in both languages", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort());
  });

  it.each(Object.keys(fr) as (keyof typeof fr)[])("%s fills the same names in", (key) => {
    expect(names(en[key])).toEqual(names(fr[key]));
    expect(fr[key].trim()).not.toBe("");
    expect(en[key].trim()).not.toBe("");
  });

  it("holds every key that the page asks for, and none that it does not", () => {
    const root = join(import.meta.dirname, "../src");
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((f) => /\.(svelte|ts)$/.test(f) && !f.includes("i18n"));
    const code = files.map((file) => readFileSync(join(root, file), "utf8")).join("\n");
    const asked = new Set([...code.matchAll(/(?:\bt|count)\("([\w.]+)"/g)].map((m) => m[1] as string));
    for (const key of asked) expect(Object.keys(fr)).toContain(key);
    const made = [...code.matchAll(/name\("(\w+)"/g), ...code.matchAll(/`(\w+(?:\.\w+)*)\.\$\{/g)].map((m) => `${m[1]}.`);
    const unused = Object.keys(fr).filter(
      (key) => !code.includes(`"${key}"`) && !code.includes(`'${key}'`) && !code.includes(`"${key.replace(/\.one$/, "")}"`) && !made.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });
});

describe("words", () => {
  it("are filled in, numbers as each language writes them", () => {
    expect(fill("{n} faits, {x}", { n: 12345 }, "fr")).toBe("12\u202f345 faits, {x}");
    expect(fill("{n} facts", { n: 12345 }, "en")).toBe("12,345 facts");
  });

  it("that turn the direction of writing are kept apart", () => {
    expect(joined(["a", "", null, "b"])).toBe("a · b");
    expect(joined(["\u202eevil", "b"], ", ")).toBe("\u2068\u202eevil\u2069, b");
    expect(fill("{who} dit", { who: "\u202ex" }, "fr")).toBe("\u2068\u202ex\u2069 dit");
  });

  it("have French spacing that breaks no line", () => {
    expect(space("Quoi ? Oui ! « Non » : si ; mais")).toBe("Quoi\u202f? Oui\u202f! «\u00a0Non\u00a0»\u00a0: si\u202f; mais");
    expect(space("https://x.org/a?b")).toBe("https://x.org/a?b");
  });
});
