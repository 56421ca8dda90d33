import type { Skip } from "../../domain/import.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { mapList } from "../../domain/list.ts";
import { Problem } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import type { ExchangeFile, ExchangeUnit, FileOfAnySize } from "../../formats/contract.ts";
import { traitsOf } from "../../formats/traits.ts";
import { comparable } from "../../matching/comparable-text.ts";
import type { Actor, Context } from "../context.ts";
import { directionOfUnit } from "../exchange/direction.ts";
import { lookup, type Match } from "../memory/lookup.ts";
import { dayOrTime } from "../reports/day-or-time.ts";

export interface SkipRules {
  readonly skip?: readonly Skip[];
  /** Day or time, ISO 8601: with `older` units from before it are left out. Without it the collection decides. */
  readonly olderThan?: string;
}

/** Units that were left out for one reason. */
export interface Skipped {
  readonly reason: Skip;
  readonly count: number;
  /** The first of them. */
  readonly examples: readonly { readonly key: string; readonly line: number; readonly text: string }[];
}

interface Goal {
  readonly collection: string;
  readonly id?: string;
}

/** Units that are listed for each reason, and the characters of their texts that are shown. */
const EXAMPLES = 10;
const SHOWN = 200;
/** Units that are looked up at a time. */
const AT_ONCE = 500;
/** Places of the same source that are compared. */
const PLACES = 20;

/**
 * Leaves those units out of a file that add nothing. Units that cannot be read stay, so that the report names them.
 * The file itself, which is kept as the mould of later exports, is not changed.
 *
 * @param goal where the units go: id of the collection, and of the document where there is one already
 * @returns the rest of the file; what was left out by reason, in the order of `SKIPS`, `undefined` where nobody asked
 * @throws {Problem} `invalid-fields` (`olderThan`)
 */
export async function skipUnits(
  context: Context,
  actor: Actor,
  goal: Goal,
  file: FileOfAnySize,
  { skip = [], olderThan }: SkipRules,
): Promise<{ readonly file: FileOfAnySize; readonly skipped?: readonly Skipped[] }> {
  if (olderThan !== undefined && !skip.includes("older"))
    throw new Problem("invalid-fields", {}, { field: "olderThan" });
  if (skip.length === 0) return { file };
  const before = olderThan === undefined ? undefined : dayOrTime(olderThan, "olderThan").first;
  const left = new Map<Skip, Left>(skip.map((reason) => [reason, { count: 0, examples: [] }]));
  const leaveOut = (reason: Skip, unit: ExchangeUnit): void => {
    const of = left.get(reason);
    if (of === undefined) return;
    of.count += 1;
    if (of.examples.length < EXAMPLES) of.examples.push(exampleOf(unit));
  };
  // Places of the units that stay: not all units need be in memory.
  const kept: number[] = [];
  let at = 0;
  for (const unit of file.units) {
    const reason = reasonToSkip(file, unit, skip, before);
    if (reason === undefined) kept.push(at);
    else leaveOut(reason, unit);
    at += 1;
  }
  // Every place that is asked for was counted in this list.
  const unitAt = (place: number) => file.units.at(place) as ExchangeUnit;
  const isKnown = new Set<number>();
  if (skip.includes("older") && before === undefined)
    for await (const place of olderThanStored(context, actor, goal, file, kept)) {
      isKnown.add(place);
      leaveOut("older", unitAt(place));
    }
  const stays = isKnown.size === 0 ? kept : kept.filter((place) => !isKnown.has(place));
  return {
    file: { ...file, units: mapList(stays, unitAt) },
    skipped: [...left].map(([reason, of]) => ({ reason, ...of })),
  };
}

/** What was left out for one reason so far. */
interface Left {
  count: number;
  readonly examples: Skipped["examples"][number][];
}

/**
 * Why a unit adds nothing, as far as the file alone tells.
 *
 * @param before ISO 8601, UTC
 */
function reasonToSkip(
  file: Pick<ExchangeFile, "format" | "source" | "target">,
  unit: ExchangeUnit,
  skip: readonly Skip[],
  before: string | undefined,
): Skip | undefined {
  if (unit.rejection !== undefined) return undefined;
  const texts = textsOf(unit);
  const needed = traitsOf(file.format).languages === "one" ? 1 : 2;
  const holds: Readonly<Record<Skip, () => boolean>> = {
    empty: () => texts.length < needed,
    equal: () => texts.length > 1 && texts.every(([, text]) => text === texts[0]?.[1]),
    numbers: () => texts.length > 0 && texts.every(([, text]) => !/\p{L}/u.test(text)),
    older: () => before !== undefined && unit.time !== undefined && unit.time < before,
  };
  return skip.find((reason) => holds[reason]());
}

/** The texts of a unit that are not blank, without their codes. */
const textsOf = ({ variants }: ExchangeUnit): (readonly [Language, string])[] =>
  LANGUAGES.flatMap((language) => {
    const text = plainText(variants[language]?.content ?? []).trim();
    return text === "" ? [] : [[language, text] as const];
  });

const exampleOf = (unit: ExchangeUnit): Skipped["examples"][number] => ({
  key: unit.key,
  line: unit.line,
  text: (textsOf(unit)[0]?.[1] ?? "").slice(0, SHOWN).toWellFormed(),
});

/** A unit with a time, and the texts that it would bring for its source. */
interface Dated {
  /** Index of the unit in the file. */
  readonly place: number;
  readonly time: string;
  readonly source: Language;
  readonly text: string;
  readonly targets: readonly Language[];
}

/**
 * Places of units for whose source the collection has newer texts in all their other languages. The document that the units go
 * into does not count: a push compares its texts anyway, and a large file comes in parts.
 */
async function* olderThanStored(
  context: Context,
  actor: Actor,
  { collection, id }: Goal,
  file: FileOfAnySize,
  places: readonly number[],
): AsyncGenerator<number> {
  const waiting = new Map<Language, Dated[]>();
  const olderOf = async (source: Language, batch: readonly Dated[]): Promise<number[]> => {
    const results = await lookup(context, actor, {
      source,
      segments: batch.map(({ text }) => ({ text })),
      threshold: 1,
      limit: PLACES,
      collections: [collection],
      pivot: false,
      explain: false,
    });
    return batch.flatMap((one, at) => {
      const matches = (results[at]?.matches ?? []).filter(({ document }) => document !== id);
      return isOlder(one, matches) ? [one.place] : [];
    });
  };
  for (const place of places) {
    const dated = datedUnit(file, place);
    if (dated === undefined) continue;
    const batch = waiting.get(dated.source) ?? [];
    waiting.set(dated.source, batch);
    batch.push(dated);
    if (batch.length < AT_ONCE) continue;
    waiting.delete(dated.source);
    yield* await olderOf(dated.source, batch);
  }
  for (const [source, batch] of waiting) yield* await olderOf(source, batch);
}

/** A unit whose age can be compared: it has a time, and texts in two languages. */
function datedUnit(file: FileOfAnySize, place: number): Dated | undefined {
  const unit = file.units.at(place);
  if (unit?.time === undefined) return undefined;
  const texts = textsOf(unit);
  const wanted = directionOfUnit(file, unit).source;
  const [source, text] = texts.find(([language]) => language === wanted) ?? texts[0] ?? [];
  if (source === undefined || text === undefined || texts.length < 2) return undefined;
  const targets = texts.flatMap(([language]) => (language === source ? [] : [language]));
  return { place, time: unit.time, source, text, targets };
}

function isOlder({ source, text, time, targets }: Dated, matches: readonly Match[]): boolean {
  const same = matches.filter((match) => comparable(match.source.text, source) === comparable(text, source));
  return targets.every((target) =>
    same.some((match) => {
      const stored = match.targets[target];
      return stored !== undefined && stored.time > time;
    }),
  );
}
