import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { viewOf } from "../../src/checks/check.ts";
import type { CheckedUnit } from "../../src/checks/check.ts";
import { glossaryChecks } from "../../src/checks/glossary-impact.ts";
import { runChecks } from "../../src/checks/run-checks.ts";
import type { Language } from "../../src/domain/language.ts";
import { plainText } from "../../src/domain/segment.ts";
import { readTbx } from "../../src/formats/tbx/read.ts";
import { withForms } from "../terminology/with-forms.ts";
import { createGlossary } from "../../src/terminology/glossary.ts";
import { starterMemory } from "../tm/starter-units.ts";

const TM = join(import.meta.dirname, "../../tm");
const glossary = createGlossary(readTbx(readFileSync(join(TM, "glossary.tbx"))).concepts.map(withForms));
const units = starterMemory();
const check = (those: readonly CheckedUnit[]) =>
  runChecks(those, { checks: ["terminology", "triangle"], extra: glossaryChecks(glossary) });

/** Words that are clearly wrong in a translation. They replace terms of the glossary. */
const SEEDS: readonly (readonly [Language, string, string])[] = [
  ["ru", "Арктического совета", "Северного совета"],
  ["ru", "Северного морского пути", "Северо-Восточного прохода"],
  ["ru", "научной дипломатии", "дипломатии учёных"],
  ["ru", "ледокол", "корабл"],
  ["ru", "вечной мерзлоты", "мёрзлой земли"],
  ["ru", "многолетней мерзлоты", "мёрзлой земли"],
  ["en", "Arctic Council", "Northern Council"],
  ["en", "Northern Sea Route", "northern road"],
  ["en", "permafrost", "frozen ground"],
  ["en", "sea ice", "ice cover"],
  ["en", "icebreaker", "ship"],
  ["en", "Indigenous Peoples", "natives"],
  ["zh", "北极理事会", "北方委员会"],
  ["zh", "北方海航道", "北方路线"],
  ["zh", "海冰", "浮冰层"],
  ["zh", "多年冻土", "冻地"],
  ["zh", "破冰船", "大船"],
  ["zh", "原住民", "当地人"],
  ["zh", "科技外交", "对外交流"],
];

describe("the starter memory against its glossary", () => {
  it("has terms and no finding", () => {
    const hits = units.flatMap((unit) =>
      viewOf(unit).written.flatMap(({ text, language }) => glossary.find(text, language)),
    );
    expect(hits.length).toBeGreaterThan(300);
    expect(check(units)).toEqual([]);
  });

  it("has a finding for each seeded mistake", () => {
    let seeded = 0;
    for (const [language, right, wrong] of SEEDS) {
      const spoiled = units.flatMap((unit) => {
        const variant = unit.variants[language];
        const text = variant === undefined ? "" : plainText(variant.content);
        if (variant === undefined || !text.includes(right) || variant.content.length !== 1) return [];
        return [
          {
            ...unit,
            variants: { ...unit.variants, [language]: { content: [text.replaceAll(right, wrong)] } },
          },
        ];
      });
      for (const unit of spoiled) {
        seeded++;
        expect(check([unit]), `${right} → ${wrong} in ${unit.id}`).not.toEqual([]);
      }
    }
    expect(seeded).toBeGreaterThanOrEqual(30);
  });
});
