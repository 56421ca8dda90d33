import { describe, expect, test } from "vitest";
import { Problem } from "../../../src/domain/problem.ts";
import { compilePattern } from "../../../src/matching/pattern/pattern.ts";

const found = (source: string, text: string, caseSensitive = true) =>
  compilePattern(source, { caseSensitive })
    .find(text)
    .map(({ start, end }) => text.slice(start, end));

describe("a pattern", () => {
  /** Patterns and texts for which JavaScript, Perl and RE2 agree. */
  const PATTERNS = [
    "a",
    "ab",
    "a|b",
    "a|ab",
    "ab|a",
    "a*",
    "a+",
    "a?b",
    "(a|b)+",
    "(a+)(b*)",
    "a*?b",
    "a+?",
    "(?:ab)+",
    "[ab]c",
    "[^a]b",
    "a{2}",
    "a{2,}",
    "a{1,2}?b",
    "^a",
    "b$",
    "^(a|b)*$",
    "(a)|(b)",
    "a(b|)c?",
    "(a*)*b",
    "(a|aa)+$",
    ".b",
    "(a)(b)?",
    "[a-b]{2}",
    "(ab|a)(bc|c)?",
    "()a",
    "(a*)+",
    "b|^a",
  ];
  const letters = ["", ..."abc"];
  const texts = letters.flatMap((a) =>
    letters.flatMap((b) => letters.flatMap((c) => letters.map((d) => a + b + c + d))),
  );

  test.each(PATTERNS)("finds what JavaScript finds: %s", (source) => {
    const pattern = compilePattern(source);
    for (const text of new Set(texts)) {
      const expected = [...text.matchAll(new RegExp(source, "gu"))]
        .filter(([whole]) => whole !== "")
        .map(({ index, 0: whole }) => [index, index + whole.length]);
      const actual = pattern.find(text).map(({ start, end }) => [start, end]);
      expect([source, text, actual]).toEqual([source, text, expected]);
    }
  });

  test("gives its groups, also those with a name", () => {
    const pattern = compilePattern(String.raw`(?P<day>\d+)\.(?<month>\d+)(x)?`);
    expect(pattern.names).toEqual(
      new Map([
        ["day", 1],
        ["month", 2],
      ]),
    );
    expect(pattern.find("07.12 und")).toEqual([{ start: 0, end: 5, groups: ["07", "12", undefined] }]);
  });

  test("knows the letters, digits and word borders of every script", () => {
    expect(found(String.raw`\bлёд\b`, "лёд, ледник, подлёд, лёд")).toEqual(["лёд", "лёд"]);
    expect(found(String.raw`\w+`, "морской лёд_1")).toEqual(["морской", "лёд_1"]);
    expect(found(String.raw`\p{Han}+|\p{Script=Latin}+`, "用GPS导航")).toEqual(["用", "GPS", "导航"]);
    expect(found(String.raw`\p{Lu}\p{^Lu}`, "Aб Вг")).toEqual(["Aб", "Вг"]);
    expect(found(String.raw`[\p{Lu}\d-]+`, "ГОСТ-7 х")).toEqual(["ГОСТ-7"]);
    expect(found(String.raw`\x{1F600}|\u0430`, "а😀")).toEqual(["а", "😀"]);
    expect(found("..", "😀😀x")).toEqual(["😀😀"]);
  });

  test("folds the case where it is asked to", () => {
    expect(found("ёж", "Ёж ЁЖ ёж")).toEqual(["ёж"]);
    expect(found("ёж", "Ёж ЁЖ ёж", false)).toEqual(["Ёж", "ЁЖ", "ёж"]);
    expect(found("(?i)[a-f]+", "aBcX")).toEqual(["aBc"]);
    expect(found("[^a]", "Aa", false)).toEqual([]);
    expect(found(String.raw`\*\.\[`, "*.[")).toEqual(["*.["]);
  });

  test.each([
    ["(", "pattern-invalid", 1],
    ["a)", "pattern-invalid", 2],
    ["[a", "pattern-invalid", 1],
    ["*a", "pattern-invalid", 1],
    ["a{2,1}", "pattern-invalid", 2],
    ["[z-a]", "pattern-invalid", 2],
    [String.raw`\q`, "pattern-invalid", 1],
    [String.raw`\p{Klingon}`, "pattern-invalid", 1],
    ["(?<1>a)", "pattern-invalid", 1],
    [String.raw`^*`, "pattern-invalid", 1],
    [String.raw`(a)\1`, "pattern-unsupported", 4],
    ["a(?=b)", "pattern-unsupported", 2],
    ["(?<!a)b", "pattern-unsupported", 1],
    ["a++", "pattern-unsupported", 3],
    ["a{1001}", "pattern-too-large", 2],
    ["(a{100}){100}", "pattern-too-large", 1],
    ["(".repeat(60), "pattern-too-large", 51],
  ] as const)("names the fault of %s", (source, code, column) => {
    const problem = (() => {
      try {
        return compilePattern(source);
      } catch (error) {
        return error;
      }
    })();
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ code, params: { column } });
  });

  test("takes time linear in the text where a backtracking search would never end", () => {
    const text = "a".repeat(20_000);
    const started = performance.now();
    expect(found("(a|a)*(a|a)*(a|a)*b", text.slice(0, 300))).toEqual([]);
    expect(found("^(a+)+$", text)).toEqual([text]);
    expect(found("^(a+)+$", `${text}!`)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
