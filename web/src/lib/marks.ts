// The marks of a dispatch in the order of its words.
import type { Block, Mark, Segment } from "./api.ts";

export const LAYERS = ["actor", "time", "said", "contact", "event", "position", "figure"] as const;

/** What a mention is to the keyboard: a run of segments that bear one mark. */
export interface Mention { key: string; mark: Mark; block: number; segment: number }

/** Every mention of the shown layers, once where its words begin, wider ones before those within them. */
export function mentions(blocks: readonly Block[], shown: ReadonlySet<string>): Mention[] {
  const found: Mention[] = [];
  blocks.forEach((block, b) => {
    let running = new Set<string>();
    block.segments.forEach((segment, s) => {
      const now = new Set<string>();
      for (const mark of segment.marks) {
        if (!shown.has(mark.layer)) continue;
        const key = keyOf(mark);
        now.add(key);
        if (!running.has(key)) found.push({ key: `${b}.${s}.${key}`, mark, block: b, segment: s });
      }
      running = now;
    });
  });
  return found;
}

export function keyOf(mark: Mark): string {
  return `${mark.layer} ${mark.id}`;
}

/** The mark that a click on a segment means: the fact that is narrowest there, then who and when. */
export function meant(segment: Segment, shown: ReadonlySet<string>): Mark | null {
  const order = ["figure", "position", "event", "contact", "said", "actor", "time"];
  const here = segment.marks.filter((mark) => shown.has(mark.layer));
  return here.toSorted((a, b) => order.indexOf(a.layer) - order.indexOf(b.layer))[0] ?? null;
}
