import type { BlockInfo, Limit, TextAttribute, TextFormat } from "./vocabulary.ts";

/** An element around a part of a paragraph. What comes before `contentStart` describes it. */
export interface Wrapper {
  readonly kind: "run" | "span" | "plain" | "text";
  readonly hint: string;
  /** Spans with the same text here are one when they follow each other; "" for one that is never joined. */
  readonly sameAs: string;
  readonly start: number;
  contentStart: number;
  contentEnd: number;
  end: number;
  parent: Wrapper | undefined;
  format: TextFormat;
  /** The `format` element as it stands in the file. */
  formatXml: string;
}

/** A piece of a paragraph, in the order of the file. */
export interface Token {
  readonly kind: "text" | "object" | "before" | "after" | "drop" | "field";
  readonly start: number;
  readonly end: number;
  /** The characters of a `text`; what an `object` is; the limit of a `field`, or its instruction. */
  readonly text: string;
  /** True for characters that an element stands for. */
  readonly isElement: boolean;
  /** The innermost element around it. */
  readonly inside: Wrapper | undefined;
  /** Number of the comment that a mark refers to. */
  readonly comment?: string;
  /** Set for an `object` that is one end of a stretch, such as an insertion. */
  readonly limit?: Limit;
  /** Paragraphs stand in it. */
  readonly holdsParagraphs?: true;
}

/** A paragraph of one part of a document. */
export interface Paragraph {
  readonly number: number;
  /** Number of the paragraph that this one repeats: in an alternative for old programs. */
  readonly repeats?: number;
  /** Prefix of its element, with the colon. */
  readonly prefix: string;
  /** True when its characters stand in it directly, and not in elements of their own. */
  readonly mixed: boolean;
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
  /** Names that comments on the places around it have, from the outermost. */
  readonly anchors: readonly string[];
  readonly info: BlockInfo;
  /** What a reader sees of a format in it. */
  readonly visibleFormat: (format: TextFormat) => TextFormat;
}

/** A text in an attribute. */
export interface AttributeText extends TextAttribute {
  readonly number: number;
  readonly repeats?: number;
  readonly text: string;
  /** Place of the start tag. */
  readonly start: number;
  readonly end: number;
}

/** True if a reader takes both for one: programs cut a link into several. */
export const isSameSpan = (one: Wrapper, other: Wrapper | undefined): boolean =>
  one === other || (one.sameAs !== "" && one.sameAs === other?.sameAs);

/** The elements around a piece, from the outermost. */
export function pathOf(inside: Wrapper | undefined): Wrapper[] {
  const path: Wrapper[] = [];
  for (let at = inside; at !== undefined; at = at.parent) path.push(at);
  return path.reverse();
}
