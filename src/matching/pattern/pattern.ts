import { Problem } from "../../domain/problem.ts";
import { type Assertion, type CharacterTest, isWordCharacter, type Node, parsePattern } from "./syntax.ts";

export interface PatternMatch {
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** Texts of the groups from 1 on; `undefined` for a group that took no part. */
  readonly groups: readonly (string | undefined)[];
}

export interface Pattern {
  /** All matches without overlaps, from left to right; an empty match is left out. */
  readonly find: (text: string) => PatternMatch[];
  /** Number of capturing groups. */
  readonly groups: number;
  /** Group numbers by name. */
  readonly names: ReadonlyMap<string, number>;
}

/** Most instructions of a program. The time of a search is at most this times the length of the text. */
const MOST_INSTRUCTIONS = 1500;

type Instruction =
  | { readonly kind: "character"; readonly test: CharacterTest }
  | { readonly kind: "assert"; readonly what: Assertion }
  /** Goes on at both places; `first` is tried first. */
  | { kind: "split"; first: number; second: number }
  | { kind: "jump"; to: number }
  | { readonly kind: "save"; readonly slot: number }
  | { readonly kind: "match" };

/**
 * Compiles a pattern. One search takes time linear in the length of the text: all alternatives advance together, one
 * character at a time (R. Cox, “Regular Expression Matching: the Virtual Machine Approach”, Pike's algorithm). As in
 * Perl and RE2, the leftmost match wins, then the alternative that is written first.
 *
 * @throws {Problem} `pattern-invalid`, `pattern-unsupported`, `pattern-too-large`
 */
export function compilePattern(
  source: string,
  { caseSensitive = true }: { readonly caseSensitive?: boolean } = {},
): Pattern {
  const { node, groups, names } = parsePattern(source, caseSensitive);
  const program: Instruction[] = [];
  emit(program, { kind: "group", node, index: 0 });
  add(program, { kind: "match" });
  return { groups, names, find: (text) => findAll(program, groups, text) };
}

function add<I extends Instruction>(program: Instruction[], instruction: I): I {
  if (program.length >= MOST_INSTRUCTIONS) throw new Problem("pattern-too-large", { what: "", column: 1 });
  program.push(instruction);
  return instruction;
}

function emit(program: Instruction[], node: Node): void {
  switch (node.kind) {
    case "character":
      add(program, { kind: "character", test: node.test });
      break;
    case "assert":
      add(program, { kind: "assert", what: node.what });
      break;
    case "sequence":
      for (const one of node.nodes) emit(program, one);
      break;
    case "group":
      add(program, { kind: "save", slot: 2 * node.index });
      emit(program, node.node);
      add(program, { kind: "save", slot: 2 * node.index + 1 });
      break;
    case "choice":
      emitChoice(program, node.nodes);
      break;
    case "repeat":
      emitRepeat(program, node);
      break;
  }
}

function emitChoice(program: Instruction[], nodes: readonly Node[]): void {
  const ends: { kind: "jump"; to: number }[] = [];
  for (const [at, node] of nodes.entries()) {
    if (at === nodes.length - 1) {
      emit(program, node);
      break;
    }
    const split = add(program, { kind: "split", first: program.length + 1, second: 0 });
    emit(program, node);
    ends.push(add(program, { kind: "jump", to: 0 }));
    split.second = program.length;
  }
  for (const end of ends) end.to = program.length;
}

function emitRepeat(program: Instruction[], { node, least, most, lazy }: Node & { kind: "repeat" }): void {
  for (let times = 0; times < least; times += 1) emit(program, node);
  const splits: { kind: "split"; first: number; second: number }[] = [];
  const optional = () => splits.push(add(program, { kind: "split", first: 0, second: 0 }));
  const bodies: number[] = [];
  const once = () => {
    optional();
    bodies.push(program.length);
    emit(program, node);
  };
  if (most === undefined) {
    const start = program.length;
    once();
    add(program, { kind: "jump", to: start });
  } else for (let times = least; times < most; times += 1) once();
  for (const [at, split] of splits.entries()) {
    const body = bodies[at] ?? 0;
    [split.first, split.second] = lazy ? [program.length, body] : [body, program.length];
  }
}

/** A place in the program with the group borders found on the way there. */
interface Thread {
  readonly at: number;
  readonly slots: readonly number[];
}

function findAll(program: readonly Instruction[], groups: number, text: string): PatternMatch[] {
  const matches: PatternMatch[] = [];
  for (let from = 0; from <= text.length;) {
    const slots = findFirst(program, text, from);
    if (slots === undefined) break;
    const [start = 0, end = 0] = slots;
    if (end > start) {
      matches.push({
        start,
        end,
        groups: Array.from({ length: groups }, (_, at) => {
          const [open, close] = [slots[2 * at + 2], slots[2 * at + 3]];
          return open === undefined || close === undefined ? undefined : text.slice(open, close);
        }),
      });
    }
    from = end > start ? end : end + ((text.codePointAt(end) ?? 0) > 0xff_ff ? 2 : 1);
  }
  return matches;
}

/** The borders of the leftmost match at or after `from`: of the whole, then of each group. */
function findFirst(
  program: readonly Instruction[],
  text: string,
  from: number,
): readonly number[] | undefined {
  let found: readonly number[] | undefined;
  let threads: Thread[] = [];
  // The step at which an instruction was last reached: each is followed once per character.
  const reached = new Int32Array(program.length).fill(-1);
  for (let at = from; ;) {
    // A match that has begun is further left than one that would begin here.
    if (found === undefined) follow(program, { at: 0, slots: [] }, text, at, reached, threads);
    if (threads.length === 0 && found !== undefined) return found;
    const code = text.codePointAt(at);
    const next: Thread[] = [];
    const after = at + (code !== undefined && code > 0xff_ff ? 2 : 1);
    for (const { at: place, slots } of threads) {
      const instruction = program[place];
      if (instruction?.kind === "match") {
        // The threads after this one are less preferred.
        found = slots;
        break;
      }
      if (instruction?.kind === "character" && code !== undefined && instruction.test(code))
        follow(program, { at: place + 1, slots }, text, after, reached, next);
    }
    if (code === undefined) return found;
    threads = next;
    at = after;
  }
}

/** Adds the threads that are reached from `start` without reading a character, in the order of preference. */
function follow(
  program: readonly Instruction[],
  start: Thread,
  text: string,
  at: number,
  reached: Int32Array,
  into: Thread[],
): void {
  const open = [start];
  for (let thread = open.pop(); thread !== undefined; thread = open.pop()) {
    const { at: place, slots } = thread;
    if (reached[place] === at) continue;
    reached[place] = at;
    const instruction = program[place];
    if (instruction === undefined) continue;
    if (instruction.kind === "jump") open.push({ at: instruction.to, slots });
    else if (instruction.kind === "split")
      open.push({ at: instruction.second, slots }, { at: instruction.first, slots });
    else if (instruction.kind === "save") {
      const saved = [...slots];
      saved[instruction.slot] = at;
      open.push({ at: place + 1, slots: saved });
    } else if (instruction.kind === "assert") {
      if (holds(instruction.what, text, at)) open.push({ at: place + 1, slots });
    } else into.push(thread);
  }
}

function holds(what: Assertion, text: string, at: number): boolean {
  if (what === "start") return at === 0;
  if (what === "end") return at === text.length;
  return (isWordAt(text, at - 1) !== isWordAt(text, at)) === (what === "word");
}

function isWordAt(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false;
  const code = text.charCodeAt(at);
  // The second half of a pair: the whole character stands before it.
  const whole = code >= 0xdc_00 && code <= 0xdf_ff ? at - 1 : at;
  return isWordCharacter(text.codePointAt(whole) ?? 0);
}
