/** Per node, the ids of the nodes from which an edge leads to it. */
type Predecessors = ReadonlyMap<string, readonly string[]>;

/** The nodes from which edges lead to some others, over however many in between. */
export interface NodesBefore {
  readonly isEmpty: boolean;
  /** True also where telling would take too long. */
  has(id: string): boolean;
}

export function nodesBefore(predecessors: Predecessors, nodeIds: readonly string[]): NodesBefore {
  const order = orderOf(predecessors);
  return {
    isEmpty: nodeIds.every((id) => (predecessors.get(id) ?? []).length === 0),
    has: (id) => nodeIds.some((nodeId) => leadsTo(order, id, nodeId)),
  };
}

/** What answers most questions at once, and bounds the search for the other answers; made once per graph. */
interface Order {
  readonly predecessors: Predecessors;
  /** How many edges lead there at most; absent in a circle and behind one. Edges lead to higher levels only. */
  readonly levels: ReadonlyMap<string, number>;
  /** When a walk along the edges, each node once, came to a node and left it: what it met meanwhile lies behind it. */
  readonly visits: ReadonlyMap<string, Visit>;
  stepsLeft: number;
}

interface Visit {
  readonly entered: number;
  left: number;
}

const orders = new WeakMap<Predecessors, Order>();

/** For all questions about one graph, per node and edge and at least. */
const stepsPerEdge = 20;
const leastSteps = 200_000;

function orderOf(predecessors: Predecessors): Order {
  const known = orders.get(predecessors);
  if (known) return known;
  const successors = new Map<string, string[]>();
  let edges = 0;
  for (const [target, sources] of predecessors) {
    if (!successors.has(target)) successors.set(target, []);
    for (const source of sources) {
      edges += 1;
      const targets = successors.get(source);
      if (targets) targets.push(target);
      else successors.set(source, [target]);
    }
  }
  const order: Order = {
    predecessors,
    levels: levelsOf(predecessors, successors),
    visits: visitsOf(predecessors, successors),
    stepsLeft: leastSteps + stepsPerEdge * (edges + successors.size),
  };
  orders.set(predecessors, order);
  return order;
}

function levelsOf(
  predecessors: Predecessors,
  successors: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, number> {
  const waitsFor = new Map<string, number>();
  const levels = new Map<string, number>();
  const highest = new Map<string, number>();
  const ready: string[] = [];
  for (const id of successors.keys()) {
    const count = predecessors.get(id)?.length ?? 0;
    if (count === 0) ready.push(id);
    else waitsFor.set(id, count);
  }
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    const level = highest.get(id) ?? 0;
    levels.set(id, level);
    for (const target of successors.get(id) ?? []) {
      highest.set(target, Math.max(highest.get(target) ?? 0, level + 1));
      const left = (waitsFor.get(target) ?? 0) - 1;
      waitsFor.set(target, left);
      if (left === 0) ready.push(target);
    }
  }
  return levels;
}

function visitsOf(
  predecessors: Predecessors,
  successors: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, Visit> {
  const visits = new Map<string, Visit>();
  let time = 0;
  const walkFrom = (start: string) => {
    const open: { readonly visit: Visit; readonly targets: readonly string[]; next: number }[] = [];
    const enter = (id: string) => {
      const visit = { entered: time++, left: 0 };
      visits.set(id, visit);
      open.push({ visit, targets: successors.get(id) ?? [], next: 0 });
    };
    enter(start);
    for (let last = open.at(-1); last; last = open.at(-1)) {
      const target = last.targets[last.next++];
      if (target === undefined) {
        last.visit.left = time++;
        open.pop();
      } else if (!visits.has(target)) enter(target);
    }
  };
  const ids = [...successors.keys()];
  const isFirst = (id: string) => (predecessors.get(id) ?? []).length === 0;
  for (const id of [...ids.filter(isFirst), ...ids]) if (!visits.has(id)) walkFrom(id);
  return visits;
}

function leadsTo(order: Order, source: string, target: string): boolean {
  const { levels, predecessors, visits } = order;
  const level = levels.get(source);
  const visit = visits.get(source);
  if (!visit) return false;
  // Behind a circle there are no levels, and what has one is not behind a node that has none.
  const isHigher = (id: string) => {
    const other = levels.get(id);
    return other === undefined || (level !== undefined && other > level);
  };
  if (!isHigher(target)) return false;
  const seen = new Set([target]);
  const waiting = [target];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const place = visits.get(id);
    if (place && place.entered > visit.entered && place.left < visit.left) return true;
    for (const predecessor of predecessors.get(id) ?? []) {
      if (predecessor === source) return true;
      order.stepsLeft -= 1;
      if (order.stepsLeft < 0) return true;
      if (seen.has(predecessor) || !isHigher(predecessor)) continue;
      seen.add(predecessor);
      waiting.push(predecessor);
    }
  }
  return false;
}
