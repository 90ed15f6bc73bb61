// The keyboard of the whole page: which keys mean what, and moving among rows.
import { VIEWS, type View } from "./url.ts";

/** Whether a key belongs to the field that has the focus. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit"].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** The view of a digit: 1 for the first. */
export function viewOf(key: string): View | null {
  return /^[1-9]$/.test(key) ? (VIEWS[Number(key) - 1] ?? null) : null;
}

/** Moves the focus to the next (or previous) row of the view in sight; the first one where none has it. */
export function moveRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("main [data-row]")].filter((row) => row.checkVisibility());
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = at < 0 ? (by > 0 ? firstInSight(rows) : rows.length - 1) : at + by;
  const row = rows[Math.min(Math.max(next, 0), rows.length - 1)];
  row?.focus({ preventScroll: true });
  row?.closest("article, tr, li")?.scrollIntoView({ block: "nearest" });
}

function firstInSight(rows: readonly HTMLElement[]): number {
  const at = rows.findIndex((row) => row.getBoundingClientRect().top > 60);
  return Math.max(0, at);
}
