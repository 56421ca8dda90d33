import type { Skip } from "../../domain/import.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import type { ExchangeFile, ExchangeUnit } from "../../formats/contract.ts";
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
  file: ExchangeFile,
  { skip = [], olderThan }: SkipRules,
): Promise<{ readonly file: ExchangeFile; readonly skipped?: readonly Skipped[] }> {
  if (olderThan !== undefined && !skip.includes("older"))
    throw new Problem("invalid-fields", {}, { field: "olderThan" });
  if (skip.length === 0) return { file };
  const before = olderThan === undefined ? undefined : dayOrTime(olderThan, "olderThan").first;
  const left = new Map<Skip, ExchangeUnit[]>(skip.map((reason) => [reason, []]));
  const leaveOut = (reason: Skip, unit: ExchangeUnit): void => void left.get(reason)?.push(unit);
  const kept: ExchangeUnit[] = [];
  for (const unit of file.units) {
    const reason = reasonToSkip(file, unit, skip, before);
    if (reason === undefined) kept.push(unit);
    else leaveOut(reason, unit);
  }
  const known =
    skip.includes("older") && before === undefined
      ? await olderThanStored(context, actor, goal, file, kept)
      : new Set<ExchangeUnit>();
  for (const unit of known) leaveOut("older", unit);
  return {
    file: { ...file, units: known.size === 0 ? kept : kept.filter((unit) => !known.has(unit)) },
    skipped: [...left].map(([reason, units]) => ({
      reason,
      count: units.length,
      examples: units.slice(0, EXAMPLES).map(exampleOf),
    })),
  };
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
  readonly unit: ExchangeUnit;
  readonly time: string;
  readonly source: Language;
  readonly text: string;
  readonly targets: readonly Language[];
}

/**
 * Units for whose source the collection has newer texts in all their other languages. The document that the units go
 * into does not count: a push compares its texts anyway, and a large file comes in parts.
 */
async function olderThanStored(
  context: Context,
  actor: Actor,
  { collection, id }: Goal,
  file: ExchangeFile,
  units: readonly ExchangeUnit[],
): Promise<Set<ExchangeUnit>> {
  const dated = units.flatMap((unit): Dated[] => {
    const { time } = unit;
    const texts = textsOf(unit);
    const wanted = directionOfUnit(file, unit).source;
    const [source, text] = texts.find(([language]) => language === wanted) ?? texts[0] ?? [];
    if (time === undefined || source === undefined || text === undefined || texts.length < 2) return [];
    const targets = texts.flatMap(([language]) => (language === source ? [] : [language]));
    return [{ unit, time, source, text, targets }];
  });
  const older = new Set<ExchangeUnit>();
  for (const [source, own] of Map.groupBy(dated, (one) => one.source)) {
    for (let at = 0; at < own.length; at += AT_ONCE) {
      const batch = own.slice(at, at + AT_ONCE);
      const results = await lookup(context, actor, {
        source,
        segments: batch.map(({ text }) => ({ text })),
        threshold: 1,
        limit: PLACES,
        collections: [collection],
        pivot: false,
        explain: false,
      });
      for (const [place, one] of batch.entries()) {
        const matches = (results[place]?.matches ?? []).filter(({ document }) => document !== id);
        if (isOlder(one, matches)) older.add(one.unit);
      }
    }
  }
  return older;
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
