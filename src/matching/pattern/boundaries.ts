import { compileProgram, holds, type Instruction } from "./program.ts";
import { type Node, parsePattern } from "./syntax.ts";

/** A rule that decides whether a text is cut where `before` ends and `after` begins (SRX 2.0, 3.4). */
export interface BoundaryRule {
  readonly breaks: boolean;
  /** Patterns of ICU. An empty one matches everywhere. */
  readonly before: string;
  readonly after: string;
}

/** What rules say about the places of one text, in UTF-16 offsets. */
export interface Decisions {
  /** True: the text is cut there; false: it is not; `undefined`: no rule matches. */
  readonly at: (place: number) => boolean | undefined;
  /** All places where the text is cut, in order. */
  readonly breaks: () => number[];
}

/** Rules in order: the first one that matches at a place decides. */
export type BoundaryRules = (text: string) => Decisions;

/** One rule, ready to run. */
export interface CompiledRule {
  readonly breaks: boolean;
  readonly before: Side;
  readonly after: Side;
}

/** One half of a rule: a pattern that reads away from a place, and the same pattern that finds all such places at once. */
interface Side {
  readonly away: Machine;
  readonly all: Machine;
}

/**
 * Compiles a rule.
 *
 * @throws {Problem} `pattern-invalid`, `pattern-unsupported`, `pattern-too-large`, with the column in its pattern
 */
export function compileRule({ breaks, before, after }: BoundaryRule): CompiledRule {
  const left = parsePattern(before, { icu: true }).node;
  const right = parsePattern(after, { icu: true }).node;
  return {
    breaks,
    before: { away: machine(reversed(left), false), all: machine(left, true) },
    after: { away: machine(right, true), all: machine(reversed(right), false) },
  };
}

/** Number of instructions of a rule. The time for a text is at most a small multiple of this times its length. */
export const sizeOf = ({ before, after }: CompiledRule): number =>
  before.all.program.length + after.all.program.length;

/**
 * Applies rules to texts. A pattern is first tried at each place alone, where most end after a few characters. One that
 * reads far is run once over the whole text instead, with all places at the same time. So the time is linear in the text.
 */
export const boundaryRules =
  (rules: readonly CompiledRule[]): BoundaryRules =>
  (text) => {
    const reading = readText(text);
    const matches = ({ before, after }: CompiledRule, place: number) =>
      reading.holds(before, place) && reading.holds(after, place);
    const at = (place: number) => rules.find((rule) => matches(rule, place))?.breaks;
    const breaks = () => {
      const found = new Set<number>();
      for (const rule of rules) {
        if (!rule.breaks) continue;
        const before = reading.all(rule.before.all);
        for (let place = 0; place <= text.length; place += 1)
          if (before[place] === 1 && !found.has(place) && reading.holds(rule.after, place)) found.add(place);
      }
      return [...found].filter((place) => at(place) === true).toSorted((a, b) => a - b);
    };
    return { at, breaks };
  };

/** A program that reads a text in one direction. */
interface Machine {
  readonly program: readonly Instruction[];
  readonly forward: boolean;
  /** The step at which an instruction was last reached: each is followed once per place. */
  readonly reached: Float64Array;
  step: number;
}

const machine = (node: Node, forward: boolean): Machine => {
  const program = compileProgram(node);
  return { program, forward, reached: new Float64Array(program.length), step: 0 };
};

/** The pattern that matches the same stretches from their ends. Assertions are about places and stay. */
function reversed(node: Node): Node {
  switch (node.kind) {
    case "sequence":
      return { ...node, nodes: node.nodes.map(reversed).toReversed() };
    case "choice":
      return { ...node, nodes: node.nodes.map(reversed) };
    case "repeat":
    case "group":
      return { ...node, node: reversed(node.node) };
    default:
      return node;
  }
}

/** Machines that find the places where look-around matches. */
const LOOKS = new WeakMap<Node, Machine>();

function lookMachine(look: Node & { readonly kind: "look" }): Machine {
  const known = LOOKS.get(look);
  if (known !== undefined) return known;
  const made = look.ahead ? machine(reversed(look.node), false) : machine(look.node, true);
  LOOKS.set(look, made);
  return made;
}

/** The character that is read next, and the place behind it in the direction of reading. */
function nextCharacter(
  text: string,
  forward: boolean,
  place: number,
): { readonly code: number; readonly place: number } | undefined {
  const code = text.codePointAt(forward ? place : place - 1);
  if (code === undefined) return undefined;
  if (forward) return { code, place: place + (code > 0xff_ff ? 2 : 1) };
  const whole = code >= 0xdc_00 && code <= 0xdf_ff ? (text.codePointAt(place - 2) ?? code) : code;
  return whole > 0xff_ff ? { code: whole, place: place - 2 } : { code, place: place - 1 };
}

/** The threads that can read a character. */
const advance = (one: Machine, threads: readonly number[], code: number): number[] =>
  threads.filter((at) => {
    const instruction = one.program[at];
    return instruction?.kind === "character" && instruction.test(code);
  });

/** Reads one text. Places that were found for the whole text are kept. */
function readText(text: string) {
  const known = new Map<Machine, Uint8Array>();
  const spent = new Map<Side, number>();

  /** Instructions that follow at the same place on one that reads no character, the preferred one last. */
  const after = (instruction: Instruction | undefined, at: number, place: number): readonly number[] => {
    if (instruction?.kind === "jump") return [instruction.to];
    if (instruction?.kind === "split") return [instruction.second, instruction.first];
    const goesOn =
      instruction?.kind === "save" ||
      (instruction?.kind === "assert" && holds(instruction.what, text, place)) ||
      (instruction?.kind === "look" &&
        (all(lookMachine(instruction.node))[place] === 1) !== instruction.node.negated);
    return goesOn ? [at + 1] : [];
  };

  /** Follows what reads no character; adds instructions that read one to `into`. @returns whether the pattern matched */
  const follow = (one: Machine, start: number, place: number, into: number[]): boolean => {
    const { program, reached, step } = one;
    const open = [start];
    let matched = false;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (reached[at] === step) continue;
      reached[at] = step;
      const instruction = program[at];
      if (instruction?.kind === "match") matched = true;
      else if (instruction?.kind === "character") into.push(at);
      else open.push(...after(instruction, at, place));
    }
    return matched;
  };

  /** All places to which the machine reads from anywhere: 1 in a list by place. */
  function all(one: Machine): Uint8Array {
    const before = known.get(one);
    if (before !== undefined) return before;
    const found = new Uint8Array(text.length + 1);
    known.set(one, found);
    let threads: number[] = [];
    for (let place = one.forward ? 0 : text.length; ;) {
      const open: number[] = [];
      one.step += 1;
      let matched = follow(one, 0, place, open);
      for (const at of threads) if (follow(one, at + 1, place, open)) matched = true;
      if (matched) found[place] = 1;
      const read = nextCharacter(text, one.forward, place);
      if (read === undefined) return found;
      threads = advance(one, open, read.code);
      place = read.place;
    }
  }

  /** Whether the machine matches from a place on; `undefined` after too many steps. */
  function from(one: Machine, start: number, limit: number): { matched?: boolean; steps: number } {
    let steps = 0;
    let threads: number[] = [];
    one.step += 1;
    if (follow(one, 0, start, threads)) return { matched: true, steps };
    for (let place = start; threads.length > 0;) {
      const read = nextCharacter(text, one.forward, place);
      if (read === undefined) break;
      steps += threads.length;
      if (steps > limit) return { steps };
      const open: number[] = [];
      one.step += 1;
      place = read.place;
      for (const at of advance(one, threads, read.code))
        if (follow(one, at + 1, place, open)) return { matched: true, steps };
      threads = open;
    }
    return { matched: false, steps };
  }

  return {
    all,
    /** Whether one half of a rule matches at a place. */
    holds: (side: Side, place: number): boolean => {
      const found = known.get(side.all);
      if (found !== undefined) return found[place] === 1;
      const before = spent.get(side) ?? 0;
      const { matched, steps } = from(side.away, place, text.length - before);
      spent.set(side, before + steps);
      return matched ?? all(side.all)[place] === 1;
    },
  };
}
