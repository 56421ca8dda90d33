import { expect, test } from "vitest";
import type { CheckedUnit } from "../../src/checks/check.ts";
import { runChecks } from "../../src/checks/run-checks.ts";
import { kindOfSlip, spellingCheck, type SpellingWords } from "../../src/checks/spelling.ts";
import { affixDictionary } from "../../src/checks/spelling/affix-dictionary.ts";
import { spellingDictionaries } from "../../src/checks/spelling/dictionaries.ts";

const AFF = `SET UTF-8
TRY abelorwk
PFX U Y 1
PFX U 0 un .
SFX S Y 2
SFX S y ies [^aeiou]y
SFX S 0 s [^y]
SFX D Y 1
SFX D 0 able .`;
const DIC = "5\nberry/S\nwork/SDU\nBerlin/S\nok";

test("a word of a dictionary is right with its endings and beginnings", () => {
  const { has } = affixDictionary(AFF, DIC);
  for (const word of [
    "berry",
    "berries",
    "works",
    "workable",
    "unworkable",
    "unwork",
    "Work",
    "WORK",
    "Berlin",
    "BERLIN",
  ])
    expect(has(word), word).toBe(true);
  for (const word of ["berrys", "unberry", "berlin", "worker", "bery"]) expect(has(word), word).toBe(false);
});

test("suggestions are one letter away", () => {
  const { suggest } = affixDictionary(AFF, DIC);
  expect(suggest("owrk")).toEqual(["work"]);
  expect(suggest("bery")).toContain("berry");
  expect(suggest("x".repeat(1000))).toEqual([]);
});

test("slips of typing are told from other words", () => {
  expect(kindOfSlip("комманду", "команду")).toBe("typing");
  expect(kindOfSlip("recieve", "receive")).toBe("typing");
  expect(kindOfSlip("катлог", "каталог")).toBe("typing");
  expect(kindOfSlip("обьекта", "объекта")).toBe("letter");
  expect(kindOfSlip("балансов", "балансом")).toBeUndefined();
  expect(kindOfSlip("распечать", "печать")).toBeUndefined();
});

const unit = (id: string, en: string, ru: string, state?: "reviewed"): CheckedUnit => ({
  id,
  variants: {
    en: { content: [en], ...(state && { state }) },
    ru: { content: [ru], ...(state && { state }) },
  },
});

async function found(units: readonly CheckedUnit[], more: Partial<SpellingWords> = {}) {
  const dictionaries = await spellingDictionaries();
  const words: SpellingWords = { dictionaries, known: new Set(), terms: () => [], ...more };
  return runChecks(units, { checks: ["spelling"], extra: [spellingCheck(words, units)] });
}

test("a slip in Russian and in English is found with what was meant", async () => {
  const findings = await found([unit("u", "The comission met.", "Собралась коммисия по льду.")]);
  expect(findings.map(({ params }) => params["value"])).toEqual(["comission"]);
  const [russian] = await found([
    unit("u", "The council met.", "Собрался совет, чтобы обсудить провоз грзуов."),
  ]);
  expect(russian).toMatchObject({
    severity: "warning",
    certainty: "likely",
    suggestion: { language: "ru", text: "грузов" },
  });
});

test("American and British spelling, ё and е, names and code are right", async () => {
  const good = [
    unit("a", "The organisation of the centre: colour and behaviour", "Ещё всё ещё идёт, елка и ёлка"),
    unit("b", "The organization of the center: color and behavior", "Нансен и Амундсен дошли до полюса"),
    unit("c", "Run setpoint=12 and file_nmae with iPhnoe", "Файл nmae.txt и команда «настрйока_1»"),
  ];
  expect(await found(good)).toEqual([]);
});

test("words that people added, terms, words of both texts, and words that two reviewed units share are right", async () => {
  const one = unit("a", "A recieve buffer", "Буфер приёма");
  expect(await found([one])).toHaveLength(1);
  expect(await found([one], { known: new Set(["recieve"]) })).toEqual([]);
  expect(await found([one], { terms: () => [{ start: 0, end: 16 }] })).toEqual([]);
  expect(await found([unit("a", "A recieve buffer", "Буфер recieve")])).toEqual([]);
  const reviewed = (id: string) => unit(id, "A recieve buffer", "Буфер приёма", "reviewed");
  expect(await found([reviewed("a"), reviewed("b")])).toEqual([]);
  expect(await found([reviewed("a"), one])).toHaveLength(2);
});

test("without dictionaries the check says once that it is not available", async () => {
  const findings = await found([unit("a", "recieve", "да"), unit("b", "recieve", "да")], {
    dictionaries: undefined,
  });
  expect(findings.map(({ unit: id, message, severity }) => [id, message, severity])).toEqual([
    ["a", "spelling.unavailable", "info"],
  ]);
});
