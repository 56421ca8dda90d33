import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Content } from "../../src/domain/segment.ts";
import {
  contentSize,
  createEditHistory,
  positionOf,
  sliceContent,
  spliceContent,
} from "../../src/web/editor/content-edit.ts";
import { carriedRange } from "../../src/web/text/carried-range.ts";
import { labelCodes, missingCodes } from "../../src/web/text/codes.ts";
import { difference } from "../../src/web/text/difference.ts";
import { markedPieces, marksWithin } from "../../src/web/text/text-marks.ts";
import { visiblePieces, whiteMarks } from "../../src/web/text/white-space.ts";

const texts = fc.string({
  unit: fc.constantFrom("a", "б", "冰", " ", "\u00A0", "\t", "\n", "\u200B", "🧊", "<"),
});
const open = { kind: "open", id: "1", element: "pc" } as const;
const close = { kind: "close", id: "1", element: "pc" } as const;
const contents: fc.Arbitrary<Content> = fc
  .array(fc.oneof(texts, fc.constantFrom(open, close)), { maxLength: 6 })
  .map((parts) => spliceContent(parts, 0, 0, []));

describe("invisible white space", () => {
  test("the joined pieces are the text", () => {
    fc.assert(
      fc.property(
        texts,
        (text) =>
          visiblePieces(text)
            .map((piece) => piece.text)
            .join("") === text,
      ),
    );
  });

  test("single spaces between words are left alone; others are shown", () => {
    const shown = (text: string) => whiteMarks(text).map(({ start, white }) => [start, white]);
    expect(shown("a b")).toEqual([]);
    expect(shown(" a  b ")).toEqual([
      [0, "space"],
      [2, "space"],
      [3, "space"],
      [5, "space"],
    ]);
    expect(shown("5\u00A0км\u202F\u00AD\u3000\u200B\u202E")).toEqual([
      [1, "noBreak"],
      [4, "narrowNoBreak"],
      [5, "softHyphen"],
      [6, "wide"],
      [7, "zeroWidth"],
      [8, "direction"],
    ]);
  });
});

describe("marks", () => {
  test("that overlap cut the text into pieces, and the joined pieces are the text", () => {
    const pieces = markedPieces("abcdef", [
      { start: 0, end: 4, kind: "term" },
      { start: 2, end: 6, kind: "error" },
    ]);
    expect(pieces.map(({ text, marks }) => [text, marks.map(({ kind }) => kind)])).toEqual([
      ["ab", ["term"]],
      ["cd", ["term", "error"]],
      ["ef", ["error"]],
    ]);
  });

  test("outside the text are left out; marks across its end are cut", () => {
    expect(markedPieces("ab", [{ start: 1, end: 9, kind: "x" }])).toEqual([{ text: "ab", marks: [] }]);
    expect(marksWithin([{ start: 2, end: 8, kind: "x" }], 4, 6)).toEqual([{ start: 0, end: 2, kind: "x" }]);
  });
});

describe("a difference", () => {
  test("contains both texts: same and removed pieces make the first, same and added pieces the second", () => {
    fc.assert(
      fc.property(texts, texts, (from, to) => {
        const pieces = difference(from, to);
        const without = (kind: string) =>
          pieces
            .filter(({ is }) => is !== kind)
            .map(({ text }) => text)
            .join("");
        return without("added") === from && without("removed") === to;
      }),
    );
  });

  test("consists of whole words and of single Chinese characters", () => {
    const told = (from: string, to: string) =>
      difference(from, to)
        .map(({ is, text }) => ({ same: text, removed: `[−${text}]`, added: `[+${text}]` })[is])
        .join("");
    expect(told("Российские эксперты встретились", "Российско-китайский экспертный семинар")).toBe(
      "[−Российские эксперты встретились][+Российско-китайский экспертный семинар]",
    );
    expect(told("Семинар открылся в Москве.", "Семинар откроется в Архангельске.")).toBe(
      "Семинар [−открылся][+откроется] в [−Москве][+Архангельске].",
    );
    expect(told("北极委员会", "北极理事会")).toBe("北极[−委员][+理事]会");
  });

  test("of texts with very many words still contains both texts", () => {
    const many = (prefix: string) => Array.from({ length: 3500 }, (_, at) => `${prefix}${at}`).join(" ");
    const pieces = difference(many("a"), many("b"));
    expect(
      pieces
        .filter(({ is }) => is !== "added")
        .map(({ text }) => text)
        .join(""),
    ).toBe(many("a"));
  });
});

describe("editing content by positions", () => {
  test("a slice and the rest together are the whole content", () => {
    fc.assert(
      fc.property(contents, fc.nat(20), (content, at) => {
        const cut = Math.min(at, contentSize(content));
        expect(
          [...sliceContent(content, 0, cut), ...sliceContent(content, cut)].length,
        ).toBeGreaterThanOrEqual(content.length);
        expect(spliceContent(sliceContent(content, 0, cut), cut, cut, sliceContent(content, cut))).toEqual(
          content,
        );
      }),
    );
  });

  test("an offset in the text becomes the position after the codes before it", () => {
    const content: Content = ["ab", open, "cd", close];
    expect([0, 2, 3, 4].map((offset) => positionOf(content, offset))).toEqual([0, 2, 4, 5]);
  });

  test("undo goes back one run of typing, redo goes forward again", () => {
    const history = createEditHistory({ content: [], caret: 0 });
    history.push({ content: ["a"], caret: 1 }, true);
    history.push({ content: ["ab"], caret: 2 }, true);
    history.push({ content: ["ab!"], caret: 3 }, false);
    expect(history.undo()?.content).toEqual(["ab"]);
    expect(history.undo()?.content).toEqual([]);
    expect(history.undo()).toBeUndefined();
    expect(history.redo()?.content).toEqual(["ab"]);
    history.push({ content: ["other"], caret: 5 }, false);
    expect(history.redo()).toBeUndefined();
  });
});

describe("inline codes", () => {
  test("both ends of a span have the same number, in the order of the source", () => {
    const labels = labelCodes(["x", { kind: "ph", id: "9", element: "ph", data: "%s" }, open, "y", close]);
    expect([...labels].map(([key, { number, meaning }]) => [key, number, meaning])).toEqual([
      ["ph 9", 1, "%s"],
      ["open 1", 2, "pc"],
      ["close 1", 2, "pc"],
    ]);
  });

  test("a span of a document says what it is in words: bold, inserted", () => {
    const bold = {
      kind: "open",
      id: "1",
      element: "pc",
      attributes: { type: "fmt", dispStart: "bold" },
    } as const;
    const end = { kind: "close", id: "1", element: "pc", attributes: { dispEnd: "bold" } } as const;
    const labels = labelCodes(["Ships need ", bold, "a written", end, " permit."]);
    expect([...labels.values()].map(({ meaning }) => meaning)).toEqual(["bold", "bold"]);
  });

  test("missing codes come in the order of the source, without annotations", () => {
    const note = { kind: "open", id: "n", element: "mrk", annotation: true } as const;
    expect(missingCodes([open, note, "a", close], ["a", close])).toEqual([open]);
  });
});

describe("a range in a text that is typed on", () => {
  const texts = fc.string({ unit: fc.constantFrom("a", "б", "冰", " ") });
  test("keeps its words wherever something was typed before or after it", () => {
    fc.assert(
      fc.property(texts, texts, texts, texts, texts, (before, own, after, typed, typedAfter) => {
        const range = { start: before.length, end: before.length + own.length };
        for (const now of [typed + before + own + after, before + own + after + typedAfter]) {
          const carried = carriedRange(before + own + after, now, range);
          if (carried !== undefined) expect(now.slice(carried.start, carried.end)).toBe(own);
        }
      }),
    );
  });

  test("moves with its words, and is given up where they change", () => {
    const range = { start: 5, end: 8 };
    expect(carriedRange("Лёд .. тает", "Лёд .. тает", range)).toEqual(range);
    expect(carriedRange("Лёд ..  тает", "Лёд ..  тает!", range)).toEqual(range);
    expect(carriedRange("Лёд ..  тает", "Весь лёд ..  тает", range)).toEqual({ start: 10, end: 13 });
    expect(carriedRange("Лёд ..  тает", "Лёд ...  тает", range)).toBeUndefined();
    expect(carriedRange("Лёд ..  тает", "", range)).toBeUndefined();
  });
});
