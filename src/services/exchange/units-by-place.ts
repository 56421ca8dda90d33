import { joinSentences } from "../../alignment/join-sentences.ts";
import type { Language } from "../../domain/language.ts";
import type { ProblemData } from "../../domain/problem.ts";
import { type Content, plainText } from "../../domain/segment.ts";
import type { ExchangeFile, ExchangeUnit } from "../../formats/contract.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";
import { editsBetween } from "./edited-sentence.ts";
import { isAlike, pairedTexts, withNearest } from "./paired-texts.ts";
import { hasSameLetters, joinedTexts, placedFile, textOfSegment } from "./placed-file.ts";
import { oneLine, shownText } from "./shown-text.ts";
import { type Stretch, stretchesOf } from "./stretches.ts";

/** A version of one of the files of an aligned document, in units of the document. */
export interface FileByPlace {
  readonly file: ExchangeFile;
  /** Its sentences are those of the kept file, so it can be the template of later exports. */
  readonly hasSameShape: boolean;
}

/**
 * Turns a file with one language of an aligned document into units of the document: each text is gathered from the
 * places that its segments have in the kept file. A sentence that the document does not know stays a unit of its own,
 * unless the kept file has it too.
 *
 * @param language of the file
 * @param kept the file that the places name
 * @param own language of the kept file
 * @returns `undefined` if no unit has a place in a file of this language
 */
export function unitsByPlace(
  sent: ExchangeFile,
  language: Language,
  kept: ExchangeFile,
  own: Language,
  units: readonly StoredUnit[],
): FileByPlace | undefined {
  const inWords = units.map((unit) => ({ ...unit, line: 0 }));
  const placed = placedFile({ ...sent, units: inWords }, kept, own, language);
  if (placed === undefined) return undefined;
  // A sentence without a text in this language went out as it stands in the kept file.
  const inKept = new Map(kept.units.map(({ key, variants }) => [key, variants[own]]));
  const expected = placed.file.units
    .filter(({ key }) => !placed.removed.has(key))
    .map(({ key, variants }) => ({
      key,
      text: oneLine((variants[language] ?? inKept.get(key))?.content),
      isOwn: variants[language] !== undefined,
    }));
  const texts = sent.units.map(({ variants }) => oneLine(variants[language]?.content));
  const pairs = withNearest(
    pairedTexts(
      expected.map(({ text }) => text),
      texts,
    ),
    expected.map(({ text }) => text),
    texts,
  );
  const isEdit = editsBetween(
    expected.map(({ text }) => text),
    texts,
  );
  // A line that is like its neighbours stands in the place of another one, and is no edit of it.
  const isOther = (old: string, now: string) => old !== now && isAlike(old, now) && !isEdit(old, now, false);
  const found = new Map<string, Content>();
  const unknown: ExchangeUnit[] = [];
  for (const [at, unit] of sent.units.entries()) {
    const pair = expected[pairs[at] ?? -1];
    const isReplaced = pair?.isOwn === true && isOther(pair.text, texts[at] ?? "");
    if (pair !== undefined && placed.keys.has(pair.key) && !isReplaced)
      found.set(pair.key, unit.variants[language]?.content ?? []);
    else if (pair?.text !== texts[at])
      unknown.push({
        ...unit,
        rejection: { code: "sentence-not-aligned", params: { text: shownText(texts[at] ?? "") } },
      });
  }
  const known = new Map<StoredUnit, SentTexts>();
  for (const stretch of stretchesOf(units, own)) takeTexts(stretch, language, found, known);
  return {
    file: {
      ...sent,
      units: [...[...known].flatMap(([unit, taken]) => sentUnit(unit, taken, language)), ...unknown],
    },
    hasSameShape:
      unknown.length === 0 &&
      kept.units.length === sent.units.length &&
      kept.units.every(({ key }, at) => key === sent.units[at]?.key),
  };
}

/** The texts of the segments of a unit as a file has them. */
interface SentTexts {
  readonly segments: (Content | undefined)[];
  rejection?: ProblemData;
}

function takeTexts(
  { keys, segments }: Stretch<StoredUnit>,
  language: Language,
  found: ReadonlyMap<string, Content>,
  known: Map<StoredUnit, SentTexts>,
): void {
  const sent = joinedTexts(
    keys.map((key) => found.get(key)),
    language,
  );
  const now = segments.map((segment) => textOfSegment(segment, language));
  const taken =
    sent === undefined || (keys.length === 1 && now.length === 1)
      ? [sent]
      : textsOfSegments(sent, now, language);
  for (const [at, { unit, at: place }] of segments.entries()) {
    const own = known.get(unit) ?? { segments: [] };
    known.set(unit, own);
    if (taken === undefined) own.rejection = { code: "sentence-of-several-units", params: { key: unit.key } };
    else own.segments[place] = taken[at];
  }
}

/**
 * Divides the text of several sentences or segments. When it has changed, the change must lie in one segment, which has
 * no codes then.
 *
 * @returns `undefined` if the change lies in several segments
 */
function textsOfSegments(
  sent: Content,
  now: readonly (Content | undefined)[],
  language: Language,
): readonly (Content | undefined)[] | undefined {
  if (
    hasSameLetters(
      now.flatMap((text) => (text === undefined ? [] : [text])),
      [sent],
    )
  )
    return now;
  const text = oneLine(sent);
  for (const [at] of now.entries()) {
    const before = oneLine(joinedTexts(now.slice(0, at), language));
    const after = oneLine(joinedTexts(now.slice(at + 1), language));
    if (text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after))
      return now.with(at, [text.slice(before.length, text.length - after.length).trim()]);
  }
  return undefined;
}

function sentUnit(
  { key, notes }: StoredUnit,
  { segments, rejection }: SentTexts,
  language: Language,
): ExchangeUnit[] {
  const unit = { key, line: 0, notes, variants: {} };
  if (rejection !== undefined) return [{ ...unit, rejection }];
  const texts = segments.filter((text): text is Content => text !== undefined && plainText(text) !== "");
  if (texts.length === 0) return [];
  return [
    { ...unit, variants: { [language]: { content: joinSentences(texts, language), state: "translated" } } },
  ];
}
