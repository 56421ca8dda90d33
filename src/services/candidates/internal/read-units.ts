import { sentencesOf } from "../../../alignment/segmentation.ts";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import { Problem } from "../../../domain/problem.ts";
import { plainText } from "../../../domain/segment.ts";
import type { MinedUnit } from "../../../terminology/candidates/miner.ts";
import { alignTexts } from "../../alignment/align-texts.ts";
import type { Actor, Context } from "../../context.ts";
import type { StoredUnit } from "../../../storage/rows/units.ts";
import { selectUnits } from "../../units/select-units.ts";

/** Running text, or its sentences. */
export type GivenText = string | readonly string[];
export type GivenTexts = { readonly [language in Language]?: GivenText };

/** What the candidates are looked for in: texts of the caller, or stored units. Absent: all units that the actor may see. */
export interface CandidateSource {
  readonly texts?: GivenTexts;
  /** Ids. */
  readonly documents?: readonly string[];
  readonly collections?: readonly string[];
}

export interface ReadUnit extends MinedUnit {
  /** Number of a stored unit. */
  readonly n?: number;
  /** Ids of a stored unit and of its document. */
  readonly id?: string;
  readonly documentId?: string;
}

/** Most units of one search, and characters of their texts. A Worker has 128 MB and some seconds. */
const BOUNDS = {
  node: { units: 200_000, characters: 60_000_000 },
  worker: { units: 2000, characters: 600_000 },
} as const;

/**
 * Reads the units of a source.
 *
 * @throws {Problem} `selection-too-large`, `too-large`, `not-found`, problems of `alignTexts`
 */
export async function readUnits(
  context: Context,
  actor: Actor,
  source: CandidateSource,
): Promise<ReadUnit[]> {
  const bounds = BOUNDS[context.storage.engine === "d1" ? "worker" : "node"];
  const units =
    source.texts === undefined
      ? await storedUnits(context, actor, source, bounds)
      : await givenUnits(context, actor, source.texts, bounds);
  if (units.length > bounds.units) throw new Problem("selection-too-large", { most: bounds.units });
  return units;
}

type Bounds = (typeof BOUNDS)[keyof typeof BOUNDS];

const tooLong = ({ characters }: Bounds): Problem => new Problem("too-large", { limit: characters });

async function storedUnits(
  context: Context,
  actor: Actor,
  { documents, collections }: CandidateSource,
  bounds: Bounds,
): Promise<ReadUnit[]> {
  const read: ReadUnit[] = [];
  let characters = 0;
  const selection = {
    ...(documents === undefined ? {} : { documents }),
    ...(collections === undefined ? {} : { collections }),
  };
  for await (const { document, units } of selectUnits(context, actor, selection)) {
    for (const unit of units) {
      const one = storedUnit({ ...unit, document: document.id });
      for (const text of Object.values(one.texts)) characters += text.length;
      read.push({ ...one, document: document.n });
    }
    if (read.length > bounds.units) throw new Problem("selection-too-large", { most: bounds.units });
    if (characters > bounds.characters) throw tooLong(bounds);
  }
  return read;
}

/** A stored unit with its plain texts. */
export function storedUnit({ n, id, document, variants }: StoredUnit): Omit<ReadUnit, "document"> {
  const texts: { [language in Language]?: string } = {};
  for (const language of LANGUAGES) {
    const content = variants[language]?.content;
    // A code stands for a line break or a picture as often as for nothing.
    if (content !== undefined) texts[language] = plainText(content);
  }
  return { texts, n, id, documentId: document };
}

async function givenUnits(
  context: Context,
  actor: Actor,
  texts: GivenTexts,
  bounds: Bounds,
): Promise<ReadUnit[]> {
  const given = LANGUAGES.flatMap((language) => {
    const text = texts[language];
    return text === undefined ? [] : [{ language, text }];
  });
  const length = given.reduce((sum, { text }) => sum + lengthOf(text), 0);
  if (length > bounds.characters) throw tooLong(bounds);
  const [first] = given;
  if (first === undefined) throw new Problem("invalid-fields", {}, { field: "texts" });
  if (given.length === 1) {
    const { language, text } = first;
    const sentences = typeof text === "string" ? sentencesOf(text, language) : text;
    return sentences.map((sentence) => ({ texts: { [language]: sentence }, document: 0 }));
  }
  const counts = new Set(given.map(({ text }) => (typeof text === "string" ? -1 : text.length)));
  const [count = -1] = counts;
  // Lists of one length are units already.
  if (counts.size === 1 && count >= 0)
    return Array.from({ length: count }, (_, at) => ({
      texts: Object.fromEntries(given.map(({ language, text }) => [language, text[at] ?? ""])),
      document: 0,
    }));
  const { segments, beads } = await alignTexts(context, actor, { texts });
  return beads.map((bead) => ({
    texts: Object.fromEntries(
      given.map(({ language }) => [
        language,
        (bead[language] ?? [])
          .map((number) => segments[language]?.[number] ?? "")
          .join(language === "zh" ? "" : " "),
      ]),
    ),
    document: 0,
  }));
}

const lengthOf = (text: GivenText): number =>
  typeof text === "string" ? text.length : text.reduce((sum, sentence) => sum + sentence.length, 0);
