import type { CodePiece, Render } from "../document/source-block.ts";

/** Escapes characters that would be read as markup. Line breaks become hard breaks. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>&|~]/gu, (mark, at: number) => {
      if (mark === "&") return /^&#?\w+;/u.test(text.slice(at, at + 40)) ? "&amp;" : mark;
      // Between letters, this character is not markup.
      if (mark === "_" && /\p{L}|\p{N}/u.test(text[at - 1] ?? "") && /\p{L}|\p{N}/u.test(text[at + 1] ?? ""))
        return mark;
      return `\\${mark}`;
    })
    .replace(/^(\s*)([#+-]|={2,}|\d{1,9}(?=[.)]))/u, (_, blank: string, mark: string) =>
      /^\d/u.test(mark) ? `${blank}${mark}` : `${blank}\\${mark}`,
    )
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/u, "$1\\$2")
    .replaceAll("\n", "\\\n");
}

/** Writes a text in place of a sentence. A sentence stays on its line, so line ends become spaces. */
export const renderMarkdown: Render = (text) => escapeMarkdown(text.replace(/\s*\n\s*/gu, " "));

/** Writes a title between its quotation marks, or parentheses. */
export const renderTitle = (text: string, quote: string): string =>
  text
    .replace(/\s*\n\s*/gu, " ")
    .replace(quote === "(" ? /[\\()|]/gu : quote === "'" ? /[\\'|]/gu : /[\\"|]/gu, String.raw`\$&`);

interface Part {
  readonly text: string;
  readonly piece?: CodePiece;
}

const SPACE = /^[\s\u00A0]?$/u;
const PUNCTUATION = /[\p{P}\p{S}]/u;
/** Marks of emphasis, and the HTML elements that say the same. */
const ELEMENTS: Readonly<Record<string, string>> = {
  "*": "em",
  _: "em",
  "**": "strong",
  __: "strong",
  "~": "del",
  "~~": "del",
};

/**
 * Joins the parts of a sentence. CommonMark reads `**` as emphasis only beside certain characters (§6.2): not in
 * `是**“冰间湖”**吗`. Where the marks would be shown as they are, HTML elements take their place.
 */
export function joinMarkdown(
  parts: readonly Part[],
  around: { readonly before: string; readonly after: string },
): string {
  const texts = parts.map(({ text }) => text);
  const spans = new Map<number, number>();
  for (const [at, { piece }] of parts.entries()) {
    if (piece?.span === undefined) continue;
    const open = piece.code === "close" ? spans.get(piece.span) : undefined;
    if (piece.code === "open") spans.set(piece.span, at);
    else if (piece.known !== undefined) {
      if (!isLabel(texts, open, at, { ...piece.known, after: around.after })) texts[at] = piece.known.close;
    } else if (
      open !== undefined &&
      Object.hasOwn(ELEMENTS, texts[at] ?? "") &&
      !isRead(texts, open, at, around)
    ) {
      const name = ELEMENTS[texts[at] ?? ""] ?? "em";
      texts[open] = `<${name}>`;
      texts[at] = `</${name}>`;
    }
  }
  return texts.join("");
}

/**
 * True if a link still has its label for a text, and is read alone: with a bracket after it, `[label]` would be the text
 * of another link. Of a link that begins in another sentence that is not known.
 */
function isLabel(
  texts: readonly string[],
  open: number | undefined,
  close: number,
  { inner, after }: { readonly inner: string; readonly after: string },
): boolean {
  if (open === undefined || texts.slice(open + 1, close).join("") !== inner) return false;
  return texts[close] !== "]" || !/[([]/u.test(firstCharacter(texts.slice(close + 1)) ?? after);
}

/** True if a pair of marks is read as emphasis. Beside an escaped mark some programs take both for one run. */
function isRead(
  texts: readonly string[],
  open: number,
  close: number,
  around: { readonly before: string; readonly after: string },
): boolean {
  const beside = (text: string | undefined, pattern: RegExp) => text !== undefined && pattern.test(text);
  const isBesideMark = [open, close].some(
    (at) =>
      beside(
        texts.slice(0, at).findLast((one) => one !== ""),
        /\\[*_~]$/u,
      ) ||
      beside(
        texts.slice(at + 1).find((one) => one !== ""),
        /^\\[*_~]/u,
      ),
  );
  return !isBesideMark && flanks(texts, open, around).opens && flanks(texts, close, around).closes;
}

/** Whether a run of marks can open and can close emphasis. */
function flanks(
  texts: readonly string[],
  at: number,
  { before, after }: { readonly before: string; readonly after: string },
): { opens: boolean; closes: boolean } {
  const previous = lastCharacter(texts.slice(0, at)) ?? before;
  const next = firstCharacter(texts.slice(at + 1)) ?? after;
  const left =
    !SPACE.test(next) && (!PUNCTUATION.test(next) || SPACE.test(previous) || PUNCTUATION.test(previous));
  const right =
    !SPACE.test(previous) && (!PUNCTUATION.test(previous) || SPACE.test(next) || PUNCTUATION.test(next));
  if (texts[at]?.startsWith("_") !== true) return { opens: left, closes: right };
  return {
    opens: left && (!right || PUNCTUATION.test(previous)),
    closes: right && (!left || PUNCTUATION.test(next)),
  };
}

function firstCharacter(texts: readonly string[]): string | undefined {
  const text = texts.find((one) => one !== "");
  return text === undefined ? undefined : [...text.slice(0, 2)][0];
}

function lastCharacter(texts: readonly string[]): string | undefined {
  const text = texts.findLast((one) => one !== "");
  return text === undefined ? undefined : [...text.slice(-2)].at(-1);
}
