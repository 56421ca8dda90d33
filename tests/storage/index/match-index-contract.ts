import { beforeEach, describe, expect, test } from "vitest";
import { type Language, LANGUAGES } from "../../../src/domain/language.ts";
import type { Variant } from "../../../src/domain/unit.ts";
import { comparable } from "../../../src/matching/comparable-text.ts";
import { type Pattern, RANKS } from "../../../src/matching/concordance.ts";
import { similarity } from "../../../src/matching/similarity.ts";
import { insertCollection } from "../../../src/storage/rows/collections.ts";
import { insertDocument, NO_UNITS } from "../../../src/storage/rows/documents.ts";
import type { Probe } from "../../../src/matching/candidates.ts";
import type { MatchIndex, UnitChange } from "../../../src/storage/index/match-index.ts";
import type { Storage } from "../../../src/storage/port.ts";
import {
  deleteUnits,
  insertUnits,
  type StoredUnit,
  unitId,
  updateUnits,
} from "../../../src/storage/rows/units.ts";

export type Texts = { readonly [language in Language]?: string };

const TIME = "2026-11-23T00:00:00.000Z";

export function unit(n: number, texts: Texts, version = 1): StoredUnit {
  const variants: { [language in Language]?: Variant } = {};
  for (const language of LANGUAGES) {
    const text = texts[language];
    if (text === undefined) continue;
    variants[language] = {
      content: [text],
      state: "final",
      version,
      author: "a",
      time: TIME,
      origin: "import",
    };
  }
  return { n, id: unitId(n), document: "d1", order: n, key: `k${n}`, version, notes: [], variants };
}

/** Statements for the collection and the document of the units. */
export const ground = () => [
  insertCollection({ id: "c", title: "C", settings: {}, version: 1, created: TIME, createdBy: "a" }),
  insertDocument({
    n: 1,
    id: "d1",
    collection: "c",
    title: "D",
    format: "json",
    tags: {},
    languages: [...LANGUAGES],
    revision: 1,
    created: TIME,
    createdBy: "a",
    counts: NO_UNITS,
  }),
];

/** Writes units and index in one batch, as a commit does. */
export async function write(
  storage: Storage,
  index: MatchIndex,
  changes: readonly UnitChange[],
): Promise<void> {
  const created = changes.flatMap(({ before, after }) => (before === undefined && after ? [after] : []));
  const changed = changes.flatMap(({ before, after }) => (before && after ? [after] : []));
  const removed = changes.flatMap(({ before, after }) => (before && after === undefined ? [before] : []));
  await index.ready?.();
  await storage.batch([
    ...deleteUnits(removed),
    ...insertUnits(1, created),
    ...updateUnits(changed),
    ...index.write(changes),
  ]);
  await index.committed?.(changes);
}

export const probe = (
  language: Language,
  text: string,
  targets: readonly Language[],
  least = 0.6,
): Probe => ({
  language,
  text: comparable(text, language),
  least,
  targets,
  limit: 5,
});

const WORDS =
  "лёд море путь судно порт север ветер шторм груз карта курс берег остров залив причал мыс".split(" ");

/** A sentence for each seed, all from one vocabulary, the same in every run. */
export const sentence = (seed: number): string =>
  Array.from(
    { length: 4 + (seed % 5) },
    (_, at) => WORDS[(seed * 31 + at * at * 7 + at * seed) % WORDS.length],
  ).join(" ") + ` ${seed}`;

/** Tests that every match index must pass. */
export function matchIndexContract(
  name: string,
  open: () => Promise<{ storage: Storage; make: (storage: Storage) => MatchIndex }>,
): void {
  describe(`match index: ${name}`, () => {
    let storage: Storage;
    let index: MatchIndex;
    let make: (storage: Storage) => MatchIndex;

    beforeEach(async () => {
      ({ storage, make } = await open());
      index = make(storage);
      await storage.batch(ground());
    });

    const numbers = async (one: Probe) => {
      const [found] = await index.candidates([one]);
      return { direct: found?.direct.map(({ n }) => n), partial: found?.partial.map(({ n }) => n) };
    };

    test("an equal text comes first and is marked, in each language", async () => {
      const texts = { en: "The ice is melting", ru: "Лёд тает", zh: "冰在融化" };
      await write(storage, index, [
        { after: unit(1, texts) },
        { after: unit(2, { en: "The ice is melting fast", ru: "Лёд тает быстро", zh: "冰在快速融化" }) },
      ]);
      for (const language of LANGUAGES) {
        const others = LANGUAGES.filter((one) => one !== language);
        const [found] = await index.candidates([probe(language, texts[language], others)]);
        expect(found?.direct[0]).toEqual({ n: 1, exact: true });
      }
    });

    test("a batch is answered in order, and a probe without matches has an empty answer", async () => {
      await write(storage, index, [
        { after: unit(1, { en: "alpha beta", ru: "а" }) },
        { after: unit(2, { en: "gamma delta", ru: "б" }) },
      ]);
      const found = await index.candidates(
        ["gamma delta", "nothing of the kind", "alpha beta"].map((text) => probe("en", text, ["ru"])),
      );
      expect(found.map(({ direct }) => direct[0]?.n)).toEqual([2, undefined, 1]);
    });

    test("units without the target are partial candidates when they have a third language", async () => {
      await write(storage, index, [
        { after: unit(1, { ru: "лёд", en: "ice" }) },
        { after: unit(2, { ru: "лёд" }) },
      ]);
      expect(await numbers(probe("ru", "лёд", ["zh"]))).toEqual({ direct: [], partial: [1] });
      expect(await numbers(probe("ru", "лёд", ["en"]))).toEqual({ direct: [1], partial: [] });
    });

    test("texts that differ only in numbers are found at any threshold", async () => {
      await write(storage, index, [{ after: unit(1, { en: "7 km", ru: "7 км" }) }]);
      expect((await numbers(probe("en", "1250.5 km", ["ru"], 0.9))).direct).toEqual([1]);
    });

    test("texts that look like JSON and texts with codes are compared like all others", async () => {
      const variant = unit(3, { en: "x", ru: "а" }).variants;
      const code = { kind: "ph", id: "1", element: "ph" } as const;
      await write(storage, index, [
        { after: unit(1, { en: '["Fatal", "error"] reported', ru: "а" }) },
        { after: unit(2, { en: '"Quoted" words \\ and slashes', ru: "б" }) },
        {
          after: {
            ...unit(3, {}),
            variants: {
              ...variant,
              en: { ...variant.en, content: ["Open ", code, " now, please"] } as Variant,
            },
          },
        },
      ]);
      expect((await numbers(probe("en", '["Fatal", "errors"] reported', ["ru"], 0.9))).direct).toEqual([1]);
      expect((await numbers(probe("en", '"Quoted" words \\ and a slash', ["ru"], 0.8))).direct).toEqual([2]);
      expect((await numbers(probe("en", "Open \uFFFC not, please", ["ru"], 0.9))).direct).toEqual([3]);
    });

    test("a changed unit is found only by its new text, and a deleted unit is not found", async () => {
      const [old, fresh] = [
        unit(1, { en: "first version", ru: "а" }),
        unit(1, { en: "something new", ru: "а" }, 2),
      ];
      await write(storage, index, [{ after: old }]);
      await index.candidates([probe("en", "first version", ["ru"])]);
      await write(storage, index, [{ before: old, after: fresh }]);
      expect((await numbers(probe("en", "first version", ["ru"]))).direct).toEqual([]);
      expect((await numbers(probe("en", "something new", ["ru"]))).direct).toEqual([1]);
      await write(storage, index, [{ before: fresh }]);
      expect((await numbers(probe("en", "something new", ["ru"]))).direct).toEqual([]);
    });

    test("a new index over the same storage gives the same answers", async () => {
      await write(
        storage,
        index,
        Array.from({ length: 50 }, (_, at) => ({ after: unit(at + 1, { ru: sentence(at), en: "x" }) })),
      );
      const asked = [3, 17, 44].map((seed) => probe("ru", sentence(seed), ["en"], 0.9));
      const best = async (one: MatchIndex) => (await one.candidates(asked)).map(({ direct }) => direct[0]);
      expect(await best(make(storage))).toEqual(await best(index));
    });

    test("finds the best match that a scan finds", async () => {
      const stored = Array.from({ length: 600 }, (_, at) => sentence(at));
      await write(
        storage,
        index,
        stored.map((ru, at) => ({ after: unit(at + 1, { ru, en: "x" }) })),
      );
      const queries = Array.from({ length: 40 }, (_, at) =>
        sentence(at * 13)
          .replace("мор", "гор")
          .slice(1),
      );
      const found = await index.candidates(queries.map((text) => probe("ru", text, ["en"])));
      for (const [at, text] of queries.entries()) {
        const like = (other: string | undefined) =>
          similarity(comparable(text, "ru"), comparable(other ?? "", "ru"));
        const truth = Math.max(...stored.map(like));
        const best = Math.max(0, ...(found[at]?.direct ?? []).map(({ n }) => like(stored[n - 1])));
        if (truth >= 0.75) expect(best).toBe(truth);
      }
    });

    test("find gives the texts with a pattern, newest first, and says whether these are all", async () => {
      await write(storage, index, [
        { after: unit(1, { ru: "Ледоколы идут", zh: "冰" }) },
        { after: unit(2, { ru: "Вода и лёд", zh: "破冰" }) },
        { after: unit(3, { ru: "Атомный ледокол", zh: "破冰船" }) },
      ]);
      const pattern = (
        language: Language,
        literal: string,
        forms: string[] = [],
        parts = false,
      ): Pattern => ({
        language,
        literal,
        parts,
        words:
          forms.length === 0
            ? []
            : [{ forms: new Set(forms), beginnings: [...forms], anywhere: language === "zh" }],
        phrases: [],
      });
      const found = async (wanted: Pattern, bound = 100) => {
        const { texts, complete } = await index.find(wanted, bound);
        const all = Array.from({ length: texts.length }, (_, at) => [texts.units[at], texts.ranks[at]]);
        return complete ? all : [...all, "more"];
      };
      expect(await found(pattern("ru", "ледокол", ["ледокол", "ледоколы"]))).toEqual([
        [3, RANKS.word],
        [1, RANKS.inflected],
      ]);
      expect(await found(pattern("ru", "окол", [], true))).toEqual([
        [3, RANKS.part],
        [1, RANKS.part],
      ]);
      expect(await found(pattern("ru", "окол"))).toEqual([]);
      expect(await found(pattern("ru", "ный лед", [], true))).toEqual([[3, RANKS.part]]);
      expect(await found(pattern("zh", "破冰", ["破冰"]))).toEqual([
        [3, RANKS.word],
        [2, RANKS.word],
      ]);
      expect(await found(pattern("zh", "冰", ["冰"]), 2)).toEqual([[3, RANKS.word], [2, RANKS.word], "more"]);
      await write(storage, index, [
        { before: unit(3, { ru: "Атомный ледокол", zh: "破冰船" }) },
        {
          before: unit(1, { ru: "Ледоколы идут", zh: "冰" }),
          after: unit(1, { ru: "Ледокол", zh: "水" }, 2),
        },
      ]);
      expect(await found(pattern("zh", "冰", ["冰"]))).toEqual([[2, RANKS.word]]);
      expect(await found(pattern("ru", "ледокол", ["ледокол", "ледоколы"]))).toEqual([[1, RANKS.word]]);
    });

    test("containing gives all units with one piece of each needle, newest first", async () => {
      await write(storage, index, [
        { after: unit(1, { ru: "Ледоколы идут", zh: "冰" }) },
        { after: unit(2, { ru: "Вода", zh: "水" }) },
        { after: unit(3, { ru: "атомный ледокол", zh: "破冰船" }) },
      ]);
      const containing = async (language: Language, ...anyOf: string[]) =>
        (await index.containing([{ language, anyOf }], 100)).units;
      expect(await containing("ru", "ледокол")).toEqual([3, 1]);
      expect(await containing("zh", "冰")).toEqual([3, 1]);
      expect(await containing("zh", "冰", "水")).toEqual([3, 2, 1]);
      const bounded = await index.containing([{ language: "zh", anyOf: ["冰"] }], 1);
      expect(bounded).toEqual({ units: [3], complete: false });
    });

    test("rebuild finds no difference in an index that followed all commits", async () => {
      const first = unit(1, { ru: "лёд", en: "ice" });
      await write(storage, index, [{ after: first }, { after: unit(2, { zh: "水" }) }]);
      await write(storage, index, [{ before: first, after: unit(1, { ru: "вода", en: "ice" }, 2) }]);
      expect(await index.rebuild()).toEqual({ units: 2, differing: 0 });
      expect((await numbers(probe("ru", "вода", ["en"]))).direct).toEqual([1]);
    });
  });
}
