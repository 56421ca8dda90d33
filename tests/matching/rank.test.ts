import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Language, LANGUAGES } from "../../src/domain/language.ts";
import { type State, STATES, type Variant } from "../../src/domain/unit.ts";
import { bridgesFor, pivotMatch } from "../../src/matching/pivot.ts";
import {
  compareRanked,
  rankUnits,
  type Rules,
  selectMatches,
  type Unit,
  type Wanted,
} from "../../src/matching/rank.ts";
import { queryOf } from "../../src/matching/score.ts";

const RULES: Rules = { source: "en", targets: ["ru", "zh"], threshold: 0.7, limit: 5, compared: 12 };

const variant = (text: string, more: Partial<Variant> = {}): Variant => ({
  content: [text],
  state: "final",
  version: 1,
  author: "anna",
  time: "2026-11-23T00:00:00.000Z",
  origin: "typed",
  ...more,
});

const unit = (
  n: number,
  texts: { readonly [language in Language]?: string | Variant },
  neighbours: { readonly before?: string; readonly after?: string } = {},
): Unit => {
  const { before, after } = neighbours;
  return {
    n,
    variants: Object.fromEntries(
      Object.entries(texts).map(([language, one]) => [
        language,
        typeof one === "string" ? variant(one) : one,
      ]),
    ),
    before: before === undefined ? undefined : [before],
    after: after === undefined ? undefined : [after],
  };
};

const wanted = (text: string, more: Partial<Wanted> = {}): Wanted => ({
  query: queryOf([text], "en"),
  previous: undefined,
  next: undefined,
  also: undefined,
  ...more,
});

const numbersOf = (rules: Rules, segment: Wanted, units: readonly Unit[]): number[] =>
  selectMatches(rules, rankUnits(rules, segment, units)).selected.map(({ match }) => match.unit.n);

describe("which units match", () => {
  test("a unit without the source, without a target or below the threshold is not a match", () => {
    const units = [
      unit(1, { ru: "Лёд", zh: "冰" }),
      unit(2, { en: "The ice is thin" }),
      unit(3, { en: "Nothing of the kind", ru: "Ничего подобного" }),
      unit(4, { en: "The ice is thin", ru: "Лёд тонкий" }),
    ];
    expect(numbersOf(RULES, wanted("The ice is thin"), units)).toEqual([4]);
  });

  test("a target with a score below the threshold after penalties is left out, and the others stay", () => {
    const unreviewed = variant("薄冰", { state: "initial" });
    const [match] = rankUnits({ ...RULES, threshold: 0.98 }, wanted("Thin ice"), [
      unit(1, { en: "Thin ice", ru: "Тонкий лёд", zh: unreviewed }),
    ]);
    expect(Object.keys(match?.targets ?? {})).toEqual(["ru"]);
    expect(match?.best.score).toBe(100);
  });

  test("a target of an earlier version of its source is stale", () => {
    const from = { language: "en", version: 1 } as const;
    const [match] = rankUnits(RULES, wanted("Thin ice"), [
      unit(1, { en: variant("Thin ice", { version: 2 }), ru: variant("Тонкий лёд", { from }) }),
    ]);
    expect(match?.best).toMatchObject({ stale: true, score: 95, penalties: [{ name: "stale", points: 5 }] });
  });

  test("only equal units and the closest of the others are compared", () => {
    const texts = Array.from(
      { length: 40 },
      (_, at) => `A long sentence about the ice${"x".repeat(at % 20)}`,
    );
    const units = texts.map((en, at) => unit(at + 1, { en, ru: `Текст ${at}` }));
    const found = rankUnits({ ...RULES, compared: 3 }, wanted("A long sentence about the ice"), units);
    expect(found.map(({ unit: { n } }) => n).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 21, 22]);
  });
});

describe("context", () => {
  const texts = { en: "Yes", ru: "Да" };
  const kindWith = (known: Partial<Wanted>, neighbours: { before?: string; after?: string }) =>
    rankUnits(RULES, wanted("Yes", known), [unit(1, texts, neighbours)])[0]?.kind;

  test("every known neighbour has to agree", () => {
    const neighbours = { before: "Is it cold?", after: "Very." };
    expect(kindWith({}, neighbours)).toBe("exact");
    expect(kindWith({ previous: "is it cold?" }, neighbours)).toBe("in-context");
    expect(kindWith({ previous: "is it cold?", next: "very." }, neighbours)).toBe("in-context");
    expect(kindWith({ previous: "is it cold?", next: "a little." }, neighbours)).toBe("exact");
  });

  test("inline codes of a neighbour count nothing: a request has its plain text", () => {
    const open = { kind: "open", id: "1", element: "pc" } as const;
    const close = { kind: "close", id: "1", element: "pc" } as const;
    const coded = { ...unit(1, texts), before: ["Is it ", open, "cold", close, "?"] };
    expect(rankUnits(RULES, wanted("Yes", { previous: "is it cold?" }), [coded])[0]?.kind).toBe("in-context");
    expect(rankUnits(RULES, wanted("Yes", { previous: "is it warm?" }), [coded])[0]?.kind).toBe("exact");
  });

  test("an empty neighbour agrees only with a missing neighbour", () => {
    expect(kindWith({ previous: "" }, {})).toBe("in-context");
    expect(kindWith({ previous: "" }, { before: "Is it cold?" })).toBe("exact");
    expect(kindWith({ previous: "is it cold?" }, {})).toBe("exact");
  });
});

describe("order", () => {
  const someUnit = fc.record({
    text: fc.constantFrom("Thin ice", "thin ice", "Thin ice!", "Thick ice", "Thin ice here"),
    ru: fc.constantFrom("Тонкий лёд", "Толстый лёд", "Лёд"),
    state: fc.constantFrom<State>(...STATES),
    day: fc.integer({ min: 1, max: 3 }),
  });

  test("the order does not depend on the order in which units were found", () => {
    fc.assert(
      fc.property(fc.array(someUnit, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (list, keys) => {
        const units = list.map(({ text, ru, state, day }, at) =>
          unit(at + 1, { en: text, ru: variant(ru, { state, time: `2026-11-0${day}T00:00:00.000Z` }) }),
        );
        const shuffled = units
          .map((one) => ({ one, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        const segment = wanted("Thin ice", { also: queryOf(["Тонкий лёд"], "ru") });
        const of = (some: readonly Unit[]) => rankUnits(RULES, segment, some).sort(compareRanked);
        expect(of(shuffled)).toEqual(of(units));
        const scores = of(units).map(({ best, also = 0 }) => best.score + (also >= 0.6 ? 100 * also : 0));
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }),
    );
  });

  test("equal matches are ordered by state, then by age (newer first), then by number (lower first)", () => {
    const times = ["2026-11-01T00:00:00.000Z", "2026-11-02T00:00:00.000Z"];
    const one = (n: number, state: State, time = times[0] as string) =>
      unit(n, { en: "Ice", ru: variant(`Лёд ${n}`, { state, time }) });
    const units = [
      one(5, "translated"),
      one(4, "final"),
      one(3, "final"),
      one(2, "reviewed"),
      one(1, "final", times[1]),
    ];
    expect(numbersOf(RULES, wanted("Ice"), units)).toEqual([1, 3, 4, 2, 5]);
  });
});

describe("what is shown", () => {
  test("units with the same source and targets are shown once and counted", () => {
    const units = [1, 2, 3].map((n) => unit(n, { en: "Ice", ru: "Лёд" }));
    const { selected, truncated } = selectMatches(RULES, rankUnits(RULES, wanted("Ice"), units));
    expect(selected.map(({ occurrences, ambiguous }) => ({ occurrences, ambiguous }))).toEqual([
      { occurrences: 3, ambiguous: false },
    ]);
    expect(truncated).toBe(false);
  });

  test("exact matches with different targets are all shown and marked; the limit holds for the others", () => {
    const exact = [1, 2, 3].map((n) => unit(n, { en: "Thin ice", ru: `Лёд ${n}` }));
    const others = [4, 5].map((n) => unit(n, { en: `Thin icy ${n}`, ru: `Ледяной ${n}` }));
    const rules = { ...RULES, limit: 2, threshold: 0.5 };
    const { selected, truncated } = selectMatches(
      rules,
      rankUnits(rules, wanted("Thin ice"), [...others, ...exact]),
    );
    expect(selected.map(({ match, ambiguous }) => [match.unit.n, ambiguous])).toEqual([
      [1, true],
      [2, true],
      [3, true],
    ]);
    expect(truncated).toBe(true);
  });

  test("targets that differ only in form are not ambiguous", () => {
    const units = [unit(1, { en: "Ice", ru: "Лёд" }), unit(2, { en: "Ice", ru: "лед" })];
    const { selected } = selectMatches(RULES, rankUnits(RULES, wanted("Ice"), units));
    expect(selected.map(({ ambiguous }) => ambiguous)).toEqual([false, false]);
  });
});

describe("a target through a third language", () => {
  const rules: Rules = { ...RULES, targets: ["zh"] };
  const segment = wanted("Thin ice");
  const start = unit(1, { en: "Thin ice", ru: "Тонкий лёд" });

  test("the bridge leads from the unit without the target to one with the same third text", () => {
    const [bridge, ...more] = bridgesFor(rules, segment, [], [start]);
    expect(bridge).toMatchObject({ target: "zh", via: "ru", folded: "тонкий лед" });
    expect(more).toEqual([]);
    if (bridge === undefined) return;
    const end = unit(2, { ru: "Тонкий лёд", zh: "薄冰" });
    expect(pivotMatch(rules, segment, bridge, end)).toMatchObject({
      kind: "pivot",
      unit: start,
      best: { score: 90, penalties: [{ name: "pivot", points: 10 }] },
      via: { language: "ru", n: 2 },
    });
    expect(pivotMatch({ ...rules, threshold: 0.95 }, segment, bridge, end)).toBeUndefined();
    expect(pivotMatch(rules, segment, bridge, unit(3, { ru: "Тонкий лёд" }))).toBeUndefined();
    expect(pivotMatch(rules, segment, bridge, { ...end, n: 1 })).toBeUndefined();
  });

  test("there is no bridge if a match is good enough, or without a third language", () => {
    const direct = rankUnits(rules, segment, [unit(3, { en: "Thin ice", zh: "薄冰" })]);
    expect(bridgesFor(rules, segment, direct, [start])).toEqual([]);
    expect(bridgesFor(rules, segment, [], [unit(1, { en: "Thin ice" })])).toEqual([]);
    expect(bridgesFor(rules, segment, [], [unit(1, { en: "Something else", ru: "Другое" })])).toEqual([]);
  });

  test("only a few bridges are followed: the closest", () => {
    const units = ["Thin ice here", "Thin ice", "Thin ices", "Thin ice now", "Thin ice!"].map((en, at) =>
      unit(at + 1, { en, ru: `Лёд ${at}` }),
    );
    const followed = bridgesFor(rules, segment, [], units).map((bridge) => bridge.start.unit.n);
    expect(followed).toEqual([2, 5, 3]);
  });
});

test("every language can be the source of a match, and any of the others its target", () => {
  const texts = { en: "Ice", ru: "Лёд", zh: "冰" };
  for (const source of LANGUAGES) {
    const targets = LANGUAGES.filter((language) => language !== source);
    const segment = wanted("", { query: queryOf([texts[source]], source) });
    const [match] = rankUnits({ ...RULES, source, targets }, segment, [unit(1, texts)]);
    expect(Object.keys(match?.targets ?? {})).toEqual(targets);
  }
});
