import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Language, LANGUAGES } from "../../src/domain/language.ts";
import { inOwnNotation } from "../../src/quantities/own-notation.ts";
import { parseQuantities } from "../../src/quantities/parse.ts";

/** What the reader of the brief is told of each quantity of a text. */
const told = (text: string, from: Language, to: Language) =>
  parseQuantities(text, from).map((found) => {
    const { source, target } = inOwnNotation(text, found, to);
    return [source, ...target.map((one) => one.replaceAll("\u00A0", " "))];
  });

describe("a quantity is written as the other language usually writes it", () => {
  test.each<[string, Language, Language, string[][]]>([
    ["1.2 million tonnes", "en", "ru", [["1.2 million", "1,2 млн", "1 200 000"]]],
    ["1.2 million tonnes", "en", "zh", [["1.2 million", "120万", "1200000"]]],
    ["около 45 тыс. тонн", "ru", "zh", [["45 тыс.", "4.5万", "45000"]]],
    ["共计3亿元", "zh", "en", [["3亿", "300 million", "300,000,000"]]],
    ["12,500 km", "en", "ru", [["12,500", "12 500", "12,5 тыс."]]],
    ["in 2013", "en", "zh", [["2013", "2013"]]],
    ["the 1990s", "en", "ru", [["1990s", "1990-е"]]],
    ["1990-е годы", "ru", "zh", [["1990-е", "20世纪90年代"]]],
    ["20世纪90年代", "zh", "en", [["20世纪90年代", "1990s"]]],
    ["XXI век", "ru", "zh", [["XXI", "21"]]],
    ["grew by 5.5%", "en", "ru", [["5.5%", "5,5 %"]]],
    ["百分之五", "zh", "ru", [["百分之五", "5 %"]]],
    ["на 3 п. п.", "ru", "en", [["3 п. п.", "3 percentage points"]]],
    ["5 March 2024", "en", "ru", [["5 March 2024", "5 марта 2024 года"]]],
    ["5 марта 2024 г.", "ru", "zh", [["5 марта 2024", "2024年3月5日"]]],
    ["2024年3月", "zh", "en", [["2024年3月", "March 2024"]]],
    ["下午2时30分", "zh", "ru", [["下午2时30分", "14:30"]]],
    ["66°33′ N", "en", "ru", [["66°33′ N", "66°33′ с. ш."]]],
    ["北纬66°33′", "zh", "en", [["北纬66°33′", "66°33′ N"]]],
    ["at −5 °C", "en", "zh", [["−5", "-5"]]],
    ["3/4 of the ice", "en", "zh", [["3/4", "四分之三", "3/4"]]],
    ["three ships, half of them", "en", "ru", [["three"], ["half"]]],
  ])("%s, %s to %s", (text, from, to, expected) => expect(told(text, from, to)).toEqual(expected));
});

test("what is written is read as the same value in the other language", () => {
  const amounts = fc.oneof(
    fc.integer({ min: 1, max: 999 }),
    fc.integer({ min: 2300, max: 9_999_999_999 }),
    fc.integer({ min: 101, max: 99_999 }).map((hundredths) => hundredths * 10_000),
    fc.integer({ min: 101, max: 9999 }).map((hundredths) => hundredths / 100),
  );
  fc.assert(
    fc.property(amounts, fc.constantFrom(...LANGUAGES), fc.constantFrom(...LANGUAGES), (amount, from, to) => {
      const text = from === "ru" ? String(amount).replace(".", ",") : String(amount);
      for (const found of parseQuantities(text, from)) {
        for (const written of inOwnNotation(text, found, to).target) {
          const [read, ...more] = parseQuantities(`(${written})`, to);
          expect(more).toEqual([]);
          expect([read?.value, ...(read?.alternatives ?? [])]).toContain(found.value);
        }
      }
    }),
  );
});
