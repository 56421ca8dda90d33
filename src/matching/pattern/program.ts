import { Problem } from "../../domain/problem.ts";
import { type Assertion, type CharacterTest, isWordCharacter, type Node } from "./syntax.ts";

/** Most instructions of a program. The time of a search is at most this times the length of the text. */
const MOST_INSTRUCTIONS = 1500;

export type Instruction =
  | { readonly kind: "character"; readonly test: CharacterTest }
  | { readonly kind: "assert"; readonly what: Assertion }
  /** Goes on at both places; `first` is tried first. */
  | { kind: "split"; first: number; second: number }
  | { kind: "jump"; to: number }
  | { readonly kind: "save"; readonly slot: number }
  | { readonly kind: "look"; readonly node: Node & { readonly kind: "look" } }
  | { readonly kind: "match" };

/** The program of a pattern. @throws {Problem} `pattern-too-large` */
export function compileProgram(node: Node): readonly Instruction[] {
  const program: Instruction[] = [];
  emit(program, node);
  add(program, { kind: "match" });
  return program;
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
    case "look":
      add(program, { kind: "look", node });
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

/** True where an assertion holds between two characters of a text. */
export function holds(what: Assertion, text: string, at: number): boolean {
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
