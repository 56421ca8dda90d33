import { describe, expect, test } from "vitest";
import { findPlaceholders, maskPlaceholders } from "../../src/domain/placeholder.ts";

const keys = (text: string): string[] => findPlaceholders(text).map(({ key }) => key);

describe("placeholders", () => {
  test.each([
    ["{{ name }}, {0} and ${abc}", ["{{name}}", "{0}", "${abc}"]],
    ["{count, plural, one {# file} other {# files}} left", ["{count,plural}"]],
    [
      "$t(key.x) %1$s %(name)s %-5.2f %ld %@ %d个 %s的",
      ["$t(key.x)", "%1$s", "%(name)s", "%-5.2f", "%ld", "%@", "%d", "%s"],
    ],
    ["%(oname)s已存在 %1 из %2", ["%(oname)s", "%1", "%2"]],
    ["<b>x</b> <a href='y'>z</a> <0>w</0> <br/>", ["<b>", "</b>", "<a>", "</a>", "<0>", "</0>", "<br>"]],
    [
      "см. https://ru.wikipedia.org/wiki/Abc, a.b@c.ru &amp;",
      ["https://ru.wikipedia.org/wiki/Abc", "a.b@c.ru", "&amp;"],
    ],
  ])("%s", (text, expected) => {
    expect(keys(text)).toEqual(expected);
  });

  test.each([
    "25% discount",
    "100% of it",
    "50%s",
    "a < b and c > d",
    "<file name>",
    "function() { return 1 }",
    "5 % с",
    "AT&T; R&D",
  ])("none in «%s»", (text) => {
    expect(keys(text)).toEqual([]);
  });

  test("masking keeps offsets", () => {
    const text = "Привет, {{name}}: %d%%";
    expect(maskPlaceholders(text)).toHaveLength(text.length);
    expect(maskPlaceholders(text).slice(0, 8)).toBe("Привет, ");
  });
});
