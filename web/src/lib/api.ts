// The HTTP API as the page sees it. Names are those of docs/reference.md and of the record's wire form.
import { session } from "./session.svelte.ts";

export interface Named { id: string; name: string }
export interface Source { document: string; outlet: string | null; name: string; published: string | null }
export interface Row {
  id: string; type: string; kind: string; date: string | null; date_text: string; earliest: string | null;
  latest: string | null; who: string; what: string; where: string; status: string; status_key: string;
  issue: string | null; issue_name?: string | null; actors: Named[]; quotes: string[]; sources: Source[];
  medium?: string | null; hour?: string | null; basis?: string | null;
}
export interface Page<T> { items: T[]; next: string | null; total: number | null }
export interface Info {
  program: string; pack: string; knowledge: string; edit: boolean; languages: string[];
  counts: Record<string, number>; first: string | null; last: string | null;
  main?: [string, string] | null; latest?: string | null; behind?: boolean;
}
export interface Bin {
  start: string; end: string; contact: number; statement: number; event: number; position: number; figure: number;
}
export interface Density { unit: "day" | "week" | "month" | "year"; bins: Bin[]; undated: number }
export interface Facet { key: string; name: string; n: number }
export type Facets = Record<"type" | "kind" | "status" | "issue" | "outlet" | "actor", Facet[]>;
export interface Evidence {
  document: string; outlet: string | null; name?: string; published: string | null; before: string; quote: string;
  after: string;
}
export interface Told {
  id: string; document: string; source: string; as_of: string | null; as_of_text: string; status: string;
  status_key: string; date: string | null; date_text: string; where: string; who: string; quote: string;
}
export interface Decided {
  id: string; kind: string; verdict: string; author: string; text: string; reasons: string[];
  decided_at: string | null; withdrawn_at: string | null; withdrawable: boolean;
}
export interface Detail {
  row: Row; object: unknown; evidence: Evidence[]; dating: string[]; history: Told[]; accounts: Told[]; answers: Row[];
  answered_by: Row[]; related: Row[]; dossiers: Named[]; judgements: Decided[];
}
export interface Reason { name: string; weight: number; words: string }
export interface Pair {
  a: string; b: string; reasons: Reason[]; total: number; blocked: boolean; decision: string; author: string;
}
export interface Explanation { pairs: Pair[]; accounts: Told[]; threshold: number; outcome: string }
export interface Entry {
  id: string; date: string | null; date_text: string; earliest: string | null; latest: string | null;
  hour: string | null; kind: string; what: string; who: string; where: string; status: string; status_key: string;
  moved_from: string | null; moved_text: string; overdue: boolean; words: string; sources: Source[];
}
export interface Agenda { entries: Entry[]; as_of: string | null; left_out: number }
export interface Node { id: string; name: string; kind: string; n: number }
export interface Edge {
  source: string; target: string; contacts: number; statements: number; cooperation: number; conflict: number;
  first: string | null; last: string | null;
}
export interface Network { nodes: Node[]; edges: Edge[]; left_out?: number }
export interface Answer {
  id: string; who: string; stance: string; stance_key: string; when: string; date: string | null; words: string;
}
export interface Cell {
  position: string; kind: string; stance: string; since: string; date: string | null; last: string | null; words: string; condition: string;
  towards: Named[]; voices: string[]; answered_by: Answer[]; silent: Named[]; open: boolean; withdrawn: boolean;
}
export interface Matter { issue: string; name: string; cells: Record<string, Cell[]> }
export interface Ledger { parties: Named[]; matters: Matter[]; as_of: string | null; left_out: number }
export interface DossierLine {
  id: string; name: string; parties: Named[]; issues: Named[]; period: string; contacts: number; positions: number;
  exchanges: number; first: string | null; last: string | null; coming: string;
}
export interface Dossier { dossier: DossierLine; contacts: Row[]; positions: Row[]; exchanges: Row[] }
export interface ActorLine { id: string; name: string; kind: string; kind_text: string; n: number }
export interface Office { office: string; body: string; since: string | null; until: string | null; dates: string }
export interface Actor {
  id: string; name: string; kind: string; kind_text: string; names: string[]; offices: Office[];
  totals: Record<string, number>; contacts: Row[]; statements: Row[]; positions: Row[];
  judgements?: Decided[];
}
export interface DocLine {
  id: string; name: string; title: string | null; outlet: string | null; published: string | null;
  published_text?: string; published_basis: string | null; n_facts: number;
}
export interface Mark { layer: string; id: string; label: string }
export interface Segment { text: string; marks: Mark[] }
export interface Block { kind: string; noise: boolean; segments: Segment[] }
export interface Doc extends Omit<DocLine, "n_facts"> {
  blocks: Block[]; facts: Row[]; warnings?: string[]; published_words?: string[];
}
export interface Hit { row: Row | null; document: DocLine | null; hit: { text: string; match: boolean }[] }

/** A refusal of the server, as its problem+json tells it; `status` 0 where it did not answer at all. */
export class Problem extends Error {
  constructor(readonly status: number, message: string, readonly detail = "") {
    super(message);
  }
}

const BASE = "/api/v1";

/** The address of an API path with its parameters and the page's language. */
export function link(path: string, params: URLSearchParams | Record<string, string | number | undefined> = {}): string {
  const query = new URLSearchParams();
  const pairs = params instanceof URLSearchParams ? [...params] : Object.entries(params);
  for (const [name, value] of pairs) if (value !== undefined && value !== "") query.append(name, String(value));
  query.set("lang", session.lang);
  return `${BASE}${path}?${query}`;
}

export async function get<T>(url: string, signal?: AbortSignal): Promise<T> {
  return ask<T>(url, signal ? { signal } : {});
}

export async function send<T>(method: "POST" | "DELETE", path: string, body?: unknown): Promise<T> {
  const form = body instanceof FormData;
  return ask<T>(link(path), {
    method,
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    ...(body === undefined || form ? {} : { headers: { "Content-Type": "application/json" } }),
  });
}

async function ask<T>(url: string, init: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(url, { credentials: "same-origin", ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, "unreachable");
  }
  const text = await answer.text();
  let body: unknown = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    throw new Problem(answer.status, answer.ok ? "not JSON" : answer.statusText);
  }
  if (!answer.ok) {
    const told = (body ?? {}) as { title?: string; detail?: string };
    throw new Problem(answer.status, String(told.title ?? answer.statusText), String(told.detail ?? ""));
  }
  return body as T;
}
