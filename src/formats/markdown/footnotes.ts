import { Marked, type Token, type TokenizerThis, type Tokens } from "marked";

/** The definition of a footnote: a container such as a list item. */
export interface FootnoteToken extends Tokens.Generic {
  readonly type: "footnote";
  /** What stands in it, without the label and the indentation. */
  readonly text: string;
  readonly tokens: Token[];
}

const DEFINITIONS = /^(?:[ \t]*>)*[ \t]{0,3}\[\^([^\]\s]{1,100})\]:/gmu;
const DEFINITION = /^ {0,3}\[\^[^\]\s]{1,100}\]:[ \t]*/u;
const REFERENCE = /^\[\^([^\]\s]{1,100})\]/u;

/**
 * A parser that knows the footnotes of GFM: `[^1]` and `[^1]: …`.
 *
 * @returns `undefined` for a file without them; what looks like a reference is text there
 */
export function footnoteParser(text: string): Marked | undefined {
  const labels = new Set(Array.from(text.matchAll(DEFINITIONS), ([, label = ""]) => label));
  if (labels.size === 0) return undefined;
  return new Marked({
    gfm: true,
    extensions: [
      {
        name: "footnote",
        level: "block",
        start: startInParagraph,
        tokenizer(this: TokenizerThis, src) {
          return definitionAt(src, (inner) => this.lexer.blockTokens(inner, []));
        },
      },
      {
        name: "footnoteReference",
        level: "inline",
        start: (src) => {
          const at = src.indexOf("[^");
          return at < 0 ? undefined : at;
        },
        tokenizer: (src) => {
          const [raw, label = ""] = REFERENCE.exec(src) ?? [];
          return raw === undefined || !labels.has(label) ? undefined : { type: "footnoteReference", raw };
        },
      },
    ],
  });
}

/** Where a definition begins in the paragraph at the start of a text. Further text is not looked through. */
function startInParagraph(src: string): number | undefined {
  for (const { line, start } of linesOf(src)) {
    if (DEFINITION.test(line)) return start;
    if (line.trim() === "") return undefined;
  }
  return undefined;
}

/** What begins another block, so that it does not go on with the paragraph before it. */
const OTHER_BLOCK = /^ {0,3}(?:\[\^[^\]\s]{1,100}\]:|#{1,6}\s|>|```|~~~|[-*+]\s|\d+[.)]\s)/u;

/**
 * The definition at the start of a text. Its first paragraph ends like any other; what follows a blank line belongs to
 * it when it is indented.
 */
function definitionAt(src: string, parse: (inner: string) => Token[]): FootnoteToken | undefined {
  const mark = DEFINITION.exec(src)?.[0];
  if (mark === undefined) return undefined;
  const taken: string[] = [];
  const blank: string[] = [];
  for (const { line, start } of linesOf(src)) {
    if (start === 0) {
      taken.push(line);
    } else if (line.trim() === "") {
      blank.push(line);
    } else {
      const isIndented = /^(?: {2,}|\t)/u.test(line);
      if (!isIndented && (blank.length > 0 || OTHER_BLOCK.test(line))) break;
      taken.push(...blank.splice(0), line);
    }
  }
  const length = taken.reduce((sum, line) => sum + line.length + 1, 0);
  const text = taken
    .map((line, at) => (at === 0 ? line.slice(mark.length) : line.replace(/^(?: {1,4}|\t)/u, "")))
    .join("\n");
  return { type: "footnote", raw: src.slice(0, length), text, tokens: parse(text) };
}

function* linesOf(text: string): Generator<{ readonly line: string; readonly start: number }> {
  for (let start = 0; start <= text.length;) {
    const end = text.indexOf("\n", start);
    const line = text.slice(start, end < 0 ? text.length : end);
    yield { line, start };
    start = end < 0 ? text.length + 1 : end + 1;
  }
}
