import { describe, expect, it } from "vitest";
import type { Bin, Block, Mark } from "../src/lib/api.ts";
import { binAt, daysBetween, moveEnd, moveWindow, spaced, stackPaths, windowOf } from "../src/lib/brush.ts";
import { toTime } from "../src/lib/days.ts";
import { meant, mentions } from "../src/lib/marks.ts";
import { backbone, layout, nearestTo, shorten, type Placed } from "../src/lib/network.ts";
import { reach, steps } from "../src/lib/waterfall.ts";

const bin = (start: string, end: string, contact = 1): Bin => ({ start, end, contact, statement: 0, event: 0, position: 0, figure: 0 });
const BINS = [bin("2022-01-01", "2022-01-31"), bin("2022-02-01", "2022-02-28", 4), bin("2022-03-01", "2022-03-31", 0), bin("2022-04-01", "2022-04-30")];

describe("the brush", () => {
  it("finds the bin of a time", () => {
    expect(binAt(BINS, toTime("2022-02-28"))).toBe(1);
    expect(binAt(BINS, toTime("2021-01-01"))).toBe(0);
    expect(binAt(BINS, toTime("2030-01-01"))).toBe(3);
  });

  it("takes whole bins, whichever way it is drawn", () => {
    const [a, b] = [toTime("2022-01-15"), toTime("2022-03-02")];
    expect(daysBetween(BINS, a, b)).toEqual(["2022-01-01", "2022-03-31"]);
    expect(daysBetween(BINS, b, a)).toEqual(["2022-01-01", "2022-03-31"]);
  });

  it("moves a window without changing its length, and stops at the ends", () => {
    expect(moveWindow(BINS, "2022-01-01", "2022-02-28", 1)).toEqual(["2022-02-01", "2022-03-31"]);
    expect(moveWindow(BINS, "2022-01-01", "2022-02-28", 9)).toEqual(["2022-03-01", "2022-04-30"]);
    expect(moveWindow(BINS, "2022-01-01", "2022-02-28", -9)).toEqual(["2022-01-01", "2022-02-28"]);
  });

  it("moves an end, never past the other", () => {
    expect(moveEnd(BINS, "", "", "until", -1)).toEqual(["2022-01-01", "2022-03-31"]);
    expect(moveEnd(BINS, "2022-02-01", "2022-03-31", "since", 1e6)).toEqual(["2022-03-01", "2022-03-31"]);
    expect(moveEnd(BINS, "2022-02-01", "2022-03-31", "until", -1e6)).toEqual(["2022-02-01", "2022-02-28"]);
  });

  it("cuts a window at the ends of the axis", () => {
    expect(windowOf(BINS, "", "")).toBeNull();
    expect(windowOf(BINS, "1900-01-01", "2022-01-31")).toEqual([toTime("2022-01-01"), toTime("2022-02-01")]);
    expect(windowOf(BINS, "2022-03-01", "")).toEqual([toTime("2022-03-01"), toTime("2022-05-01")]);
  });

  it("draws a path a type, the fullest bin the whole height", () => {
    const paths = new Map(stackPaths(BINS, (time) => (time - toTime("2022-01-01")) / 864e5, 60));
    expect(paths.get("statement")).toBe("");
    expect(paths.get("contact")?.split("z").length).toBe(4);
    expect(paths.get("contact")).toContain("M31.0 0.0");
  });

  it("leaves marks without words where they are too near", () => {
    expect(spaced([0, 10, 50, 95, 100], 46)).toEqual([true, false, true, false, true]);
  });
});

describe("the network", () => {
  const nodes = Array.from({ length: 30 }, (_, i) => ({ id: `n${i}`, name: `Nom de l’acteur ${i}`, kind: "state", n: 30 - i }));
  const edges = nodes.slice(1).map((node, i) => ({
    source: "n0", target: node.id, contacts: i, statements: 1, cooperation: 0, conflict: 2, first: null, last: null,
  }));

  it("is placed the same way each time, inside the picture", () => {
    const [one, two] = [layout({ nodes, edges }, "contacts", 800, 500), layout({ nodes, edges }, "contacts", 800, 500)];
    expect(one).toEqual(two);
    for (const node of one.nodes) {
      expect(node.x).toBeGreaterThanOrEqual(0);
      expect(node.x).toBeLessThanOrEqual(800);
      expect(node.y).toBeGreaterThanOrEqual(0);
      expect(node.y).toBeLessThanOrEqual(500);
    }
    expect(one.nodes[0]?.label).not.toBeNull();
  });

  it("leaves out edges to who is not there, and stands an empty record", () => {
    expect(layout({ nodes: nodes.slice(0, 2), edges }, "conflict", 300, 300).edges).toHaveLength(1);
    expect(layout({ nodes: [], edges: [] }, "contacts", 300, 300).nodes).toEqual([]);
  });

  it("draws all links of a sparse network, and of a dense one each actor's strongest", () => {
    expect(backbone(edges, 30, "contacts")).toHaveLength(29);
    const dense = nodes.flatMap((a, i) => nodes.slice(i + 1).map((b, j) => ({
      source: a.id, target: b.id, contacts: 1 + ((i * 7 + j) % 11), statements: 0, cooperation: 0, conflict: 0, first: null, last: null,
    })));
    const kept = backbone(dense, 30, "contacts");
    expect(kept.length).toBeLessThan(91);
    expect(new Set(kept.flatMap((e) => [e.source, e.target])).size).toBe(30);
    expect(Math.min(...kept.slice(0, 10).map((e) => e.contacts))).toBe(11);
    expect(layout({ nodes, edges: dense }, "contacts", 800, 500).edges).toHaveLength(dense.length);
  });

  it("goes to the nearest actor in a direction", () => {
    const at = (id: string, x: number, y: number): Placed => ({ id, name: id, kind: "state", n: 1, x, y, r: 5, label: null });
    const all = [at("middle", 0, 0), at("right", 50, 5), at("far", 90, 0), at("up", 3, -40)];
    const from = all[0] as Placed;
    expect(nearestTo(all, from, [1, 0])?.id).toBe("right");
    expect(nearestTo(all, from, [0, -1])?.id).toBe("up");
    expect(nearestTo(all, from, [-1, 0])).toBeNull();
  });

  it("shortens long names", () => {
    expect(shorten("a".repeat(40))).toHaveLength(28);
    expect(shorten("court")).toBe("court");
  });
});

describe("the marks of a dispatch", () => {
  const contact: Mark = { layer: "contact", id: "c", label: "" };
  const who: Mark = { layer: "actor", id: "a", label: "" };
  const block = (...marks: Mark[][]): Block => ({ kind: "body", noise: false, segments: marks.map((m, i) => ({ text: `t${i}`, marks: m })) });
  const all = new Set(["contact", "actor"]);

  it("are one mention over the segments that they run through", () => {
    const found = mentions([block([contact, who], [contact], [], [contact])], all);
    expect(found.map((m) => [m.mark.id, m.segment])).toEqual([["c", 0], ["a", 0], ["c", 3]]);
  });

  it("begin anew in another block, and are left out where their layer is off", () => {
    expect(mentions([block([contact]), block([contact])], all)).toHaveLength(2);
    expect(mentions([block([contact, who])], new Set(["actor"])).map((m) => m.mark.id)).toEqual(["a"]);
  });

  it("mean the fact before who and when", () => {
    expect(meant({ text: "", marks: [who, contact] }, all)?.id).toBe("c");
    expect(meant({ text: "", marks: [who, contact] }, new Set(["actor"]))?.id).toBe("a");
    expect(meant({ text: "", marks: [] }, all)).toBeNull();
  });
});

describe("the waterfall", () => {
  const reasons = [{ name: "parties", weight: 0.9, words: "" }, { name: "jour", weight: -0.5, words: "" }];
  it("begins each step where the last one ended", () => {
    expect(steps(reasons).map((step) => [step.from, Number(step.to.toFixed(6))])).toEqual([[0, 0.9], [0.9, 0.4]]);
  });
  it("reaches to every step and to the threshold", () => {
    expect(reach(steps(reasons), 1.5)).toEqual([0, 1.5]);
    expect(reach(steps([{ name: "", weight: -2, words: "" }]), 1)).toEqual([-2, 1]);
  });
});
