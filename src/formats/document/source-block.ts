import { type Segmentation, sentenceSpans } from "../../alignment/segmentation.ts";
import type { Language } from "../../domain/language.ts";
import { type Code, type Content, type Inline, tidy } from "../../domain/segment.ts";
import type { Block } from "../text/blocks.ts";

/** A place in the decoded text of a file, in UTF-16 offsets; `end` is exclusive. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Text as a reader sees it. A piece of the same length as its place can be cut; any other piece is whole. */
export interface TextPiece extends Place {
  readonly text: string;
}

/** Markup inside a block. It is written as it stands in the file. */
export interface CodePiece extends Place {
  readonly code: "ph" | "open" | "close";
  /** Connects `open` and `close` of one span; unique in its block. */
  readonly span?: number;
  /** Meaning of the code, as in XLIFF 2 (`type`, `subType`). */
  readonly type?: CodeType;
  /** What a reader sees in its place: the text of protected code, or a line end. Absent if there is nothing to see. */
  readonly shown?: string;
  /** For the closing code of a span that is known by its text, such as the link `[label]` of Markdown. */
  readonly known?: KnownByText;
}

/** What becomes of the end of a span when the text in it is another. */
export interface KnownByText {
  /** What stands in the span in the file. */
  readonly inner: string;
  /** The closing code that keeps the meaning of the span under any text. */
  readonly close: string;
}

export type Piece = TextPiece | CodePiece;

export interface CodeType {
  readonly type: "fmt" | "link" | "image" | "other";
  readonly subType?: string;
}

/** Writes a text into the file in place of a sentence. */
export type Render = (text: string, at: { readonly startsBlock: boolean }) => string;

/** A block of a document with the places of its pieces in the file. */
export interface SourceBlock extends Pick<Block, "kind" | "level" | "attribute" | "line"> {
  /** In the order of the file, without overlap. */
  readonly pieces: readonly Piece[];
  readonly render: Render;
  /** True for a block that is one unit, however many sentences it has. */
  readonly isWhole?: true;
  /** True for navigation and controls. They are translated, but they are no running text. */
  readonly isAside?: true;
  /**
   * True for a field before the text. Older documents do not have its units, and then it stays as it is. What is written
   * there has to be joined in its notation.
   */
  readonly isFront?: true;
  /** Joins the parts of a sentence where one depends on its neighbours. By default they follow each other. */
  readonly join?: (
    parts: readonly { readonly text: string; readonly piece?: CodePiece }[],
    around: { readonly before: string; readonly after: string },
  ) => string;
  /** False when the reader could not find all pieces in the file. Such a block is read, but not written. */
  readonly isLocated?: boolean;
}

const isText = (piece: Piece): piece is TextPiece => "text" in piece;

/** A sentence of a block: its content, and the place that a translation replaces. */
export interface SourceSentence extends Place {
  readonly content: Content;
  /** The place of each code of `content`, by `codeKey`. */
  readonly codes: ReadonlyMap<string, CodePiece>;
}

export const codeKey = ({ kind, id }: Pick<Code, "kind" | "id">): string => `${kind} ${id}`;

/** Longest native code that goes into a unit. A longer one is named by its type only. */
const LONGEST_DATA = 500;

/** The plain text of a block: what a reader sees, without white space at the ends. */
export function shownText({ pieces }: Pick<SourceBlock, "pieces">): string {
  return pieces
    .map((piece) => (isText(piece) ? piece.text : (piece.shown ?? "")))
    .join("")
    .replace(/[ \t]*\n[ \t]*/gu, "\n")
    .trim();
}

/**
 * Cuts a block into sentences. White space and markup around a sentence stay outside, where it stands in the file: a
 * sentence that is bold as a whole has no codes. Codes are numbered in each sentence, from 1.
 *
 * @param text the decoded text of the file
 */
export function sentencesOfBlock(
  block: SourceBlock,
  text: string,
  language: Language,
  segmentation?: Segmentation,
): SourceSentence[] {
  const sentences: SourceSentence[] = [];
  const cut = block.isWhole === true ? [block.pieces] : cutAtSentences(block.pieces, language, segmentation);
  for (const pieces of cut) {
    const inner = withoutEdges(pieces);
    const first = inner[0];
    const last = inner.at(-1);
    if (first === undefined || last === undefined) continue;
    if (!inner.some((piece) => isText(piece) && /\S/u.test(piece.text))) continue;
    sentences.push({ start: first.start, end: last.end, ...contentOf(inner, text) });
  }
  return sentences;
}

/** The text that the segmenter sees: markup with text stands as a word, so that no sentence ends inside of it. */
const segmented = (piece: Piece): string => {
  if (isText(piece)) return piece.text;
  const { shown = "" } = piece;
  return shown === "\n" ? shown : shown.replace(/[^\p{L}\p{N}]/gu, "_");
};

function cutAtSentences(
  pieces: readonly Piece[],
  language: Language,
  rules: Segmentation | undefined,
): Piece[][] {
  const whole = pieces.map(segmented).join("");
  const ends = sentenceSpans(whole, language, rules && { rules }).map(({ end }) => end);
  if (ends.length <= 1) return [[...pieces]];
  const sentences: Piece[][] = [[]];
  let at = 0;
  let next = 0;
  const begin = () => {
    sentences.push([]);
    next += 1;
  };
  for (const piece of pieces) {
    const length = segmented(piece).length;
    // A boundary before this piece: closing codes still belong to the sentence before it.
    while (at >= (ends[next] ?? Infinity) && !(!isText(piece) && piece.code === "close")) begin();
    if (isText(piece) && piece.end - piece.start === length) {
      let from = 0;
      while (at + length > (ends[next] ?? Infinity)) {
        const cut = (ends[next] ?? 0) - at;
        sentences.at(-1)?.push(partOf(piece, from, cut));
        from = cut;
        begin();
      }
      sentences.at(-1)?.push(partOf(piece, from, length));
    } else sentences.at(-1)?.push(piece);
    at += length;
  }
  return sentences;
}

const partOf = (piece: TextPiece, from: number, to: number): TextPiece => ({
  start: piece.start + from,
  end: piece.start + to,
  text: piece.text.slice(from, to),
});

/** Drops what need not be part of a sentence: white space, line ends, and markup that is not around a part of it. */
function withoutEdges(pieces: readonly Piece[]): Piece[] {
  const inner = pieces.flatMap((piece): readonly Piece[] => (isText(piece) ? trimmable(piece) : [piece]));
  let from = 0;
  let to = inner.length;
  const openAt = new Map<number, number>();
  const closeAt = new Map<number, number>();
  inner.forEach((piece, at) => {
    if (isText(piece) || piece.span === undefined) return;
    (piece.code === "open" ? openAt : closeAt).set(piece.span, at);
  });
  const isBlank = (piece: Piece | undefined) =>
    piece !== undefined &&
    (isText(piece) ? !/\S/u.test(piece.text) : piece.code === "ph" && (piece.shown ?? "").trim() === "");
  const isInside = (at: number | undefined) => at !== undefined && at >= from && at < to;
  for (let moved = true; moved && from < to;) {
    moved = false;
    const first = inner[from];
    const last = inner[to - 1];
    if (isBlank(first)) {
      from += 1;
      moved = true;
    } else if (isBlank(last)) {
      to -= 1;
      moved = true;
    } else if (first !== undefined && !isText(first) && first.code !== "ph") {
      const partner = first.code === "open" ? closeAt.get(first.span ?? -1) : undefined;
      if (!isInside(partner)) {
        from += 1;
        moved = true;
      } else if (partner === to - 1) {
        from += 1;
        to -= 1;
        moved = true;
      }
    }
    if (moved) continue;
    if (last !== undefined && !isText(last) && last.code !== "ph") {
      const partner = last.code === "close" ? openAt.get(last.span ?? -1) : undefined;
      if (!isInside(partner)) {
        to -= 1;
        moved = true;
      }
    }
  }
  return inner.slice(from, to);
}

/** A text in up to three parts, so that the white space at its ends can be dropped. */
function trimmable(piece: TextPiece): TextPiece[] {
  if (piece.end - piece.start !== piece.text.length) return [piece];
  const lead = piece.text.length - piece.text.trimStart().length;
  const end = Math.max(lead, piece.text.trimEnd().length);
  return [partOf(piece, 0, lead), partOf(piece, lead, end), partOf(piece, end, piece.text.length)].filter(
    ({ text }) => text !== "",
  );
}

function contentOf(pieces: readonly Piece[], text: string): Pick<SourceSentence, "content" | "codes"> {
  const content: Inline[] = [];
  const codes = new Map<string, CodePiece>();
  const ids = new Map<number, string>();
  let last = 0;
  for (const piece of pieces) {
    if (isText(piece)) {
      content.push(piece.text);
      continue;
    }
    const known = piece.code === "close" && piece.span !== undefined ? ids.get(piece.span) : undefined;
    const id = known ?? String((last += 1));
    if (piece.code === "open" && piece.span !== undefined) ids.set(piece.span, id);
    const code = codeOf(piece, id, text);
    content.push(code);
    codes.set(codeKey(code), piece);
  }
  return { content: tidy(content), codes };
}

function codeOf(piece: CodePiece, id: string, text: string): Code {
  const data = text.slice(piece.start, piece.end);
  const { type, code } = piece;
  return {
    kind: code,
    id,
    element: code === "ph" ? "ph" : "pc",
    ...(type === undefined || code === "close" ? {} : { attributes: { ...type } }),
    ...(data.length > LONGEST_DATA ? {} : { data }),
  };
}
