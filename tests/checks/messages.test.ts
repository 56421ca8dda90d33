import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import i18next from "i18next";
import { beforeAll, describe, expect, test } from "vitest";
import { messageOf } from "../../src/checks/message.ts";
import { CHECKS } from "../../src/checks/registry.ts";
import { runChecks } from "../../src/checks/run-checks.ts";
import { CHECK_IDS } from "../../src/domain/finding.ts";
import { LANGUAGES } from "../../src/domain/language.ts";
import { MISTAKES } from "./seeded-mistakes.ts";

const ROOT = join(import.meta.dirname, "../..");
type Texts = Record<string, Record<string, string>>;
const textsOf = (language: string): Texts =>
  JSON.parse(readFileSync(join(ROOT, "locales", language, "checks.json"), "utf8")) as Texts;

beforeAll(async () => {
  await i18next.init({
    lng: "en",
    interpolation: { escapeValue: false },
    resources: Object.fromEntries(LANGUAGES.map((language) => [language, { checks: textsOf(language) }])),
  });
});

const emitted = new Set(MISTAKES.flatMap(([, units]) => runChecks(units).map(({ message }) => message)));

describe.each(LANGUAGES)("texts of the checks in %s", (language) => {
  const texts = textsOf(language);

  test.each(CHECKS.map(({ id }) => id))("%s has a title and a description", (id) => {
    expect(texts[id]?.["title"]).toBeTruthy();
    expect(texts[id]?.["description"]).toBeTruthy();
  });

  test("every message of a check has a text, and all its parameters are filled in", () => {
    for (const [, units] of MISTAKES) {
      for (const finding of runChecks(units)) {
        const translate = i18next.getFixedT(language, "checks");
        const text = messageOf(finding, (key, params = {}) => translate(key, params));
        expect(text, finding.message).not.toBe(finding.message);
        expect(text, finding.message).not.toMatch(/\{\{|\}\}|undefined/u);
        expect(text, finding.message).toMatch(/^[^\p{L}]*[^\p{Ll}]/u);
        expect(text, finding.message).not.toMatch(/^\p{Ll}/u);
      }
    }
  });

  test("the message says how sure a finding is", () => {
    const translate = i18next.getFixedT(language, "checks");
    const text = (certainty: "certain" | "likely" | "possible") =>
      messageOf(
        { message: "brackets.unbalanced", params: { language, values: ")" }, certainty },
        (key, params = {}) => translate(key, params),
      );
    expect(new Set([text("certain"), text("likely"), text("possible")]).size).toBe(3);
  });

  test("a fraction has the decimal mark of the language", () => {
    const translate = i18next.getFixedT(language, "checks");
    const params = { language: "ru", characters: 40, limit: 15, speed: 26.7, least: 2.7 };
    const text = messageOf({ message: "reading-speed.fast", params }, (key, given = {}) =>
      translate(key, given),
    );
    for (const number of language === "ru" ? ["26,7", "2,7", "15"] : ["26.7", "2.7", "15"])
      expect(text).toContain(number);
  });

  test("every text belongs to a message of a check", () => {
    for (const { id } of CHECKS) {
      const keys = Object.keys(texts[id] ?? {}).filter((key) => key !== "title" && key !== "description");
      for (const key of keys) expect(emitted, `${id}.${key}`).toContain(`${id}.${key}`);
    }
  });
});

test("every check has its page in the manual, which says how to switch it off", () => {
  const pages = readdirSync(join(ROOT, "docs/checks"));
  for (const id of CHECK_IDS.filter((one) => CHECKS.some((check) => check.id === one))) {
    expect(pages).toContain(`${id}.md`);
    const page = readFileSync(join(ROOT, "docs/checks", `${id}.md`), "utf8");
    expect(page).toContain(`\`${id}\``);
    expect(page, id).toMatch(/off/u);
  }
});
