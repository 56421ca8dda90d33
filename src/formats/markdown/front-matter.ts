import type { SourceBlock, TextPiece } from "../document/source-block.ts";
import type { Places } from "./places.ts";

/** What stands before the text of a Markdown file, between `---` (YAML) or `+++` (TOML). */
export interface FrontMatter {
  /** Characters, with the lines that delimit it; 0 without front matter. */
  readonly length: number;
  /** Texts for readers. All other fields stay as they are. */
  readonly blocks: readonly SourceBlock[];
  readonly title?: string;
}

const YAML = /^---[ \t]*\n([\s\S]{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/u;
const TOML = /^\+\+\+[ \t]*\n([\s\S]{0,20000}?)\n\+\+\+[ \t]*(?:\n|$)/u;

/** Fields that hold texts for readers, without case, hyphens and underscores. */
const READ_BY_PEOPLE = new Set([
  "title",
  "subtitle",
  "linktitle",
  "shorttitle",
  "seotitle",
  "description",
  "metadescription",
  "summary",
  "excerpt",
  "abstract",
  "intro",
  "lead",
  "headline",
  "tagline",
  "caption",
]);

/**
 * Reads the front matter of a file. A field on one line is one unit; one of several lines is cut into sentences.
 *
 * @param text the file with LF line ends
 * @param places where its characters stand in the file
 */
export function frontMatter(text: string, places: Places): FrontMatter {
  const yaml = YAML.exec(text);
  const found = yaml ?? TOML.exec(text);
  if (found === null) return { length: 0, blocks: [] };
  const [whole, inner = ""] = found;
  const fields = (yaml === null ? tomlFields : yamlFields)(linesOf(inner, whole.indexOf("\n") + 1));
  const title = fields.find(({ name, text: value }) => name.toLowerCase() === "title" && value !== undefined);
  return {
    length: whole.length,
    blocks: fields.flatMap((field) => blocksOf(field, places)),
    ...(title?.text === undefined ? {} : { title: title.text }),
  };
}

interface Line {
  readonly text: string;
  /** Offset in the file with LF line ends. */
  readonly start: number;
  /** In the file, from 1. */
  readonly number: number;
}

function linesOf(text: string, offset: number): Line[] {
  let start = offset;
  return text.split("\n").map((line, at) => {
    const here = { text: line, start, number: at + 2 };
    start += line.length + 1;
    return here;
  });
}

/** A piece of text in the file with LF line ends. */
type Stretch = TextPiece;

interface Field {
  readonly name: string;
  readonly line: number;
  /** The value, if it stands on one line. */
  readonly text?: string;
  /** Paragraphs of the value in pieces. */
  readonly paragraphs: readonly (readonly Stretch[])[];
  /** Writes a new value in the same notation as far as it can hold it. */
  readonly write: (text: string) => string;
}

function blocksOf({ name, line, text, paragraphs, write }: Field, places: Places): SourceBlock[] {
  return paragraphs.map((pieces) => ({
    kind: "attribute",
    attribute: name,
    line,
    isAside: true,
    isFront: true,
    ...(text === undefined ? {} : { isWhole: true as const }),
    pieces: pieces.map((piece) => ({
      text: piece.text,
      start: places(piece.start),
      end: places(piece.end - 1) + 1,
    })),
    render: (part) => part,
    join: (parts) => write(parts.map((part) => part.text).join("")),
  }));
}

const isForReaders = (name: string): boolean =>
  READ_BY_PEOPLE.has(name.toLowerCase().replaceAll(/[-_]/gu, ""));

/** True for a value with a word in it: no number, date or placeholder of a template. */
const hasWords = (value: string): boolean =>
  /\p{L}/u.test(value) && !/^\d{4}-\d\d-\d\d/u.test(value) && !/\{\{|\{%/u.test(value);

/** A field whose value is on one line. Its place is the value with its quotation marks. */
function fieldOfLine(
  name: string,
  line: Line,
  value: { readonly raw: string; readonly text: string },
  write: (text: string) => string,
): Field[] {
  const { raw, text } = value;
  if (!hasWords(text)) return [];
  const start = line.start + line.text.length - raw.length;
  return [{ name, line: line.number, text, paragraphs: [[{ text, start, end: start + raw.length }]], write }];
}

/* YAML 1.2 */

const YAML_KEY = /^(["']?)([A-Za-z][\w-]{0,40})\1[ \t]*:(?:[ \t]+|$)/u;
/** What follows a value: a comment. */
const YAML_END = String.raw`(?=[ \t]*(?:[ \t]#.*)?$)`;
const DOUBLE = new RegExp(String.raw`^"(?:[^"\\]|\\.)*"${YAML_END}`, "u");
const SINGLE = new RegExp(`^'(?:[^']|'')*'${YAML_END}`, "u");
/** A plain value on one line that every reader of YAML takes for a string. */
const PLAIN = /^(?![-?:](?:\s|$))[^\s&*!|>%@`[\]{},#"'](?:(?!: |:$| #).)*$/u;
const NO_STRING = /^(?:true|false|yes|no|on|off|null|y|n|~|[-+.\d][\d_.,:eExXoO+-]*)$/iu;

function yamlFields(lines: readonly Line[]): Field[] {
  return lines.flatMap((line, at): Field[] => {
    const key = YAML_KEY.exec(line.text);
    const name = key?.[2] ?? "";
    if (key === null || !isForReaders(name)) return [];
    const rest = line.text.slice(key[0].length);
    const block = /^([|>])[+-]?[ \t]*(?:#.*)?$/u.exec(rest);
    if (block !== null) return yamlBlock(name, line, lines.slice(at + 1), block[1] === ">");
    const next = lines[at + 1]?.text ?? "";
    // The value goes on in the next line.
    if (/^[ \t]+\S/u.test(next)) return [];
    const double = DOUBLE.exec(rest)?.[0];
    if (double !== undefined) return quoted(name, line, rest, double, unescaped(double.slice(1, -1)));
    const single = SINGLE.exec(rest)?.[0];
    if (single !== undefined)
      return quoted(name, line, rest, single, single.slice(1, -1).replaceAll("''", "'"));
    const plain = rest.replace(/[ \t]+#.*$/u, "").trimEnd();
    if (!PLAIN.test(plain) || NO_STRING.test(plain)) return [];
    const write = (text: string) => {
      const value = oneLine(text);
      return PLAIN.test(value) && !NO_STRING.test(value) && !/^\d{4}-\d\d/u.test(value)
        ? value
        : `"${escaped(value)}"`;
    };
    return fieldOfLine(name, cutTo(line, rest, plain), { raw: plain, text: plain }, write);
  });
}

function quoted(name: string, line: Line, rest: string, raw: string, text: string | undefined): Field[] {
  if (text === undefined) return [];
  const write = (value: string) =>
    raw.startsWith("'") ? `'${oneLine(value).replaceAll("'", "''")}'` : `"${escaped(value)}"`;
  return fieldOfLine(name, cutTo(line, rest, raw), { raw, text }, write);
}

/** The line up to the end of its value. */
const cutTo = (line: Line, rest: string, raw: string): Line => ({
  ...line,
  text: line.text.slice(0, line.text.length - rest.length + raw.length),
});

/** A block of lines with the same indentation (`|` keeps its line ends, `>` folds them); an empty line parts paragraphs. */
function yamlBlock(name: string, line: Line, after: readonly Line[], isFolded: boolean): Field[] {
  const end = after.findIndex(({ text }) => /^\S/u.test(text));
  const inner = end < 0 ? after : after.slice(0, end);
  const indent = /^ +/u.exec(inner.find(({ text }) => text.trim() !== "")?.text ?? "")?.[0].length ?? 0;
  if (indent === 0 || inner.some(({ text }) => text.trim() !== "" && !text.startsWith(" ".repeat(indent))))
    return [];
  const paragraphs = paragraphsOf(inner, indent, isFolded ? " " : "\n");
  return paragraphs.length === 0 ? [] : [{ name, line: line.number, paragraphs, write: oneLine }];
}

/** The paragraphs of lines. What stands between two lines of a paragraph is one piece. */
function paragraphsOf(lines: readonly Line[], indent: number, between: string): Stretch[][] {
  const paragraphs: Stretch[][] = [];
  let open: Stretch[] | undefined;
  for (const { text, start } of lines) {
    const shown = text.slice(indent).trimEnd();
    if (shown === "") {
      open = undefined;
      continue;
    }
    const piece = { text: shown, start: start + indent, end: start + indent + shown.length };
    const last = open?.at(-1);
    if (open === undefined || last === undefined) paragraphs.push((open = [piece]));
    else open.push({ text: between, start: last.end, end: piece.start }, piece);
  }
  return paragraphs.filter((pieces) => hasWords(pieces.map(({ text }) => text).join("")));
}

/* TOML 1.0 */

const TOML_KEY = /^[ \t]*(["']?)([A-Za-z][\w-]{0,40})\1[ \t]*=[ \t]*/u;

function tomlFields(lines: readonly Line[]): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    // Fields of a table belong to something else than this text.
    if (line === undefined || /^[ \t]*\[/u.test(line.text)) break;
    const key = TOML_KEY.exec(line.text);
    if (key === null) continue;
    const [name, rest] = [key[2] ?? "", line.text.slice(key[0].length)];
    const fence = /^(?:"""|''')/u.exec(rest)?.[0];
    if (fence !== undefined) {
      const end = endOfFence(lines, at, rest, fence);
      if (end === undefined) break;
      if (isForReaders(name)) fields.push(...tomlBlock(name, line, lines.slice(at, end + 1), rest, fence));
      at = end;
    } else if (isForReaders(name)) fields.push(...tomlString(name, line, rest));
  }
  return fields;
}

function tomlString(name: string, line: Line, rest: string): Field[] {
  const double = DOUBLE.exec(rest)?.[0];
  if (double !== undefined) return quoted(name, line, rest, double, unescaped(double.slice(1, -1)));
  const literal = /^'[^']*'(?=[ \t]*(?:#.*)?$)/u.exec(rest)?.[0];
  if (literal === undefined) return [];
  // Nothing is escaped in a literal string, so it cannot hold its own mark.
  const write = (text: string) => (text.includes("'") ? `"${escaped(text)}"` : `'${oneLine(text)}'`);
  return fieldOfLine(name, cutTo(line, rest, literal), { raw: literal, text: literal.slice(1, -1) }, write);
}

/** The index of the line where a text in three quotation marks ends. */
function endOfFence(lines: readonly Line[], at: number, rest: string, fence: string): number | undefined {
  if (rest.includes(fence, fence.length)) return at;
  const end = lines.findIndex(({ text }, index) => index > at && text.includes(fence));
  return end < 0 ? undefined : end;
}

function tomlBlock(name: string, line: Line, lines: readonly Line[], rest: string, fence: string): Field[] {
  const isBasic = fence === '"""';
  const inner = lines.map((one, index): Line => {
    const from = index === 0 ? one.text.length - rest.length + fence.length : 0;
    const to = index === lines.length - 1 ? one.text.indexOf(fence, from) : one.text.length;
    return { ...one, text: one.text.slice(from, to), start: one.start + from };
  });
  if (isBasic && inner.some(({ text }) => text.includes("\\"))) return [];
  const paragraphs = paragraphsOf(inner, 0, "\n");
  const write = (text: string) => (isBasic ? escaped(oneLine(text)) : oneLine(text).replaceAll("'''", "’’’"));
  return paragraphs.length === 0 ? [] : [{ name, line: line.number, paragraphs, write }];
}

/* Strings of both */

const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/gu, " ");

const escaped = (text: string): string =>
  text.replaceAll(/["\\]/gu, String.raw`\$&`).replaceAll("\n", String.raw`\n`);

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", '"': '"', "\\": "\\", "/": "/" };

/** The text of a string in double quotation marks; `undefined` for one with rare escapes. */
function unescaped(text: string): string | undefined {
  let isRare = false;
  const plain = text.replaceAll(/\\(?:u([0-9A-Fa-f]{4})|(.))/gu, (_, code: string | undefined, mark = "") => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    isRare ||= ESCAPES[mark] === undefined;
    return ESCAPES[mark] ?? "";
  });
  return isRare ? undefined : plain;
}
