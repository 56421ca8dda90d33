import { expect, test } from "vitest";
import type { Code, Content, Inline } from "../../src/domain/segment.ts";
import { plainText } from "../../src/domain/segment.ts";
import { editByWords, spliceContent, type TextEdit } from "../../src/domain/splice-content.ts";

/** `a<b>c` as a content: each letter in angle brackets is a code. */
const content = (text: string): Content =>
  text
    .split(/(<\w>)/u)
    .filter((part) => part !== "")
    .map((part): Inline => (/^<\w>$/u.test(part) ? code(part.charAt(1)) : part));
const code = (id: string): Code => ({ kind: "ph", id, element: "ph" });
const shown = (parts: Content): string =>
  parts.map((part) => (typeof part === "string" ? part : `<${part.id}>`)).join("");
const spliced = (text: string, ...edits: TextEdit[]) => shown(spliceContent(content(text), edits));

test("codes at the border of a range stay where they are", () => {
  expect(spliced("<a>ice<b> floe", { start: 0, end: 3, text: "snow" })).toBe("<a>snow<b> floe");
  expect(spliced("an <a>ice<b>", { start: 3, end: 6, text: "" })).toBe("an <a><b>");
});

test("a code inside a range comes after the new text", () => {
  expect(spliced("x i<a>c<b>e y", { start: 2, end: 5, text: "snow" })).toBe("x snow<a><b> y");
});

test("several ranges are replaced at once", () => {
  const edits = [
    { start: 0, end: 1, text: "AA" },
    { start: 1, end: 2, text: "" },
    { start: 3, end: 4, text: "D" },
  ];
  expect(spliced("a<x>b<y>c<z>d", ...edits)).toBe("AA<x><y>c<z>D");
});

test("no code is lost, and the text is that of the edited string, wherever the range is", () => {
  const text = "<a>on<b>e t<c>wo th<d>ree<e>";
  const plain = plainText(content(text));
  for (let start = 0; start < plain.length; start += 1)
    for (let end = start + 1; end <= plain.length; end += 1) {
      const result = spliceContent(content(text), [{ start, end, text: "X Y" }]);
      expect(plainText(result)).toBe(`${plain.slice(0, start)}X Y${plain.slice(end)}`);
      expect(shown(result).replace(/[^<>a-e]|(?<!<)[a-e](?!>)/gu, "")).toBe("<a><b><c><d><e>");
    }
});

test("an edit is divided so that codes stay between the same words", () => {
  const divided = (text: string, replacement: string) => {
    const edits = editByWords(text, { start: 0, end: text.length, text: replacement });
    return edits.map((edit) => `${text.slice(edit.start, edit.end)}→${edit.text}`);
  };
  expect(divided("толстый лёд", "толстая льдина")).toEqual(["толстый→толстая", "лёд→льдина"]);
  expect(divided("Arctic Ocean Council", "Arctic Forum")).toEqual(["Ocean Council→Forum"]);
  expect(divided("the old sea ice", "the sea ice")).toEqual(["old sea→sea"]);
});
