import type { Range } from "./finding.ts";
import { matchesOf } from "./matches.ts";

/**
 * Things in a text that a program reads: they are carried over, never translated, and what looks like a
 * number or word inside them is none.
 */
export type PlaceholderKind =
  | "variable"
  | "printf"
  | "tag"
  | "entity"
  | "url"
  | "email"
  | "colour"
  | "escape";

export interface Placeholder extends Range {
  readonly kind: PlaceholderKind;
  readonly text: string;
  /** What must agree between languages: an ICU argument without its branches, a tag without its attributes. */
  readonly key: string;
}

/** Longest run between a tag's angle brackets, braces of an ICU message, and the like. */
const LIMIT = 2000;

/** ISO C fprintf: flags and width, then length and conversion; `q` and capitals as in GCC's messages. */
const FLAGS = String.raw`[-+#0]{0,3}(?:\d{1,4}|\*)?`;
const CONVERSION = "(?:hh|ll|[hlLqjzt]|I64)?[A-Za-z@]";

/** Elements of HTML; any other name counts as a tag if it is closed somewhere in the text. */
const HTML =
  /^<\/?(?:a|abbr|b|big|blockquote|br|caption|center|cite|code|dd|del|div|dl|dt|em|font|h[1-6r]|i|img|ins|kbd|li|nobr|ol|p|pre|q|s|samp|small|span|strike|strong|sub|sup|table|tbody|td|th|tr|tt|u|ul|var|wbr|html|body|head)(?![\w:.-])/iu;

/** Kind, what a text must have for it, and its pattern. */
const SIMPLE: readonly (readonly [PlaceholderKind, RegExp, RegExp])[] = [
  [
    "url",
    /:\/\/|[Ww]{3}\./u,
    /(?:https?|ftp|file|git|ssh|irc):\/\/[^\s<>"'`\\«»“”‘’„（）《》「」，。；、\p{Script=Han}\p{Script=Cyrillic}]+|\bwww\.[\w-]+(?:\.[\w-]+)+(?:\/[^\s<>"'`«»“”（），。；、\p{Script=Han}]*)?/giu,
  ],
  ["email", /@/u, /[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}/gu],
  ["tag", /</u, /<\/?[A-Za-z0-9][\w:.-]{0,40}(?:\s[^<>]{0,400})?\s?\/?>/gu],
  // «\\n» as two characters, in strings that were taken out of source code.
  ["escape", /\\/u, /\\[nrtfvb"'\\]/gu],
  ["entity", /&/u, /&(?:[A-Za-z][A-Za-z0-9]{1,20}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});/gu],
  ["variable", /[${]/u, /\$t\([^()]{1,200}\)|\$\{[^{}]{1,200}\}|\{\{[^{}|]{1,200}\}\}/gu],
  [
    "printf",
    /%/u,
    new RegExp(
      [
        String.raw`%(?:\d{1,2}\$)?\([\w.\s-]{1,60}\)${FLAGS}${CONVERSION}`,
        String.raw`%\d{1,2}\$${FLAGS}(?:\.\d{1,3})?${CONVERSION}`,
        String.raw`%${FLAGS}\.(?:\d{1,3}|\*)${CONVERSION}`,
        String.raw`%(?:<[\w.]{1,40}>|\{[\w.]{1,60}\})`,
        String.raw`%${FLAGS}${CONVERSION}(?![\p{Script=Latin}\p{Script=Cyrillic}\d])`,
        String.raw`%(?:l{0,2}[du]|z[du]|[@sic]|0\d{1,2}[dxX])`,
        String.raw`%L?\d{1,2}(?![\d%])`,
        "%%",
      ].join("|"),
      "gu",
    ),
  ],
  [
    "colour",
    /#|0[Xx]|[0-9A-Fa-f]{8}-/u,
    /#[0-9A-Fa-f]{6}(?![\w])|\b0x[0-9A-Fa-f]+\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/giu,
  ],
];

const INTERESTING = /[%{$<&@#\\]|:\/\/|[Ww]{3}\.|0[Xx]|[0-9A-Fa-f]{8}-/u;

const FEW = 16;

/** Every placeholder of a plain text, in order, none inside another. Linear in the length of the text. */
export function findPlaceholders(text: string): Placeholder[] {
  if (!INTERESTING.test(text)) return [];
  const found: Placeholder[] = [];
  // A few placeholders are compared one by one; of many, each character is marked.
  let taken: Uint8Array | undefined;
  const free = (start: number, end: number) =>
    taken === undefined
      ? !found.some((one) => one.start < end && start < one.end)
      : !taken.subarray(start, end).includes(1);
  const add = (placeholder: Placeholder) => {
    found.push(placeholder);
    if (found.length < FEW) return;
    taken ??= new Uint8Array(text.length);
    for (const one of found.length === FEW ? found : [placeholder]) taken.fill(1, one.start, one.end);
  };
  for (const [kind, sign, pattern] of SIMPLE) {
    if (!sign.test(text)) continue;
    for (const match of matchesOf(text, pattern)) {
      const raw = kind === "url" ? match[0].replace(/[.,;:!?)\]}]+$/u, "") : match[0];
      const { index } = match;
      if (raw === "%%" || isProse(kind, raw, text, index)) continue;
      if (!free(index, index + raw.length)) continue;
      add({ kind, text: raw, start: index, end: index + raw.length, key: keyOf(kind, raw) });
    }
  }
  for (const braces of bracePlaceholders(text)) if (free(braces.start, braces.end)) add(braces);
  return found.sort((a, b) => a.start - b.start);
}

/** «100%d…» is a percentage, not a conversion; `<file name>` is a word in brackets, not a tag. */
function isProse(kind: PlaceholderKind, raw: string, text: string, at: number): boolean {
  if (kind === "printf") return raw.length <= 2 && /[\d０-９]/u.test(text[at - 1] ?? "");
  if (kind !== "tag" || HTML.test(raw) || raw.endsWith("/>")) return false;
  const name = /[\w:.-]+/u.exec(raw)?.[0] ?? "";
  return !text.includes(`</${name}>`) || (!raw.startsWith("</") && !text.includes(`<${name}`));
}

function keyOf(kind: PlaceholderKind, raw: string): string {
  if (kind === "tag")
    return raw.replace(
      /^(<\/?)([\w:.-]+).*$/su,
      (_all, open: string, name: string) => `${open}${name.toLowerCase()}>`,
    );
  if (kind === "variable") return raw.replace(/\s+/gu, "");
  if (kind === "printf" && raw.length === 2) return raw === "%i" || raw === "%u" ? "%d" : raw;
  if (kind === "printf")
    return raw.replace(
      /^%(?:\d+\$)?[-+#0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|ll|[hlLqjzt]|I64)?([iu])$/u,
      "%d",
    );
  return raw;
}

/** `{name}`, `{0}`, `{n, number}` and whole ICU messages with nested branches: the outermost braces count. */
function* bracePlaceholders(text: string): Generator<Placeholder> {
  let from = text.indexOf("{");
  while (from >= 0) {
    const head = /^\{\s*([\w.$:-]{1,60})\s*(?:\}|,\s*(\w{1,20})\s*[,}])/u.exec(text.slice(from, from + 120));
    let next = from + 1;
    if (head !== null && !/[A-Za-z\d\\]/u.test(text[from - 1] ?? "")) {
      const end = head[2] === undefined ? from + head[0].length : closing(text, from);
      if (end !== undefined) {
        const key = head[2] === undefined ? `{${head[1]}}` : `{${head[1]},${head[2]}}`;
        yield { kind: "variable", text: text.slice(from, end), start: from, end, key };
        next = end;
      }
    }
    from = text.indexOf("{", next);
  }
}

function closing(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < Math.min(text.length, from + LIMIT); at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return at + 1;
  }
  return undefined;
}

/** The text with every placeholder blanked out by a character that is no letter; offsets stay. */
export function maskPlaceholders(
  text: string,
  placeholders: readonly Range[] = findPlaceholders(text),
): string {
  if (placeholders.length === 0) return text;
  let masked = "";
  let at = 0;
  for (const { start, end } of placeholders) {
    masked += text.slice(at, start) + MASK.repeat(end - start);
    at = end;
  }
  return masked + text.slice(at);
}

/** Stands for one character of something that is not to be read. */
export const MASK = "\uFFFC";
