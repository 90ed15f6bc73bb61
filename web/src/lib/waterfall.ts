// Reasons for and against that two accounts are one, as the steps of a waterfall: each starts where the last one ended.
import type { Reason } from "./api.ts";

export interface Step { name: string; words: string; weight: number; from: number; to: number }

export function steps(reasons: readonly Reason[]): Step[] {
  let at = 0;
  return reasons.map(({ name, words, weight }) => {
    const from = at;
    at += weight;
    return { name, words, weight, from, to: at };
  });
}

/** The least and the most that the picture must show: every step, nothing, and the threshold. */
export function reach(made: readonly Step[], threshold: number): [number, number] {
  const values = [0, threshold, ...made.flatMap((step) => [step.from, step.to])];
  return [Math.min(...values), Math.max(...values)];
}
