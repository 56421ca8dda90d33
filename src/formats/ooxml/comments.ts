import type { Note } from "../../domain/unit.ts";
import type { Limits } from "../contract.ts";
import { type CommentForm, type Comments, placeKey, readComments } from "../office/comments.ts";
import { walkPart } from "../package/walk-part.ts";
import type { Archive } from "../package/zip.ts";
import { type Relationship, relationshipsOf } from "./package.ts";
import type { XmlElement } from "../xml/reader.ts";
import { attributeOf } from "./roles.ts";

const TEXT: ReadonlySet<string> = new Set(["t"]);
/** The text of some comments stands in its element directly. */
const DIRECT_TEXT: ReadonlySet<string> = new Set(["t", "text"]);

/** Comments of Word documents (ECMA-376 part 1, §17.13.4), by number. */
const WORD: CommentForm = {
  comment: (element) =>
    element.local === "comment"
      ? { key: placeKey("", attributeOf(element, "id") ?? ""), author: attributeOf(element, "author") }
      : undefined,
  texts: TEXT,
};

/** Gathers the comments of a document while its parts are found. */
export interface CommentReader {
  /** Reads the comments on a part, which stand in some of its related parts. */
  readonly read: (part: string, related: readonly Relationship[]) => void;
  readonly comments: Comments;
}

const targetsOf = (related: readonly Relationship[], type: string): string[] =>
  related.filter((one) => one.type === type).map(({ target }) => target);

/** The comments of a Word document. */
export function wordComments(archive: Archive, limits: Limits): CommentReader {
  const comments = new Map<string, Note[]>();
  return {
    read: (_part, related) => {
      for (const target of targetsOf(related, "comments"))
        readComments(archive, target, limits, WORD, comments);
    },
    comments,
  };
}

/** The comments of a presentation: of the first form (§19.4), and of the form since 2021 (MS-PPTX §2.6). */
export function slideComments(archive: Archive, main: string, limits: Limits): CommentReader {
  const comments = new Map<string, Note[]>();
  const authors = namesIn(archive, main, limits, ["commentAuthors", "authors"], "name");
  return {
    read: (slide, related) => {
      for (const target of targetsOf(related, "comments")) {
        const shapes = shapesOfComments(archive, target, limits);
        const comment = ({ local, attributes, start }: XmlElement) =>
          local === "cm" || local === "reply"
            ? { key: placeKey(slide, shapes.get(start)), author: authors.get(attributes["authorId"] ?? "") }
            : undefined;
        readComments(archive, target, limits, { comment, texts: DIRECT_TEXT }, comments);
      }
    },
    comments,
  };
}

/** The shape that each comment is about, by the place of the comment's element. */
function shapesOfComments(archive: Archive, part: string, limits: Limits): ReadonlyMap<number, string> {
  const shapes = new Map<number, string>();
  let comment: number | undefined;
  walkPart(archive, part, limits, {
    open: ({ local, start, attributes }) => {
      if (local === "cm") comment = start;
      const id = SHAPE_MONIKER.test(local) ? attributes["id"] : undefined;
      if (comment !== undefined && id !== undefined && !shapes.has(comment)) shapes.set(comment, id);
    },
  });
  return shapes;
}

const SHAPE_MONIKER = /^(?:sp|graphicFrame|pic|cxnSp)Mk$/u;

/** The comments of a workbook, by sheet and cell or by the text of the cell. */
export function cellComments(archive: Archive, main: string, limits: Limits): CommentReader {
  const comments = new Map<string, Note[]>();
  const notesOf = commentsOnCells(archive, main, limits);
  const strings = relationshipsOf(archive, main, limits).find(({ type }) => type === "sharedStrings");
  return {
    read: (sheet, related) => {
      const notes = notesOf(related);
      if (notes.size === 0) return;
      const places = placesOfStrings(archive, sheet, strings?.target ?? "", limits);
      for (const [cell, own] of notes) {
        const key = places.get(cell) ?? placeKey(sheet, cell);
        comments.set(key, [...(comments.get(key) ?? []), ...own]);
      }
    },
    comments,
  };
}

/**
 * Reads the comments of the sheets of a workbook (§18.7), and the threads that newer programs show in their place
 * (MS-XLSX §2.6.202).
 *
 * @returns a function from the related parts of a sheet to its comments by the reference of their cell
 */
export function commentsOnCells(
  archive: Archive,
  main: string,
  limits: Limits,
): (related: readonly Relationship[]) => ReadonlyMap<string, readonly Note[]> {
  const persons = namesIn(archive, main, limits, ["person"], "displayName");
  const threads: CommentForm = {
    comment: ({ local, attributes }) =>
      local === "threadedComment"
        ? { key: attributes["ref"] ?? "", author: persons.get(attributes["personId"] ?? "") }
        : undefined,
    texts: DIRECT_TEXT,
  };
  return (related) => {
    const notes = new Map<string, Note[]>();
    for (const target of targetsOf(related, "threadedComment"))
      readComments(archive, target, limits, threads, notes);
    // Beside a thread stands a comment with the same texts, for older programs.
    const inThreads = new Set(notes.keys());
    for (const target of targetsOf(related, "comments")) {
      const authors = authorsOfCells(archive, target, limits);
      const comment = ({ local, attributes }: XmlElement) =>
        local === "comment" && !inThreads.has(attributes["ref"] ?? "")
          ? { key: attributes["ref"] ?? "", author: authors[Number(attributes["authorId"])] }
          : undefined;
      readComments(archive, target, limits, { comment, texts: TEXT }, notes);
    }
    return notes;
  };
}

/** The place of the text of each cell whose text stands in the list of strings. */
function placesOfStrings(
  archive: Archive,
  sheet: string,
  strings: string,
  limits: Limits,
): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  let cell: string | undefined;
  let isValue = false;
  walkPart(archive, sheet, limits, {
    open: ({ local, attributes }) => {
      if (local === "c") cell = attributes["t"] === "s" ? attributes["r"] : undefined;
      isValue = local === "v";
    },
    text: (text) => {
      // Paragraphs are numbered from 1, strings from 0.
      if (isValue && cell !== undefined) places.set(cell, placeKey(strings, Number(text) + 1));
    },
    close: () => {
      isValue = false;
    },
  });
  return places;
}

/** Names of the authors of comments on cells, in their order. */
function authorsOfCells(archive: Archive, part: string, limits: Limits): readonly string[] {
  const authors: string[] = [];
  let isAuthor = false;
  walkPart(archive, part, limits, {
    open: ({ local }) => {
      isAuthor = local === "author";
      if (isAuthor) authors.push("");
    },
    text: (text) => {
      if (isAuthor) authors[authors.length - 1] += text;
    },
    close: () => {
      isAuthor = false;
    },
  });
  return authors;
}

/** Names of persons by id, in the parts of some relationships of the main part. */
function namesIn(
  archive: Archive,
  main: string,
  limits: Limits,
  types: readonly string[],
  name: string,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { type, target } of relationshipsOf(archive, main, limits)) {
    if (!types.includes(type)) continue;
    walkPart(archive, target, limits, {
      open: ({ attributes }) => {
        const { id } = attributes;
        const own = attributes[name];
        if (id !== undefined && own !== undefined) names.set(id, own);
      },
    });
  }
  return names;
}
