import type { Shape3 } from "./joint-shapes.ts";
import type { PairBead } from "./pair-bead.ts";
import { beadKey, type JointBead, type JointModel } from "./three-way.ts";

/** A bead of three languages, and whether the three pairs close to exactly it. */
export interface ClosedBead {
  readonly start: Shape3;
  readonly size: Shape3;
  readonly closed: boolean;
}

/**
 * The cycle check: sentences that any of the three pair alignments links belong together; such a component
 * *closes* when every pair says the same of it, one bead or none. Components that interleave are joined.
 */
export function components(sizes: Shape3, pairs: JointModel["pairs"]): ClosedBead[] {
  const [n, r, z] = sizes;
  const offsets: Shape3 = [0, n, n + r];
  const parent = Int32Array.from({ length: n + r + z }, (_, node) => node);
  const root = (node: number): number => {
    let top = node;
    while (parent[top] !== top) top = parent[top] as number;
    while (parent[node] !== top) {
      const next = parent[node] as number;
      parent[node] = top;
      node = next;
    }
    return top;
  };
  const sides: readonly (readonly [readonly PairBead[], number, number])[] = [
    [pairs.enRu, 0, 1],
    [pairs.enZh, 0, 2],
    [pairs.ruZh, 1, 2],
  ];
  for (const [beads, A, B] of sides) {
    for (const bead of beads) {
      const nodes = [
        ...Array.from({ length: bead.a }, (_, k) => (offsets[A] as number) + bead.i + k),
        ...Array.from({ length: bead.b }, (_, k) => (offsets[B] as number) + bead.j + k),
      ];
      for (const node of nodes.slice(1)) parent[root(node)] = root(nodes[0] as number);
    }
  }
  // extent of each component in each language
  const extents = new Map<number, { low: number[]; high: number[]; count: number[]; links: number[] }>();
  for (let language = 0; language < 3; language += 1) {
    for (let s = 0; s < (sizes[language] as number); s += 1) {
      const top = root((offsets[language] as number) + s);
      let extent = extents.get(top);
      if (extent === undefined) {
        extent = { low: [-1, -1, -1], high: [-1, -1, -1], count: [0, 0, 0], links: [0, 0, 0] };
        extents.set(top, extent);
      }
      if (extent.low[language] === -1) extent.low[language] = s;
      extent.high[language] = s;
      extent.count[language] = (extent.count[language] ?? 0) + 1;
    }
  }
  sides.forEach(([beads, A], pair) => {
    for (const bead of beads) {
      if (bead.a === 0 || bead.b === 0) continue;
      const extent = extents.get(root((offsets[A] as number) + bead.i));
      if (extent !== undefined) extent.links[pair] = (extent.links[pair] ?? 0) + 1;
    }
  });
  // walk the cut points: a cut is clean when no component crosses it
  const done: [number, number, number] = [0, 0, 0];
  const result: ClosedBead[] = [];
  while (done[0] < n || done[1] < r || done[2] < z) {
    const start: Shape3 = [...done];
    let members = new Set<number>();
    // a component alone in front of its languages is taken first; else all that hang together
    for (let language = 0; language < 3; language += 1) {
      const s = start[language] as number;
      if (s >= (sizes[language] as number)) continue;
      const top = root((offsets[language] as number) + s);
      const extent = extents.get(top);
      const ready = extent?.low.every((low, l) => low === -1 || low === start[l]) ?? false;
      if (ready) {
        members = new Set([top]);
        break;
      }
      members.add(top);
    }
    const end: [number, number, number] = [...start];
    for (let changed = true; changed;) {
      changed = false;
      for (let language = 0; language < 3; language += 1) {
        for (const top of [...members]) {
          const high = (extents.get(top)?.high[language] ?? -1) + 1;
          if (high > (end[language] as number)) {
            for (let s = end[language] as number; s < high; s += 1) {
              const other = root((offsets[language] as number) + s);
              if (!members.has(other)) members.add(other);
            }
            end[language] = high;
            changed = true;
          }
        }
      }
    }
    const size: Shape3 = [end[0] - start[0], end[1] - start[1], end[2] - start[2]];
    const only = members.size === 1 ? extents.get([...members][0] as number) : undefined;
    const linked = [size[0] > 0 && size[1] > 0, size[0] > 0 && size[2] > 0, size[1] > 0 && size[2] > 0];
    const closed =
      only !== undefined && linked.every((expected, pair) => only.links[pair] === (expected ? 1 : 0));
    result.push({ start, size, closed });
    done[0] = end[0];
    done[1] = end[1];
    done[2] = end[2];
  }
  return result;
}

/**
 * The three-way alignment: where the three pairs close, what they say; elsewhere the joint model. The two
 * are put together between the cut points that they share.
 */
export function combine(closed: readonly ClosedBead[], joint: readonly JointBead[]): ClosedBead[] {
  const cuts = (beads: readonly { start: Shape3 }[]): Map<string, number> =>
    new Map(beads.map((bead, index) => [bead.start.join(","), index]));
  const inJoint = cuts(joint);
  const same = new Set(joint.map((bead) => beadKey(bead.start, bead.size)));
  const result: ClosedBead[] = [];
  let from = 0;
  let jointFrom = 0;
  for (let index = 1; index <= closed.length; index += 1) {
    const next = closed[index];
    const meet = next === undefined ? joint.length : inJoint.get(next.start.join(","));
    if (meet === undefined) continue;
    const group = closed.slice(from, index);
    if (group.every((bead) => bead.closed)) {
      result.push(...group.map((bead) => ({ ...bead, closed: same.has(beadKey(bead.start, bead.size)) })));
    } else {
      result.push(...joint.slice(jointFrom, meet).map(({ start, size }) => ({ start, size, closed: false })));
    }
    from = index;
    jointFrom = meet;
  }
  return result;
}
