import { compileProgram, holds, type Instruction } from "./program.ts";
import { parsePattern } from "./syntax.ts";

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

/**
 * Compiles a pattern. One search takes time linear in the length of the text: all alternatives advance together, one
 * character at a time (R. Cox, “Regular Expression Matching: the Virtual Machine Approach”, Pike's algorithm). As in
 * Perl and RE2, the leftmost match wins, then the alternative that is written first.
 *
 * @throws {Problem} `pattern-invalid`, `pattern-unsupported`, `pattern-too-large`
 */
export function compilePattern(source: string, options: { readonly caseSensitive?: boolean } = {}): Pattern {
  const { node, groups, names } = parsePattern(source, options);
  const program = compileProgram({ kind: "group", node, index: 0 });
  return { groups, names, find: (text) => findAll(program, groups, text) };
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
