import { describe, expect, test } from "vitest";
import { boundaryRules, type BoundaryRule, compileRule } from "../../../src/matching/pattern/boundaries.ts";

const rule = (breaks: boolean, before: string, after: string): BoundaryRule => ({ breaks, before, after });
const cut = (text: string, ...rules: readonly BoundaryRule[]): string =>
  boundaryRules(rules.map(compileRule))(text)
    .breaks()
    .toReversed()
    .reduce((cutText, place) => `${cutText.slice(0, place)}|${cutText.slice(place)}`, text);

const DOT = rule(true, "\\.", "\\s");

describe("the first rule that matches decides", () => {
  test.each<[string, string, readonly BoundaryRule[]]>([
    ["Dr. No. Yes.", "Dr. No.| Yes.", [rule(false, "\\bDr\\.", ""), DOT]],
    ["Dr. No. Yes.", "Dr.| No.| Yes.", [DOT, rule(false, "\\bDr\\.", "")]],
    ["a. B c. d", "a.| B c. d", [rule(true, "\\.", "\\s(?=\\p{Lu})")]],
    ["a. B c. d", "a. B c.| d", [rule(true, "\\.", "\\s(?!\\p{Lu})")]],
    ["xa. ya. z", "xa.| ya. z", [rule(true, "(?<=x)a\\.", "\\s")]],
    ["xa. ya. z", "xa. ya.| z", [rule(true, "(?<!x)a\\.", "\\s")]],
    ["Mr. X mr. Y MR. Z", "Mr. X mr. Y MR. Z", [rule(false, "(?i)\\bmr\\.", "\\s"), DOT]],
    ["Mr. X mR. Y", "Mr. X mR.| Y", [rule(false, "(?i:m)r\\.", "\\s"), DOT]],
    ["a[.] b", "a[.]| b", [rule(true, "\\Q[.]\\E", "\\h")]],
    ["a. b! c", "a.| b!| c", [rule(true, "[[.][!?]]", "\\s")]],
    ["你好。再见", "你好。|再见", [rule(true, "[。！]", "")]],
    ["😀. 😀", "😀.| 😀", [rule(true, "😀\\.", "\\s😀")]],
    ["😀😀", "😀|😀", [rule(true, "😀", "😀")]],
    ["1. a. b", "1. a.| b", [rule(false, "^\\d\\.", ""), DOT]],
  ])("%s → %s", (text, expected, rules) => {
    expect(cut(text, ...rules)).toBe(expected);
  });
});

test("agrees with the regular expressions of the engine, place by place", () => {
  const patterns = ["a", "ab?", "(a|b)+", "\\b\\p{Lu}", "[^a]\\.", "\\.{2,}", "(?<!b)a", "b(?=\\s|a)", ""];
  const texts = ["ab. Ba..a b", "aab b.a B", "..", "", "a"];
  for (const before of patterns)
    for (const after of patterns) {
      const decide = boundaryRules([compileRule(rule(true, before, after))]);
      const reference = new RegExp(`(?<=${before})(?=${after})`, "u");
      for (const text of texts) {
        const places = Array.from({ length: text.length + 1 }, (_, place) => place);
        const expected = places.filter((place) => {
          const sticky = new RegExp(reference.source, "uy");
          sticky.lastIndex = place;
          return sticky.test(text);
        });
        expect([before, after, text, decide(text).breaks()]).toEqual([before, after, text, expected]);
      }
    }
});

test.each(["(a)\\1", "a++", "[a-z&&[b]]", "[[:upper:]]", "\\p{Nonsense}", "(a"])("refuses %s", (before) => {
  expect(() => compileRule(rule(true, before, ""))).toThrow();
});

test("reads each character a bounded number of times, whatever the patterns", () => {
  // Each full stop is tried; both patterns read to the ends of the text, so trying each place alone is quadratic.
  const rules = [rule(false, "b.*", ".*c"), DOT].map(compileRule);
  const count = (length: number) => {
    let steps = 0;
    const counted = rules.map((one) => ({
      ...one,
      before: { ...one.before, all: { ...one.before.all }, away: { ...one.before.away } },
    }));
    for (const { before } of counted)
      for (const machine of [before.all, before.away])
        Object.assign(machine, {
          program: machine.program.map((instruction) =>
            instruction.kind === "character"
              ? { ...instruction, test: (code: number) => ((steps += 1), instruction.test(code)) }
              : instruction,
          ),
        });
    boundaryRules(counted)("a. ".repeat(length)).breaks();
    return steps;
  };
  expect(count(2000) / count(1000)).toBeLessThan(2.2);
});
