import { expect, test } from "vitest";
import { plainText } from "../../src/domain/segment.ts";
import { comparable } from "../../src/matching/comparable-text.ts";
import { adaptNumbers } from "../../src/matching/offer.ts";
import { compareWith, queryOf } from "../../src/matching/score.ts";
import { type NumberOffer, NUMBER_OFFERS } from "./number-offers.ts";

function offered({ from, to, source, target, query }: NumberOffer): string {
  const known = comparable(source, from);
  const { numbers } = compareWith(queryOf([query], from), [source], known, 0.01) ?? {};
  const content = numbers && adaptNumbers([target], to, numbers);
  return content === undefined ? "-" : plainText(content);
}

test.each([0, 1, 2, 3, 4])("nouns agree with their new numbers, and none is wrong (set %i)", (set) => {
  const offers = NUMBER_OFFERS[set] ?? [];
  const given = offers.map((one) => [offered(one), one.offer] as const);
  expect(given.filter(([text, wanted]) => text !== "-" && text !== wanted)).toEqual([]);
  const adapted = given.filter(([text, wanted]) => wanted !== "-" && text === wanted).length;
  const adaptable = offers.filter(({ offer }) => offer !== "-").length;
  expect(adapted / adaptable).toBeGreaterThanOrEqual(0.85);
});
