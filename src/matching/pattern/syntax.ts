import { Problem } from "../../domain/problem.ts";

/**
 * The syntax tree of a pattern. The language is the regular part of RE2's syntax
 * (https://github.com/google/re2/wiki/Syntax), except that `\w`, `\d` and `\b` know the letters and digits of every
 * script. Back references are refused, because no linear algorithm is known for them. Look-around is refused too, unless
 * the pattern is to be read as one of ICU, which SRX asks for.
 */
export type Node =
  | { readonly kind: "character"; readonly test: CharacterTest }
  | { readonly kind: "sequence" | "choice"; readonly nodes: readonly Node[] }
  | {
      readonly kind: "repeat";
      readonly node: Node;
      readonly least: number;
      /** `undefined`: without end. */
      readonly most: number | undefined;
      readonly lazy: boolean;
    }
  | { readonly kind: "group"; readonly node: Node; readonly index: number }
  | { readonly kind: "assert"; readonly what: Assertion }
  /** Look-ahead or look-behind: it holds where the node matches, or, negated, where it does not. */
  | { readonly kind: "look"; readonly node: Node; readonly ahead: boolean; readonly negated: boolean };

export type CharacterTest = (codePoint: number) => boolean;
export type Assertion = "start" | "end" | "word" | "no-word";

export interface Syntax {
  readonly node: Node;
  /** Number of capturing groups. */
  readonly groups: number;
  /** Group numbers by name. */
  readonly names: ReadonlyMap<string, number>;
}

/** Greatest number of a counted repetition, as in RE2. */
const MOST_REPEATS = 1000;
/** Deepest nesting of groups. */
const DEEPEST = 50;

const WORD = /[\p{L}\p{M}\p{N}_]/u;
export const isWordCharacter = (codePoint: number): boolean => WORD.test(String.fromCodePoint(codePoint));

const NEWLINE = 10;
const CLASSES: Readonly<Record<string, RegExp>> = {
  d: /\p{Nd}/u,
  D: /\P{Nd}/u,
  w: WORD,
  W: /[^\p{L}\p{M}\p{N}_]/u,
  s: /\s/u,
  S: /\S/u,
};
const ICU_CLASSES: Readonly<Record<string, RegExp>> = { h: /[\t\p{Zs}]/u, H: /[^\t\p{Zs}]/u };
/** Beginnings of look-around: whether it looks ahead, and whether it is negated. */
const LOOKS: readonly (readonly [mark: string, ahead: boolean, negated: boolean])[] = [
  ["?=", true, false],
  ["?!", true, true],
  ["?<=", false, false],
  ["?<!", false, true],
];
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };

export interface SyntaxOptions {
  /** False: small and capital letters are equal; `(?i)` at the start does the same. */
  readonly caseSensitive?: boolean;
  /** True for what ICU has beyond RE2: look-around, sets in sets, `\Q…\E`, `\h`, and `(?i)` inside a pattern. */
  readonly icu?: boolean;
}

/**
 * Parses a pattern.
 *
 * @throws {Problem} `pattern-invalid`, `pattern-unsupported`, `pattern-too-large`, with the column of the fault
 */
export function parsePattern(source: string, options: SyntaxOptions = {}): Syntax {
  return new Parser(source, options).parse();
}

class Parser {
  readonly #characters: readonly string[];
  #at = 0;
  #foldsCase: boolean;
  #groups = 0;
  #depth = 0;
  readonly #names = new Map<string, number>();

  readonly #icu: boolean;

  constructor(source: string, { caseSensitive = true, icu = false }: SyntaxOptions) {
    this.#characters = [...source];
    this.#foldsCase = !caseSensitive;
    this.#icu = icu;
  }

  parse(): Syntax {
    if (this.#takes("(?i)")) this.#foldsCase = true;
    const node = this.#choice();
    if (this.#at < this.#characters.length) this.#fail("pattern-invalid");
    return { node, groups: this.#groups, names: this.#names };
  }

  #fail(code: "pattern-invalid" | "pattern-unsupported" | "pattern-too-large", at = this.#at): never {
    const what = this.#characters.slice(at, at + 4).join("");
    throw new Problem(code, { what, column: at + 1 }, { column: at + 1 });
  }

  #peek = (): string | undefined => this.#characters[this.#at];

  #takes(text: string): boolean {
    const isNext = this.#characters.slice(this.#at, this.#at + text.length).join("") === text;
    if (isNext) this.#at += text.length;
    return isNext;
  }

  #choice(): Node {
    const nodes = [this.#sequence()];
    while (this.#takes("|")) nodes.push(this.#sequence());
    const [only] = nodes;
    return nodes.length === 1 && only ? only : { kind: "choice", nodes };
  }

  #sequence(): Node {
    const nodes: Node[] = [];
    for (let next = this.#peek(); next !== undefined && next !== "|" && next !== ")"; next = this.#peek()) {
      if (this.#icu && this.#takes("(?i)")) this.#foldsCase = true;
      else if (this.#icu && this.#takes("\\Q")) nodes.push(...this.#quoted());
      else nodes.push(this.#repeated());
    }
    return { kind: "sequence", nodes };
  }

  /** The characters up to `\E`, as they stand there. */
  #quoted(): Node[] {
    const nodes: Node[] = [];
    while (this.#at < this.#characters.length && !this.#takes("\\E"))
      nodes.push(this.#character(is(codeOf(this.#characters[this.#at++] ?? ""))));
    return nodes;
  }

  #repeated(): Node {
    const start = this.#at;
    const node = this.#atom();
    const counts = this.#counts();
    if (counts === undefined) return node;
    if (node.kind === "assert" || node.kind === "look") this.#fail("pattern-invalid", start);
    const lazy = this.#takes("?");
    // “a**” and the possessive “a++” are faults in RE2 too.
    if (/^[*+?]$/u.test(this.#peek() ?? "")) this.#fail("pattern-unsupported");
    return { kind: "repeat", node, ...counts, lazy };
  }

  #counts(): { readonly least: number; readonly most: number | undefined } | undefined {
    if (this.#takes("*")) return { least: 0, most: undefined };
    if (this.#takes("+")) return { least: 1, most: undefined };
    if (this.#takes("?")) return { least: 0, most: 1 };
    const ahead = this.#characters.slice(this.#at, this.#at + 16).join("");
    const counted = /^\{(\d{1,6})(?:(,)(\d{1,6})?)?\}/u.exec(ahead);
    if (counted === null) return undefined;
    const [all, first = "0", comma, second] = counted;
    const least = Number(first);
    const most = comma === undefined ? least : second === undefined ? undefined : Number(second);
    if (most !== undefined && most < least) this.#fail("pattern-invalid");
    if (Math.max(least, most ?? 0) > MOST_REPEATS) this.#fail("pattern-too-large");
    this.#at += all.length;
    return { least, most };
  }

  #atom(): Node {
    const start = this.#at;
    const next = this.#characters[this.#at++] ?? "";
    if (next === "(") return this.#group(start);
    if (next === "[") return this.#character(this.#set(start));
    if (next === ".") return { kind: "character", test: (code) => code !== NEWLINE };
    if (next === "^") return { kind: "assert", what: "start" };
    if (next === "$") return { kind: "assert", what: "end" };
    if (next === "*" || next === "+" || next === "?") this.#fail("pattern-invalid", start);
    if (next === "\\") return this.#escape(start);
    return this.#character(is(codeOf(next)));
  }

  #group(start: number): Node {
    if (++this.#depth > DEEPEST) this.#fail("pattern-too-large", start);
    const look = this.#icu ? LOOKS.find(([mark]) => this.#takes(mark)) : undefined;
    const foldsCase = this.#foldsCase;
    let index: number | undefined;
    if (look !== undefined || this.#takes("?:")) index = undefined;
    else if (this.#icu && this.#takes("?i:")) this.#foldsCase = true;
    else if (this.#takes("?P<") || (this.#at + 2 < this.#characters.length && this.#isNamed())) {
      index = ++this.#groups;
      this.#names.set(this.#name(start), index);
    } else if (this.#peek() === "?") this.#fail("pattern-unsupported", start);
    else index = ++this.#groups;
    const node = this.#choice();
    if (!this.#takes(")")) this.#fail("pattern-invalid", start);
    this.#depth -= 1;
    this.#foldsCase = foldsCase;
    if (look !== undefined) return { kind: "look", node, ahead: look[1], negated: look[2] };
    return index === undefined ? node : { kind: "group", node, index };
  }

  /** Takes `?<` before a name; `?<=` and `?<!` are look-behind. */
  #isNamed(): boolean {
    const third = this.#characters[this.#at + 2] ?? "";
    return third !== "=" && third !== "!" && this.#takes("?<");
  }

  #name(start: number): string {
    const end = this.#characters.indexOf(">", this.#at);
    const name = end < 0 ? "" : this.#characters.slice(this.#at, end).join("");
    if (!/^[A-Za-z_]\w{0,31}$/u.test(name) || this.#names.has(name)) this.#fail("pattern-invalid", start);
    this.#at = end + 1;
    return name;
  }

  #escape(start: number): Node {
    const next = this.#peek() ?? "";
    if (next === "b" || next === "B") {
      this.#at += 1;
      return { kind: "assert", what: next === "b" ? "word" : "no-word" };
    }
    if (next === "A" || next === "z") {
      this.#at += 1;
      return { kind: "assert", what: next === "A" ? "start" : "end" };
    }
    if (/^[1-9k]$/u.test(next)) this.#fail("pattern-unsupported", start);
    return this.#character(this.#escaped(start));
  }

  #class = (letter: string): RegExp | undefined =>
    CLASSES[letter] ?? (this.#icu ? ICU_CLASSES[letter] : undefined);

  /** What stands after a backslash, as one character or a class of characters. */
  #escaped(start: number): CharacterTest {
    const next = this.#characters[this.#at++] ?? "";
    const known = this.#class(next);
    if (known !== undefined) return (code) => known.test(String.fromCodePoint(code));
    if (next === "p" || next === "P") return this.#property(start, next === "P");
    return is(this.#escapedCode(start, next));
  }

  #escapedCode(start: number, next: string): number {
    const control = CONTROLS[next];
    if (control !== undefined) return control;
    if (next === "x" || next === "u") {
      const ahead = this.#characters.slice(this.#at, this.#at + 10).join("");
      const digits = (
        next === "x" ? /^(?:\{([\da-f]{1,6})\}|([\da-f]{2}))/iu : /^(?:\{([\da-f]{1,6})\}|([\da-f]{4}))/iu
      ).exec(ahead);
      const code = Number.parseInt(digits?.[1] ?? digits?.[2] ?? "", 16);
      if (digits === null || code > 0x10_ff_ff) this.#fail("pattern-invalid", start);
      this.#at += digits[0].length;
      return code;
    }
    // A letter or digit that means nothing is a mistake; every other character stands for itself.
    if (next === "" || /[\p{L}\p{N}]/u.test(next)) this.#fail("pattern-invalid", start);
    return codeOf(next);
  }

  /** `\pL`, `\p{Lu}`, `\p{Han}`, `\p{Script=Han}`. */
  #property(start: number, isNegated: boolean): CharacterTest {
    const ahead = this.#characters.slice(this.#at, this.#at + 40).join("");
    const named = /^(?:\{(\^?)([A-Za-z_=]{1,36})\}|([A-Z]))/u.exec(ahead);
    if (named === null) this.#fail("pattern-invalid", start);
    this.#at += named[0].length;
    const name = named[2] ?? named[3] ?? "";
    const negated = isNegated !== (named[1] === "^");
    for (const property of [name, `Script=${name}`]) {
      try {
        const test = new RegExp(`\\${negated ? "P" : "p"}{${property}}`, "u");
        return (code) => test.test(String.fromCodePoint(code));
      } catch {
        // Not a property of this kind.
      }
    }
    return this.#fail("pattern-invalid", start);
  }

  #set(start: number): CharacterTest {
    const isNegated = this.#takes("^");
    const tests: CharacterTest[] = [];
    for (let isFirst = true; isFirst || this.#peek() !== "]"; isFirst = false) {
      if (this.#at >= this.#characters.length) this.#fail("pattern-invalid", start);
      const itemStart = this.#at;
      if (this.#icu && this.#takes("&&")) this.#fail("pattern-unsupported", itemStart);
      if (this.#icu && this.#takes("[")) {
        // Classes of POSIX have their names as properties in ICU: `[:upper:]` is `\p{upper}`.
        if (this.#peek() === ":") this.#fail("pattern-unsupported", itemStart);
        tests.push(this.#set(itemStart));
        continue;
      }
      const least = this.#setItem();
      const isRange = this.#peek() === "-" && !["]", undefined].includes(this.#characters[this.#at + 1]);
      if (!isRange) {
        tests.push(typeof least === "number" ? is(least) : least);
        continue;
      }
      this.#at += 1;
      const most = this.#setItem();
      if (typeof least !== "number" || typeof most !== "number" || most < least)
        this.#fail("pattern-invalid", itemStart);
      tests.push((code) => code >= least && code <= most);
    }
    this.#at += 1;
    const folded = tests.map((test) => this.#folded(test));
    return (code) => folded.some((test) => test(code)) !== isNegated;
  }

  /** One character of a set as its code, or a class such as `\d`. */
  #setItem(): number | CharacterTest {
    const start = this.#at;
    const next = this.#characters[this.#at++] ?? "";
    if (next !== "\\") return codeOf(next);
    const escaped = this.#peek() ?? "";
    if (this.#class(escaped) !== undefined || escaped === "p" || escaped === "P") return this.#escaped(start);
    this.#at += 1;
    return this.#escapedCode(start, escaped);
  }

  #character(test: CharacterTest): Node {
    return { kind: "character", test: this.#folded(test) };
  }

  #folded(test: CharacterTest): CharacterTest {
    if (!this.#foldsCase) return test;
    return (code) =>
      test(code) || test(otherCase(code, "toLowerCase")) || test(otherCase(code, "toUpperCase"));
  }
}

const codeOf = (character: string): number => character.codePointAt(0) ?? 0;
const is =
  (wanted: number): CharacterTest =>
  (code) =>
    code === wanted;

/** The code point in the other case; the same one where it has none, or where it would become several letters. */
function otherCase(code: number, how: "toLowerCase" | "toUpperCase"): number {
  const character = String.fromCodePoint(code);
  const other = character[how]();
  return other.length === character.length ? codeOf(other) : code;
}
