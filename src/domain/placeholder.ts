import type { Range } from "./finding.ts";
import { matchesOf } from "./matches.ts";

/**
 * Parts of a text that a program reads. They are copied, never translated; numbers and words inside them do not
 * count as text.
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
  /** The part that must be equal in all languages: an ICU argument without its branches, a tag without attributes. */
  readonly key: string;
}

/** Greatest length of an ICU message in braces, in UTF-16 units. */
const LIMIT = 2000;

/** ISO C fprintf: flags and width, then length and conversion; `q` and capitals as in GCC's messages. */
const FLAGS = String.raw`[-+#0]{0,3}(?:\d{1,4}|\*)?`;
const CONVERSION = "(?:hh|ll|[hlLqjzt]|I64)?[A-Za-z@]";

/** Elements of HTML; any other name counts as a tag if it is closed somewhere in the text. */
const HTML =
  /^<\/?(?:a|abbr|b|big|blockquote|br|caption|center|cite|code|dd|del|div|dl|dt|em|font|h[1-6r]|i|img|ins|kbd|li|nobr|ol|p|pre|q|s|samp|small|span|strike|strong|sub|sup|table|tbody|td|th|tr|tt|u|ul|var|wbr|html|body|head)(?![\w:.-])/iu;

/** Kind of placeholder, a quick test whether a text may have one, and the pattern. */
const SIMPLE: readonly (readonly [PlaceholderKind, RegExp, RegExp])[] = [
  [
    "url",
    /:\/\/|[Ww]{3}\./u,
    /(?:https?|ftp|file|git|ssh|irc):\/\/[^\s<>"'`\\«»“”‘’„（）《》「」，。；、\p{Script=Han}\p{Script=Cyrillic}]+|\bwww\.[\w-]+(?:\.[\w-]+)+(?:\/[^\s<>"'`«»“”（），。；、\p{Script=Han}]*)?/giu,
  ],
  ["email", /@/u, /[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}/gu],
  ["tag", /</u, /<\/?[A-Za-z0-9][\w:.-]{0,40}(?:\s[^<>]{0,400})?\s?\/?>/gu],
  // A backslash and a letter, in strings from source code.
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
        // boost writes %1%, and two values may stand side by side: %1%2
        String.raw`%L?\d{1,2}(?!\d)`,
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

/** All placeholders of a plain text, in order and without overlaps. Time is linear in the length of the text. */
export function findPlaceholders(text: string): Placeholder[] {
  if (!INTERESTING.test(text)) return [];
  const found: Placeholder[] = [];
  // Comparing is fast for a few placeholders. For many, a mark per character keeps the time linear.
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
  if (kind === "printf") {
    const isAfterFigure =
      /[\d０-９]/u.test(text[at - 1] ?? "") && !/%\d{1,2}$/u.test(text.slice(Math.max(0, at - 3), at));
    return raw.length <= 2 && isAfterFigure;
  }
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

/** Finds `{name}`, `{0}`, `{n, number}` and whole ICU messages, from the outermost brace with all nested ones. */
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

/** Replaces each character of the placeholders with `MASK`, which is not a letter; offsets stay. */
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

/** Stands for one character of a placeholder. */
export const MASK = "\uFFFC";
