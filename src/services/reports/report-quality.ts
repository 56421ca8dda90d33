import { type Language, LANGUAGES } from "../../domain/language.ts";
import { PENALTIES } from "../../domain/mark.ts";
import { plainText } from "../../domain/segment.ts";
import { compareStates, type Variant } from "../../domain/unit.ts";
import { countOf } from "../../matching/leverage.ts";
import { replacedVariants } from "../../storage/rows/changes.ts";
import type { Document } from "../../storage/rows/documents.ts";
import { type StoredUnit, unitId, unitsOf } from "../../storage/rows/units.ts";
import { type Actor, type Context, WHOLE_LIST } from "../context.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { listMarks } from "../marks/list-marks.ts";
import { listFindings } from "../quality/list-findings.ts";
import {
  blamedLanguages,
  CHARACTERS_PER_WORD,
  type Fault,
  POINTS_OF_EDIT,
  pointsOfFinding,
  type QualityFigure,
  qualityFigure,
} from "./quality-score.ts";
import { standingVariants } from "./internal/standing-variants.ts";

type FaultsByLanguage = { readonly [language in Language]: Fault[] };

/**
 * The figure of quality of a document in each language that it has texts in, with all that it is made of.
 *
 * @throws {Problem} `not-found`
 */
export async function reportQuality(
  context: Context,
  actor: Actor,
  id: string,
  languages: readonly Language[] = LANGUAGES,
): Promise<QualityFigure[]> {
  const document = await visibleDocument(context, actor, id);
  const units = await unitsOf(context.storage, document);
  const faults: FaultsByLanguage = { en: [], ru: [], zh: [] };
  await addMarks(context, actor, document, faults);
  await addFindings(context, actor, document, units, faults);
  const figures: QualityFigure[] = [];
  for (const language of LANGUAGES) {
    const written = units.filter(({ variants }) => textIn(variants[language]?.content) !== "");
    if (written.length === 0 || !languages.includes(language)) continue;
    const confirmed = await addEdits(context, document, written, language, faults[language]);
    const words = written.reduce((sum, unit) => sum + wordsOf(unit, language), 0);
    figures.push(qualityFigure(language, { units: written.length, words, confirmed }, faults[language]));
  }
  return figures;
}

const textIn = (content: Parameters<typeof plainText>[0] | undefined): string =>
  content === undefined ? "" : plainText(content);

function wordsOf({ variants }: StoredUnit, language: Language): number {
  const { words } = countOf(variants[language]?.content ?? [], language);
  return language === "zh" ? words / CHARACTERS_PER_WORD : words;
}

/** Marks of the texts as they are now. An error of an earlier text is history. */
async function addMarks(
  context: Context,
  actor: Actor,
  document: Document,
  faults: FaultsByLanguage,
): Promise<void> {
  const { items } = await listMarks(context, actor, { document: document.id, limit: WHOLE_LIST });
  for (const { language, unit, key, severity, earlier } of items) {
    if (!earlier)
      faults[language].push({ part: "marks", unit, key, kind: severity, points: PENALTIES[severity] });
  }
}

/** Findings that nobody has decided to live with. What the triangle says is a part of its own. */
async function addFindings(
  context: Context,
  actor: Actor,
  document: Document,
  units: readonly StoredUnit[],
  faults: FaultsByLanguage,
): Promise<void> {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const { items } = await listFindings(context, actor, { document: document.id, limit: WHOLE_LIST });
  for (const { check, unit, severity, certainty, languages, params, suggestion } of items) {
    const { variants, key = unit } = byId.get(unit) ?? {};
    const blamed = blamedLanguages(
      { languages, named: params["suspect"] ?? params["language"] ?? suggestion?.language },
      (language) => variants?.[language]?.from?.language,
    );
    for (const language of blamed) {
      faults[language].push({
        part: check === "triangle" ? "triangle" : "findings",
        unit,
        key,
        kind: `${severity}-${certainty}`,
        points: pointsOfFinding(severity, certainty),
      });
    }
  }
}

const isConfirmed = ({ state }: Variant): boolean => compareStates(state, "reviewed") >= 0;

/**
 * Texts that read otherwise than they did when somebody confirmed them. What an undo took back counts for nothing.
 *
 * @returns the number of confirmed texts
 */
async function addEdits(
  { storage }: Context,
  document: Document,
  written: readonly StoredUnit[],
  language: Language,
  faults: Fault[],
): Promise<number> {
  const past = Map.groupBy(await replacedVariants(storage, document.n, language), ({ unit }) => unit);
  let confirmed = 0;
  for (const { n, key, variants } of written) {
    const now = variants[language];
    if (now === undefined) continue;
    const earlier = standingVariants(past.get(n) ?? [], now).filter(isConfirmed);
    if (earlier.length === 0 && !isConfirmed(now)) continue;
    confirmed += 1;
    const text = plainText(now.content);
    if (earlier.some(({ content }) => plainText(content) !== text))
      faults.push({ part: "edits", unit: unitId(n), key, kind: "edited", points: POINTS_OF_EDIT });
  }
  return confirmed;
}
