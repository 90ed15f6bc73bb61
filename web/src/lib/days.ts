// Days as ISO text. The server says dates in words; here are only the calendar's own, and those of the axis.

const DAY = 86_400_000;

export function toTime(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

export function toDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

export function addDays(day: string, n: number): string {
  return toDay(toTime(day) + n * DAY);
}

/** 0 for Monday … 6 for Sunday. */
export function weekday(day: string): number {
  return (new Date(toTime(day)).getUTCDay() + 6) % 7;
}

export function monday(day: string): string {
  return addDays(day, -weekday(day));
}

/** `n` months after `month` (YYYY-MM). */
export function addMonths(month: string, n: number): string {
  const [year, m] = month.split("-").map(Number) as [number, number];
  const at = year * 12 + (m - 1) + n;
  return `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`;
}

export function lastDay(month: string): string {
  return addDays(`${addMonths(month, 1)}-01`, -1);
}

/** The day that stands for a date of the record (EDTF): its first, or its last where it only says "by then". */
export function dayOf(value: string | null): string | null {
  const parts = value?.match(/\d{4}(-\d{2}){0,2}/g);
  const part = parts?.[0];
  if (!part || !value) return null;
  if (part.length === 10) return part;
  if (value.startsWith("..")) return part.length === 7 ? lastDay(part) : `${part}-12-31`;
  return part.length === 7 && Number(part.slice(5)) <= 12 ? `${part}-01` : `${part.slice(0, 4)}-01-01`;
}

type Lang = "fr" | "en";
const formats = new Map<string, Intl.DateTimeFormat>();

function format(lang: Lang, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(lang === "fr" ? "fr-FR" : "en-GB", { timeZone: "UTC", ...options });
    formats.set(key, made);
  }
  return made;
}

/** A day in words: "1er mars 2022", "1 March 2022"; `weekdays` puts its name before it. */
export function sayDay(day: string, lang: Lang, { weekdays = false, year = true } = {}): string {
  const parts = format(lang, { day: "numeric", month: "long", ...(year ? { year: "numeric" } : {}) });
  let text = parts.format(toTime(day));
  if (lang === "fr") text = text.replace(/^1 /, "1er ");
  if (!weekdays) return text;
  return `${format(lang, { weekday: "long" }).format(toTime(day))} ${text}`;
}

/** A day in few signs: "3 mars 2022" as "3 mars 22", for axes and narrow cells. */
export function sayShort(day: string, lang: Lang): string {
  return format(lang, { day: "numeric", month: "short", year: "numeric" }).format(toTime(day));
}

/** A month in words: "mars 2022". */
export function sayMonth(month: string, lang: Lang): string {
  return format(lang, { month: "long", year: "numeric" }).format(toTime(`${month}-01`));
}

/** The names of the weekdays, Monday first. */
export function weekdays(lang: Lang, length: "long" | "short" = "long"): string[] {
  return Array.from({ length: 7 }, (_, i) => format(lang, { weekday: length }).format(toTime(addDays("2024-01-01", i))));
}

/** The label of a mark of the axis: a year at its start, else the month, else the day. */
export function sayTick(time: number, unit: string, lang: Lang): string {
  const date = new Date(time);
  if (date.getUTCMonth() === 0 && date.getUTCDate() === 1) return String(date.getUTCFullYear());
  if (unit !== "day" || date.getUTCDate() === 1) return format(lang, { month: "short" }).format(time);
  return format(lang, { day: "numeric", month: "short" }).format(time);
}

/** A stretch of days in words: "du 3 au 9 mars 2022" is "3 – 9 mars 2022". */
export function sayStretch(since: string, until: string, lang: Lang): string {
  if (since && since === until) return sayDay(since, lang);
  if (since && until) return `${sayShort(since, lang)} – ${sayShort(until, lang)}`;
  if (since) return `${lang === "fr" ? "depuis le" : "from"} ${sayShort(since, lang)}`;
  return until ? `${lang === "fr" ? "jusqu’au" : "until"} ${sayShort(until, lang)}` : "";
}
