import type { Problem } from "../../domain/problem.ts";

/** Attributes by name as written, in the order of the file, with values unescaped and normalised. Has no prototype. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** One element. The reader uses the object again for another element as soon as this one has ended. */
export interface XmlElement {
  /** As written, with its prefix. */
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  /** Its namespace; "" for none, and for a prefix that nobody declared. */
  readonly uri: string;
  readonly attributes: XmlAttributes;
  /** Line of its `<`, from 1. */
  readonly line: number;
  /** Offset of the `<` of its start tag. */
  readonly start: number;
  /** Offset just after the `>` of its start tag. */
  readonly contentStart: number;
  readonly selfClosing: boolean;
}

/** What the reader tells its caller. Offsets count UTF-16 units of the text that was fed. */
export interface XmlHandlers {
  readonly open?: (element: XmlElement) => void;
  /**
   * `contentEnd` is the offset of the `<` of the end tag, `end` the offset just after its `>`. For an empty element both
   * are the offset just after it.
   */
  readonly close?: (element: XmlElement, end: number, contentEnd: number) => void;
  /** Character data and CDATA with references resolved and line ends as LF. One text may come in several parts. */
  readonly text?: (text: string) => void;
  /** Whether a run of white space matters here. Without this handler it always does. Most white space is layout. */
  readonly wantsSpace?: () => boolean;
  /**
   * A prefix is used that nobody declared; the same prefix may be reported again. Its names get a namespace of their
   * own. Without this handler the document is refused (`xml-prefix`).
   */
  readonly undeclared?: (prefix: string) => void;
  /**
   * A character that XML forbids, a reference to one, to an entity that nobody declared, or an “&” that begins none. The
   * reader goes on; what the text holds in its place is not to be used. Without this handler, and where it throws, the
   * document is refused.
   */
  readonly invalid?: (problem: Problem) => void;
  /**
   * An end tag that does not belong to the innermost open element. The handler gets its name and gives the depth, from 0,
   * of the outermost element that may be closed now: the reader closes all elements up to the one with this name, or
   * leaves the tag out where none has it. Without this handler, and where it throws, the document is refused.
   */
  readonly crossed?: (problem: Problem, name: string) => number;
}
