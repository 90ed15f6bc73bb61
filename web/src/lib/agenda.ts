// Where engagements stand in a month: cells, those without a sure day, and the way of those that were moved.
import type { Entry } from "./api.ts";
import { addDays, addMonths, lastDay, monday } from "./days.ts";

export interface Pill { entry: Entry; gone: boolean } // `gone`: the day it was moved from
export interface Cell { day: string; inside: boolean; pills: Pill[] }
export interface Arrow { id: string; from: [row: number, column: number]; to: [row: number, column: number] }
export interface Month { weeks: Cell[][]; open: Entry[]; arrows: Arrow[] }

/** The day of an entry, where it has exactly one. */
export function dayOf(entry: Entry): string | null {
  return entry.earliest && entry.earliest === entry.latest ? entry.earliest : null;
}

/** The first and the last day that the month's sheet shows: whole weeks from Monday. */
export function sheet(month: string): [string, string] {
  return [monday(`${month}-01`), addDays(monday(lastDay(month)), 6)];
}

/** `entries` on the days from `first` to `last`, by hour; in `inside` days of the month in question. */
function fill(first: string, last: string, entries: readonly Entry[], inside: (day: string) => boolean): Cell[] {
  const cells: Cell[] = [];
  const at = new Map<string, Cell>();
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const cell: Cell = { day, inside: inside(day), pills: [] };
    cells.push(cell);
    at.set(day, cell);
  }
  for (const entry of entries) {
    const day = dayOf(entry);
    if (day) at.get(day)?.pills.push({ entry, gone: false });
    if (entry.moved_from && entry.moved_from !== day) at.get(entry.moved_from)?.pills.push({ entry, gone: true });
  }
  for (const cell of cells) {
    cell.pills.sort((a, b) =>
      Number(a.gone) - Number(b.gone) || (a.entry.hour ?? "99").localeCompare(b.entry.hour ?? "99")
      || a.entry.id.localeCompare(b.entry.id));
  }
  return cells;
}

/** Entries that may fall in the days from `first` to `last`, but have no one day. */
function without(first: string, last: string, entries: readonly Entry[]): Entry[] {
  return entries.filter(
    (entry) => !dayOf(entry) && entry.earliest && entry.latest && entry.earliest <= last && entry.latest >= first,
  );
}

export function layoutMonth(month: string, entries: readonly Entry[]): Month {
  const [first, last] = sheet(month);
  const cells = fill(first, last, entries, (day) => day.startsWith(month));
  const weeks: Cell[][] = [];
  for (let i = 0; i < cells.length; i += 7) weeks.push(cells.slice(i, i + 7));
  const place = new Map(cells.map((cell, i) => [cell.day, [Math.floor(i / 7), i % 7] as [number, number]]));
  const arrows: Arrow[] = [];
  for (const entry of entries) {
    const [from, to] = [place.get(entry.moved_from ?? ""), place.get(dayOf(entry) ?? "")];
    if (from && to && entry.moved_from !== dayOf(entry)) arrows.push({ id: entry.id, from, to });
  }
  return { weeks, open: without(`${month}-01`, lastDay(month), entries), arrows };
}

export function layoutWeek(day: string, entries: readonly Entry[]): { cells: Cell[]; open: Entry[] } {
  const first = monday(day);
  const last = addDays(first, 6);
  return { cells: fill(first, last, entries, () => true), open: without(first, last, entries) };
}

/** An arrow's line in a sheet of `rows` weeks, `width` by `height` pixels: it leaves a cell below what stands in it, and
 * ends at the edge of the other, so that it crosses no words of either. */
export function curve(arrow: Arrow, rows: number, width: number, height: number): string {
  const [w, h] = [width / 7, height / rows];
  const [[row1, column1], [row2, column2]] = [arrow.from, arrow.to];
  const [x1, x2] = [(column1 + 0.5) * w, (column2 + 0.5) * w];
  const same = row1 === row2;
  const y1 = row2 < row1 ? row1 * h + 5 : (row1 + 0.74) * h;
  const y2 = same ? y1 : row2 < row1 ? (row2 + 0.86) * h : row2 * h + 5;
  const [bend1, bend2] = same ? [y1 + h * 0.22, y1 + h * 0.22] : [(y1 + y2) / 2, (y1 + y2) / 2];
  const f = (n: number) => n.toFixed(1);
  return `M${f(x1)} ${f(y1)}C${f(x1)} ${f(bend1)} ${f(x2)} ${f(bend2)} ${f(x2)} ${f(y2)}`;
}

/** The month before or after `month` that has something in it, among `months`; null where there is none. */
export function nearest(month: string, months: readonly string[]): string | null {
  const far = (other: string): number => {
    let n = 0;
    const [low, high] = other < month ? [other, month] : [month, other];
    for (let at = low; at < high && n < 2400; at = addMonths(at, 1)) n += 1;
    return n;
  };
  return months.filter((other) => other !== month).toSorted((a, b) => far(a) - far(b))[0] ?? null;
}
