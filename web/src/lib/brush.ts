// The arithmetic of the time brush: bins into bars, pixels into days.
import type { Bin } from "./api.ts";
import { addDays, toDay, toTime } from "./days.ts";
import { TYPES, type FactType } from "./url.ts";

export type Scale = ((value: number) => number) & { invert: (x: number) => number | Date };

export function sumOf(bin: Bin): number {
  return TYPES.reduce((sum, type) => sum + bin[type], 0);
}

/** One SVG path a type, its bars on top of those of the types before it. `height` in pixels. */
export function stackPaths(bins: readonly Bin[], x: (time: number) => number, height: number): [FactType, string][] {
  const most = Math.max(1, ...bins.map(sumOf));
  const tops = bins.map(() => height);
  return TYPES.map((type) => {
    let path = "";
    bins.forEach((bin, i) => {
      if (!bin[type]) return;
      const left = x(toTime(bin.start));
      const right = x(toTime(addDays(bin.end, 1)));
      const gap = right - left > 3 ? 1 : 0;
      // A bar of a few facts is never thinner than a pixel: something is there.
      const tall = Math.max(1, (bin[type] / most) * height);
      tops[i] = (tops[i] as number) - tall;
      const top = Math.max(0, tops[i] as number);
      path += `M${left.toFixed(1)} ${top.toFixed(1)}h${Math.max(0.5, right - left - gap).toFixed(1)}v${tall.toFixed(1)}H${left.toFixed(1)}z`;
    });
    return [type, path];
  });
}

/** The bin that a time falls in: the last one that starts by then. */
export function binAt(bins: readonly Bin[], time: number): number {
  let low = 0;
  let high = bins.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (toTime((bins[middle] as Bin).start) <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The days from the bin of `a` to that of `b`, whichever comes first. */
export function daysBetween(bins: readonly Bin[], a: number, b: number): [string, string] {
  const [from, to] = a <= b ? [a, b] : [b, a];
  return [(bins[binAt(bins, from)] as Bin).start, (bins[binAt(bins, to)] as Bin).end];
}

/** `since`–`until` as it lies on `bins`: times of its two ends, cut at the ends of the axis; null where none is set. */
export function windowOf(bins: readonly Bin[], since: string, until: string): [number, number] | null {
  const [first, last] = [bins[0], bins.at(-1)];
  if (!first || !last || (!since && !until)) return null;
  const [low, high] = [toTime(first.start), toTime(addDays(last.end, 1))];
  const from = since ? toTime(since) : low;
  const to = until ? toTime(addDays(until, 1)) : high;
  return [Math.min(Math.max(from, low), high), Math.max(Math.min(to, high), low)];
}

/** The window moved by `n` bins, its length kept, within the axis. */
export function moveWindow(bins: readonly Bin[], since: string, until: string, n: number): [string, string] {
  const from = binAt(bins, toTime(since));
  const to = binAt(bins, toTime(until));
  const by = Math.min(Math.max(n, -from), bins.length - 1 - to);
  return [(bins[from + by] as Bin).start, (bins[to + by] as Bin).end];
}

/** One end of the window moved by `n` bins: never past the other end. */
export function moveEnd(
  bins: readonly Bin[], since: string, until: string, end: "since" | "until", n: number,
): [string, string] {
  const last = bins.length - 1;
  const from = since ? binAt(bins, toTime(since)) : 0;
  const to = until ? binAt(bins, toTime(until)) : last;
  if (end === "since") return [(bins[Math.min(Math.max(from + n, 0), to)] as Bin).start, (bins[to] as Bin).end];
  return [(bins[from] as Bin).start, (bins[Math.max(Math.min(to + n, last), from)] as Bin).end];
}

/** Whether the axis names this mark: marks nearer than `room` pixels to the one before are left without words. */
export function spaced(xs: readonly number[], room: number): boolean[] {
  let last = -Infinity;
  return xs.map((x) => {
    const far = x - last >= room;
    if (far) last = x;
    return far;
  });
}

export { toDay };
