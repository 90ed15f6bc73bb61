// Where the actors of the network stand: forces let run to rest before anything is drawn, the same way each time.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3-force";
import type { Edge, Network, Node } from "./api.ts";
import type { Weight } from "./url.ts";

/** `label` is where the name stands, seen from the node; null where there is no room for it. */
export interface Placed extends Node { x: number; y: number; r: number; label: Label | null }
export interface Label { x: number; y: number; anchor: "middle" | "start" | "end" }

/** `drawn` are those of `edges` that are always in the picture; the others belong to the actor that is chosen. */
export interface Layout { nodes: Placed[]; edges: Edge[]; drawn: Edge[] }

export function weightOf(edge: Edge, weight: Weight): number {
  return weight === "contacts" ? edge.contacts + 0.35 * edge.statements : edge[weight];
}

const DENSE = 3; // edges to a node: with more of them on the whole, only the backbone is drawn
const KEPT = 3; // edges that a node keeps there, its strongest

/** The edges that carry a dense network: of each node the strongest ones. A sparse network keeps all. */
export function backbone(edges: readonly Edge[], nodes: number, weight: Weight): Edge[] {
  if (edges.length <= nodes * DENSE) return [...edges];
  const kept = new Map<string, number>();
  return edges
    .toSorted((a, b) => weightOf(b, weight) - weightOf(a, weight))
    .filter(({ source, target }) => {
      const [a, b] = [kept.get(source) ?? 0, kept.get(target) ?? 0];
      if (a >= KEPT && b >= KEPT) return false;
      kept.set(source, a + 1);
      kept.set(target, b + 1);
      return true;
    });
}

/** Nodes with their places inside `width` by `height`, and the edges between them. */
export function layout(network: Network, weight: Weight, width: number, height: number): Layout {
  const known = new Set(network.nodes.map((node) => node.id));
  const all = network.edges.filter((edge) => known.has(edge.source) && known.has(edge.target));
  const edges = backbone(all, network.nodes.length, weight);
  const most = Math.max(1, ...network.nodes.map((node) => node.n));
  const heaviest = Math.max(1, ...edges.map((edge) => weightOf(edge, weight)));
  type Moving = Placed & SimulationNodeDatum;
  const nodes: Moving[] = network.nodes.map((node) => ({ ...node, x: NaN, y: NaN, r: 4.5 + 11 * Math.sqrt(node.n / most), label: null }));
  const many = Math.sqrt(nodes.length || 1);
  forceSimulation(nodes)
    .force("link", forceLink<Moving, { source: string; target: string; weight: number }>(
      edges.map((edge) => ({ source: edge.source, target: edge.target, weight: weightOf(edge, weight) })),
    ).id((node) => node.id).distance(Math.min(width, height) / Math.max(3.4, many * 0.95)).strength((l) => 0.12 + 0.5 * Math.sqrt(l.weight / heaviest)))
    .force("charge", forceManyBody().strength(-Math.min(width, height) * 0.9).distanceMax(width * 0.6))
    .force("x", forceX(0).strength(0.09 * (height / width)))
    .force("y", forceY(0).strength(0.11))
    .force("collide", forceCollide<Moving>((node) => node.r + 11).iterations(2))
    .stop()
    .tick(260);
  fit(nodes, width, height);
  const placed = nodes.map(({ id, name, kind, n, x, y, r, label }): Placed => ({ id, name, kind, n, x, y, r, label }));
  placeNames(placed, width, height);
  return { nodes: placed, edges: all, drawn: edges };
}

/** Stretches places to the picture, room left for names. */
function fit(nodes: Placed[], width: number, height: number): void {
  if (!nodes.length) return;
  const side = Math.min(70, width * 0.12);
  const scale = (key: "x" | "y", low: number, high: number): void => {
    const values = nodes.map((node) => node[key]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    for (const node of nodes) node[key] = most > least ? low + ((node[key] - least) / (most - least)) * (high - low) : (low + high) / 2;
  };
  scale("x", side, width - side);
  scale("y", 24, height - 34);
}

export const LONGEST = 28; // signs of a name that are shown

export function shorten(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1).trimEnd()}…` : name;
}

type Box = [left: number, top: number, right: number, bottom: number];

/** Gives a name its place below, above or beside its node, the most present first, where it covers no other. */
export function placeNames(nodes: Placed[], width: number, height: number): void {
  const taken: Box[] = nodes.map((node) => [node.x - node.r, node.y - node.r, node.x + node.r, node.y + node.r]);
  const free = (box: Box, own: Box | undefined): boolean =>
    box[0] >= 0 && box[1] >= 0 && box[2] <= width && box[3] <= height
    && taken.every((other) => other === own || box[0] >= other[2] || box[2] <= other[0] || box[1] >= other[3] || box[3] <= other[1]);
  for (const i of nodes.map((_, at) => at).toSorted((a, b) => (nodes[b]?.n ?? 0) - (nodes[a]?.n ?? 0))) {
    const node = nodes[i] as Placed;
    const long = shorten(node.name).length * 6.4; // pixels, at 11.5 a sign being some 6 wide
    const below = node.r + 12;
    const above = -node.r - 5;
    const tries: [Label, Box][] = [
      [{ x: 0, y: below, anchor: "middle" }, [node.x - long / 2, node.y + node.r + 2, node.x + long / 2, node.y + node.r + 15]],
      [{ x: 0, y: above, anchor: "middle" }, [node.x - long / 2, node.y - node.r - 15, node.x + long / 2, node.y - node.r - 2]],
      [{ x: node.r + 4, y: 4, anchor: "start" }, [node.x + node.r + 2, node.y - 7, node.x + node.r + 4 + long, node.y + 7]],
      [{ x: -node.r - 4, y: 4, anchor: "end" }, [node.x - node.r - 4 - long, node.y - 7, node.x - node.r - 2, node.y + 7]],
    ];
    const found = tries.find(([, box]) => free(box, taken[i]));
    node.label = found?.[0] ?? null;
    if (found) taken.push(found[1]);
  }
}

/** The node nearest to `from` in the direction of `way`; null where none lies there. */
export function nearestTo(nodes: readonly Placed[], from: Placed, way: [number, number]): Placed | null {
  let best: Placed | null = null;
  let least = Infinity;
  for (const node of nodes) {
    const [dx, dy] = [node.x - from.x, node.y - from.y];
    const along = dx * way[0] + dy * way[1];
    const across = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
    if (node === from || along <= 0 || across > along * 1.6) continue;
    const far = along + across * 1.5;
    if (far < least) [best, least] = [node, far];
  }
  return best;
}
