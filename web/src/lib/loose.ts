// Parts of an answer whose form the contract leaves open, as lines of words.

/** `value` as words: a text as it is, an object by the first of its fields that is words. */
export function words(value: unknown, ...fields: string[]): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map((item) => words(item, ...fields)).filter(Boolean).join(", ");
  const object = value as Record<string, unknown>;
  for (const field of fields) {
    const told = words(object[field], ...fields);
    if (told) return told;
  }
  return "";
}

/** The field `name` of an object, as words. */
export function field(value: unknown, name: string): string {
  return value && typeof value === "object" ? words((value as Record<string, unknown>)[name], "name", "text", "value") : "";
}
