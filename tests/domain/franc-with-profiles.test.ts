import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { franc, francAll } from "franc";
import { data } from "franc/data.js";
import { beforeAll, expect, test } from "vitest";
import {
  franc as ownFranc,
  francAll as ownFrancAll,
  holdLanguageProfiles,
} from "../../src/domain/franc-with-profiles.ts";

beforeAll(() => holdLanguageProfiles(data));

test("the Worker's detection of languages answers as the package does, for real texts of three languages", () => {
  const guides = join(import.meta.dirname, "../../docs/guides");
  const texts = readdirSync(guides, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .flatMap((path) => readFileSync(join(guides, path), "utf8").split("\n\n"));
  expect(texts.length).toBeGreaterThan(100);
  for (const text of texts) expect(ownFrancAll(text)).toEqual(francAll(text));
});

test.each([
  "",
  "short",
  "123456789012345",
  "Всички хора се раждат свободни и равни по достойнство и права. Те са надарени с разум и съвест.",
  "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt.",
  "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。",
  "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
  "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है।",
  "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα.",
  "toString constructor __proto__ hasOwnProperty valueOf",
])("and for texts in other languages: %s", (text) => {
  expect(ownFrancAll(text)).toEqual(francAll(text));
  expect(ownFranc(text)).toBe(franc(text));
});

test("and for any text", () => {
  const letters = fc.constantFrom(..."abc xyz éß АБв ёъ 漢字 かな 12 .,\n\u00a0\u0130İ");
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: letters, maxLength: 300 }), fc.string({ maxLength: 100 })),
      (text) => {
        expect(ownFrancAll(text)).toEqual(francAll(text));
      },
    ),
  );
});
