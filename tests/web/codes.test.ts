import { expect, test } from "vitest";
import type { Code, Content } from "../../src/domain/segment.ts";
import { codesOfNumber, codesToInsert, labelCodes } from "../../src/web/text/codes.ts";

const code = (kind: Code["kind"], id: string): Code => ({ kind, id, element: "g" });
const bold = [code("open", "a"), code("close", "a")] as const;
const image = code("ph", "b");
const SOURCE: Content = [bold[0], "Ice", bold[1], " and ", image, " water"];

test("a selected text gets both ends of the missing span, or a lone code behind it", () => {
  expect(codesToInsert(SOURCE, ["Лёд"], true)).toEqual({ before: [bold[0]], after: [bold[1]] });
  expect(codesToInsert(SOURCE, [bold[0], "Лёд", bold[1]], true)).toEqual({ before: [], after: [image] });
});

test("without a selected text the missing codes come one by one, in the order of the source", () => {
  const target: Content[number][] = [];
  for (const next of [bold[0], bold[1], image]) {
    const { before, after } = codesToInsert(SOURCE, target, false);
    expect([...before, ...after]).toEqual([next]);
    target.push(next);
  }
  expect(codesToInsert(SOURCE, target, false)).toEqual({ before: [], after: [] });
});

test("half a span that is there gets its other end, and nothing goes round the text twice", () => {
  expect(codesToInsert(SOURCE, [bold[0], "Лёд", image], true)).toEqual({ before: [], after: [bold[1]] });
});

test("a number stands for the codes that its chip shows", () => {
  const labels = labelCodes(SOURCE);
  expect(codesOfNumber(SOURCE, labels, 1)).toEqual({ before: [bold[0]], after: [bold[1]] });
  expect(codesOfNumber(SOURCE, labels, 2)).toEqual({ before: [], after: [image] });
  expect(codesOfNumber(SOURCE, labels, 3)).toEqual({ before: [], after: [] });
});
