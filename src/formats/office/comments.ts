import type { Note } from "../../domain/unit.ts";
import type { Limits } from "../contract.ts";
import { walkPart } from "../package/walk-part.ts";
import type { Archive } from "../package/zip.ts";
import type { XmlElement } from "../xml/reader.ts";

/**
 * The comments of a document, as notes by place. A comment that a mark in a text refers to goes to the sentence of the
 * mark; one on a cell, a shape, a slide or a page goes to the first unit there.
 */
export type Comments = ReadonlyMap<string, readonly Note[]>;

/**
 * Name of a part, or of a place in it: the number of a mark, an anchor that the vocabulary gives, or the number of a
 * paragraph. Marks that have numbers for the whole document have the part "".
 */
export function placeKey(part: string, at?: string | number): string {
  if (at === undefined) return part;
  return typeof at === "number" ? `${part}:${at}` : `${part}#${at}`;
}

/** A comment in the XML of a part. */
export interface FoundComment {
  readonly key: string;
  readonly author?: string | undefined;
}

/** How comments stand in one XML language. */
export interface CommentForm {
  /** A comment begins with this element; `undefined`: no comment. `around`: the elements around it. */
  readonly comment: (element: XmlElement, around: readonly XmlElement[]) => FoundComment | undefined;
  /** Local names of the elements that hold the characters. */
  readonly texts: ReadonlySet<string>;
  /** Local name of an element that holds the author's name. */
  readonly author?: string;
}

interface OpenComment {
  readonly depth: number;
  readonly key: string;
  author: string;
  text: string;
  /** Answers that stand inside of the comment. */
  readonly answers: Note[];
}

/**
 * Reads the comments of a part into notes by key. Answers that stand inside of a comment come after it.
 *
 * @throws {Problem} as the XML reader
 */
export function readComments(
  archive: Archive,
  part: string,
  limits: Limits,
  form: CommentForm,
  notes: Map<string, Note[]>,
): void {
  const open: OpenComment[] = [];
  const path: XmlElement[] = [];
  walkPart(archive, part, limits, {
    open: (element) => {
      const found = form.comment(element, path);
      path.push(element);
      const current = open.at(-1);
      if (found !== undefined)
        open.push({
          depth: path.length,
          key: found.key,
          author: found.author ?? "",
          text: "",
          answers: [],
        });
      else if (current !== undefined && LINES.has(element.local) && current.text !== "") current.text += "\n";
    },
    text: (text) => {
      const current = open.at(-1);
      const local = path.at(-1)?.local ?? "";
      if (current === undefined) return;
      if (local === form.author) current.author += text;
      else if (form.texts.has(local)) current.text += text;
    },
    close: () => {
      const depth = path.length;
      path.pop();
      if (open.at(-1)?.depth !== depth) return;
      const done = open.pop();
      if (done === undefined) return;
      const text = done.text.trim();
      const author = done.author.trim();
      const note = { text, category: "comment", ...(author === "" ? {} : { author }) };
      const own = [...(text === "" ? [] : [note]), ...done.answers];
      const around = open.at(-1);
      if (around !== undefined) around.answers.push(...own);
      else if (own.length > 0) notes.set(done.key, [...(notes.get(done.key) ?? []), ...own]);
    },
  });
}

/** Elements that begin a line. */
const LINES: ReadonlySet<string> = new Set(["p", "br", "line-break"]);
