import type { Shape3 } from "./joint-shapes.ts";
import type { PairBead } from "./pair-bead.ts";
import { beadKey, type JointBead, type JointModel } from "./three-way.ts";

/** A bead of three languages. `closed`: the three pairs agree on exactly this bead. */
export interface ClosedBead {
  readonly start: Shape3;
  readonly size: Shape3;
  readonly closed: boolean;
}

/** The beads of a pair with the numbers of its languages: 0 en, 1 ru, 2 zh. */
type Side = readonly [beads: readonly PairBead[], from: number, to: number];

/** A component: sentences that the pair alignments link, directly or through other sentences. */
interface Component {
  /** First sentence in each language, or -1. */
  readonly low: number[];
  /** Last sentence in each language, or -1. */
  readonly high: number[];
  /** Number of beads of each pair (en–ru, en–zh, ru–zh) in the component. */
  readonly links: number[];
}

/** The component of each sentence, by language and number. */
type Membership = (language: number, sentence: number) => Component | undefined;

/**
 * The cycle check. Sentences that any of the three pair alignments links form a component. A component is *closed*
 * when each pair has one bead for it or no bead at all. Interleaved components are joined.
 */
export function components(sizes: Shape3, pairs: JointModel["pairs"]): ClosedBead[] {
  const sides: readonly Side[] = [
    [pairs.enRu, 0, 1],
    [pairs.enZh, 0, 2],
    [pairs.ruZh, 1, 2],
  ];
  const componentOf = linkedComponents(sizes, sides);
  let start: Shape3 = [0, 0, 0];
  const result: ClosedBead[] = [];
  while (start.some((number, language) => number < (sizes[language] ?? 0))) {
    const first = firstMembers(sizes, start, componentOf);
    const { end, members } = extend(start, first, componentOf);
    const size: Shape3 = [end[0] - start[0], end[1] - start[1], end[2] - start[2]];
    const [only] = members;
    const linked = sides.map(([, from, to]) => (size[from] ?? 0) > 0 && (size[to] ?? 0) > 0);
    const closed =
      members.size === 1 && linked.every((expected, pair) => only?.links[pair] === (expected ? 1 : 0));
    result.push({ start, size, closed });
    start = end;
  }
  return result;
}

/** Union–find over the sentences of all languages. */
function linkedComponents(sizes: Shape3, sides: readonly Side[]): Membership {
  const [n, r, z] = sizes;
  const offsets: Shape3 = [0, n, n + r];
  const nodeOf = (language: number, sentence: number): number => (offsets[language] ?? 0) + sentence;
  const parent = Int32Array.from({ length: n + r + z }, (_, node) => node);
  const root = (node: number): number => {
    let top = node;
    while (parent[top] !== top) top = parent[top] as number;
    for (let at = node; at !== top;) {
      const next = parent[at] as number;
      parent[at] = top;
      at = next;
    }
    return top;
  };
  for (const [beads, from, to] of sides) {
    for (const { i, a, j, b } of beads) {
      const first = a > 0 ? nodeOf(from, i) : nodeOf(to, j);
      for (let k = 0; k < a; k += 1) parent[root(nodeOf(from, i + k))] = root(first);
      for (let k = 0; k < b; k += 1) parent[root(nodeOf(to, j + k))] = root(first);
    }
  }
  const found = new Map<number, Component>();
  sizes.forEach((size, language) => {
    for (let s = 0; s < size; s += 1) {
      const top = root(nodeOf(language, s));
      let component = found.get(top);
      if (component === undefined) {
        component = { low: [-1, -1, -1], high: [-1, -1, -1], links: [0, 0, 0] };
        found.set(top, component);
      }
      if (component.low[language] === -1) component.low[language] = s;
      component.high[language] = s;
    }
  });
  const componentOf: Membership = (language, sentence) => found.get(root(nodeOf(language, sentence)));
  sides.forEach(([beads, from], pair) => {
    for (const { i, a, b } of beads) {
      const component = a > 0 && b > 0 ? componentOf(from, i) : undefined;
      if (component !== undefined) component.links[pair] = (component.links[pair] ?? 0) + 1;
    }
  });
  return componentOf;
}

/** The component that begins at `start` in all its languages; otherwise the components of all next sentences. */
function firstMembers(sizes: Shape3, start: Shape3, componentOf: Membership): ReadonlySet<Component> {
  const members = new Set<Component>();
  for (const [language, s] of start.entries()) {
    const component = s < (sizes[language] ?? 0) ? componentOf(language, s) : undefined;
    if (component === undefined) continue;
    if (component.low.every((low, other) => low === -1 || low === start[other])) return new Set([component]);
    members.add(component);
  }
  return members;
}

/** Adds all components that begin before the end of the others, until no component crosses the end. */
function extend(
  start: Shape3,
  first: ReadonlySet<Component>,
  componentOf: Membership,
): { readonly end: Shape3; readonly members: ReadonlySet<Component> } {
  const members = new Set(first);
  const end: [number, number, number] = [...start];
  // A set also visits members that are added during iteration.
  for (const member of members) {
    for (const [language, last] of member.high.entries()) {
      for (let s = end[language] ?? 0; s <= last; s += 1) {
        const other = componentOf(language, s);
        if (other !== undefined) members.add(other);
      }
      end[language] = Math.max(end[language] ?? 0, last + 1);
    }
  }
  return { end, members };
}

/**
 * The three-way alignment: the closed beads of the pairs, and the beads of the joint model where the pairs do not
 * agree. The two alignments are joined at the cut points that they share.
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
