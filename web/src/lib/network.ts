// Where the actors of the network stand: forces let run to rest before anything is drawn, the same way each time.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3-force";
import type { Edge, Network, Node } from "./api.ts";
import type { Weight } from "./url.ts";

export interface Placed extends Node { x: number; y: number; r: number; named: boolean }

export function weightOf(edge: Edge, weight: Weight): number {
  return weight === "contacts" ? edge.contacts + 0.35 * edge.statements : edge[weight];
}

/** Nodes with their places inside `width` by `height`, and the edges between them. */
export function layout(network: Network, weight: Weight, width: number, height: number): { nodes: Placed[]; edges: Edge[] } {
  const known = new Set(network.nodes.map((node) => node.id));
  const edges = network.edges.filter((edge) => known.has(edge.source) && known.has(edge.target));
  const most = Math.max(1, ...network.nodes.map((node) => node.n));
  const heaviest = Math.max(1, ...edges.map((edge) => weightOf(edge, weight)));
  const named = new Set(network.nodes.toSorted((a, b) => b.n - a.n).slice(0, Math.max(8, Math.round((width * height) / 11_000))).map((n) => n.id));
  type Moving = Placed & SimulationNodeDatum;
  const nodes: Moving[] = network.nodes.map((node) => ({ ...node, x: NaN, y: NaN, r: 4.5 + 11 * Math.sqrt(node.n / most), named: named.has(node.id) }));
  const many = Math.sqrt(nodes.length || 1);
  forceSimulation(nodes)
    .force("link", forceLink<Moving, { source: string; target: string; weight: number }>(
      edges.map((edge) => ({ source: edge.source, target: edge.target, weight: weightOf(edge, weight) })),
    ).id((node) => node.id).distance(Math.min(width, height) / Math.max(3.4, many * 0.95)).strength((l) => 0.12 + 0.5 * Math.sqrt(l.weight / heaviest)))
    .force("charge", forceManyBody().strength(-Math.min(width, height) * 0.9).distanceMax(width * 0.6))
    .force("x", forceX(0).strength(0.09 * (height / width)))
    .force("y", forceY(0).strength(0.11))
    .force("collide", forceCollide<Moving>((node) => node.r + (node.named ? 15 : 5)).iterations(2))
    .stop()
    .tick(260);
  fit(nodes, width, height);
  return { nodes: nodes.map(({ id, name, kind, n, x, y, r, named }) => ({ id, name, kind, n, x, y, r, named })), edges };
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
