import type { ConflictPolicy } from "../../domain/import.ts";
import type { Language } from "../../domain/language.ts";
import { mapList, someOf } from "../../domain/list.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import type { State } from "../../domain/unit.ts";
import type { FileOfAnySize, ReadOptions, TextStore } from "../../formats/contract.ts";
import type { OptionalText } from "../../formats/traits.ts";
import { type FormatName, traitsOf } from "../../formats/traits.ts";
import { cleanForKeeping, readExchangeUnits, withAllUnits } from "../../formats/registry.ts";
import { keptTexts } from "../../storage/kept-values.ts";
import { reserve } from "../../storage/rows/counter.ts";
import type { Document } from "../../storage/rows/documents.ts";
import { sha256 } from "../../domain/bytes.ts";
import { keepFile } from "../../storage/rows/files.ts";
import { readReport, type ReportEntry } from "../../storage/rows/import-reports.ts";
import { findImport, type Import, importNumber, importsWithFile } from "../../storage/rows/imports.ts";
import type { UnitChange } from "../../storage/index/match-index.ts";
import type { Statement } from "../../storage/port.ts";
import { findAnswered, insertAnswered, isAnswered } from "../../storage/rows/idempotency.ts";
import type { NewSuggestion } from "../../storage/rows/suggestions.ts";
import { type StoredUnit, unitId } from "../../storage/rows/units.ts";
import { commitParts, partsOf, type WritePart } from "../imports/commit.ts";
import { type ImportReport, listedEntries, reportOf } from "../imports/import-report.ts";
import { retryOnStaleDocument } from "../imports/retry-on-stale-document.ts";
import { authorKey, isOwn } from "../access/ownership.ts";
import type { Actor, Context } from "../context.ts";
import type { Progress } from "../imports/progress.ts";
import { withDocumentLock } from "../imports/document-lock.ts";
import { type Skipped, skipUnits, type SkipRules } from "../imports/skip-units.ts";
import { aboutFile } from "../imports/about-file.ts";
import { documentFile } from "../documents/document-file.ts";
import { knownElsewhere } from "../documents/known-file.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { fileRules } from "../segmentation/known-rules.ts";
import { assertSameDocument } from "./assert-same-document.ts";
import { assertDirection } from "./direction.ts";
import { assertFileLanguage } from "./file-language.ts";
import { withLanguageWarnings } from "./foreign-languages.ts";
import {
  foreignSummaries,
  type MisplacedText,
  sortedByLanguage,
  withoutMisplaced,
} from "./misplaced-texts.ts";
import { isInParts, type SentPart, type SentUnits, sentUnits, unitsToCompare } from "./sent-units.ts";
import { type BaseFinder, findBase } from "./find-base.ts";
import type { NewerVersion } from "./newer-version.ts";
import { plannedParts, type SortedPart, tryPlans } from "./plan-parts.ts";
import type { PushPlan } from "./push-plan.ts";

export interface Push extends SkipRules {
  readonly document: string;
  readonly bytes: Uint8Array;
  readonly filename?: string;
  readonly format?: FormatName;
  readonly encoding?: string;
  /** Texts of documents that are left out unless they are named here. */
  readonly optionalTexts?: readonly OptionalText[];
  /** Direction. A file with other languages is refused. */
  readonly source?: Language;
  readonly target?: Language;
  readonly onConflict?: ConflictPolicy;
  readonly dryRun?: boolean;
  /** Whether to create units that the document lacks. By default only strings of a website are. */
  readonly create?: boolean;
  /** Whether to take a file in one language although it seems to be a file of another document. */
  readonly force?: boolean;
  /** Last import that the pull of this file knew (`Pulled.base`), for files without metadata. */
  readonly base?: string;
  /** Id of the import that this push continues: a large file is sent in parts, and its parts are one import. */
  readonly partOf?: string;
  readonly idempotencyKey?: string;
  readonly maxState?: State;
  readonly progress?: Progress;
}

export interface PushAnswer {
  readonly report: ImportReport;
  /** True when this key was answered before. Nothing was done now. */
  readonly replayed: boolean;
}

/**
 * Takes a translated file back in one commit, as a whole or not at all. A repeated request with the same key is done
 * once.
 *
 * @throws {Problem} `not-found`; `language-mismatch`; `file-language`; `document-unlike`; `unit-conflict` with the report in `extra.report`,
 *   under the policy `abort`; `idempotency-mismatch`; whatever is wrong with the file; `overloaded`, `disk-full`
 */
export async function push(context: Context, actor: Actor, wanted: Push): Promise<PushAnswer> {
  await context.loadDictionaries();
  // Checked first: a key must not reveal documents that the actor may not see.
  const document = await visibleDocument(context, actor, wanted.document);
  const request = await fingerprint(wanted, document.n);
  const own = await documentFile(context, document);
  const rules = await fileRules(context, own?.segmentation);
  const kept = keptTexts(context.storage);
  try {
    const { store } = kept;
    const read = readPushed({ ...wanted, segmentation: rules.segmentation }, own?.target, store);
    const sent = { file: read, own: own?.source, rules: rules.name, store };
    const earlier = () => replay(context, actor, wanted, document, request, sent.file);
    return await withDocumentLock(context, wanted.document, () =>
      retryOnStaleDocument(async () => (await earlier()) ?? attempt(context, actor, wanted, sent, request)),
    ).catch(async (error: unknown) => {
      // The same key was sent twice at once. The other request was first; its answer is ours.
      const first = isAnswered(error) ? await earlier() : undefined;
      if (first) return first;
      throw error;
    });
  } finally {
    kept.close();
  }
}

/** A pushed file as it was read. */
interface Sent {
  readonly file: FileOfAnySize;
  /** Language that the document is written in. */
  readonly own: Language | undefined;
  /** Name of the rules that it was divided into sentences by; `undefined`: our own. */
  readonly rules: string | undefined;
  /** Keeps the units of large files. */
  readonly store: TextStore;
}

/** Reads a pushed file. A document in one language is in the target language where the request names both. */
function readPushed(
  wanted: Push & Pick<ReadOptions, "segmentation">,
  likelyTarget: Language | undefined,
  store: TextStore,
): FileOfAnySize {
  const options = { ...wanted, ...(likelyTarget === undefined ? {} : { likelyTarget }) };
  const file = readExchangeUnits(wanted.bytes, options, store);
  const { source, target } = wanted;
  if (!isDocument(file) || source === undefined || target === undefined || source === target) return file;
  const { source: _, ...inTarget } = options;
  return readExchangeUnits(wanted.bytes, inTarget, store);
}

const isDocument = ({ format }: FileOfAnySize): boolean => traitsOf(format).runningText === true;

async function attempt(
  context: Context,
  actor: Actor,
  wanted: Push,
  { file: sent, own, rules, store }: Sent,
  request: string,
): Promise<PushAnswer> {
  const { source, target } = wanted;
  assertDirection(isDocument(sent) && target !== undefined ? { target } : wanted, sent);
  const document = await visibleDocument(context, actor, wanted.document);
  const mayCreate = wanted.create ?? traitsOf(sent.format).wholeDocument ?? false;
  const found = await sentUnits(context, actor, document, sent, { own, create: mayCreate, rules: wanted });
  const { file: received, judged, newer, skipped } = found;
  const isNamed = source !== undefined || target !== undefined || !isDocument(received);
  assertFileLanguage(received, judged, isNamed);
  const { file, parts } = await sorted(received, found.parts);
  const about = await withKnown(context, wanted, document, { sent, sorted: file, units: judged });
  const policy = wanted.onConflict ?? "abort";
  const planner = {
    document,
    base: wanted.base,
    input: {
      document: document.id,
      policy,
      create: mayCreate && newer?.takesShape !== false,
      stamp: { author: actor.name, time: context.now().toISOString(), origin: "push" as const },
      ...(wanted.maxState === undefined ? {} : { maxState: wanted.maxState }),
    },
    newer,
  };
  const plans = (finder?: BaseFinder) => plannedParts(context, planner, parts(), finder);
  const isStated = wanted.base !== undefined || someOf(sent.units, ({ base }) => base !== undefined);
  // Without a conflict nobody asks what the file was made from.
  let tried = await tryPlans(plans(), { untilConflict: !isStated });
  let finder: BaseFinder | undefined;
  if (!isStated && tried.counts.conflict > 0) {
    finder = await findBase(context, actor, document, about, { asUnits: found.asUnits, store });
    tried = await tryPlans(plans(finder));
  }
  const absent = [
    ...(wanted.partOf === undefined ? absentStrings(sent, tried.only?.stored ?? []) : []),
    ...movedSentences(tried.moved),
    ...(await shapeOf(context, document, newer, wanted.bytes, about)),
  ];
  const more = { absent, skipped };
  const conflicts = tried.counts.conflict;
  const isRefused = conflicts > 0 && policy === "abort";
  if (wanted.dryRun || isRefused) {
    const report = { ...answerOf(undefined, tried.report, about, more), counts: tried.counts };
    if (isRefused && !wanted.dryRun) throw new Problem("unit-conflict", { count: conflicts }, {}, { report });
    return { report, replayed: false };
  }
  const listed = listedEntries();
  const write = async function* (): AsyncGenerator<WritePart> {
    listed.clear();
    let done = 0;
    for await (const { plan, stored } of tried.only === undefined ? plans(finder) : [tried.only]) {
      const changes = await numbered(context, plan.changes);
      const report = withNewIds(plan, changes);
      listed.add(report);
      for (const part of partsOf({ changes, report, suggestions: suggestionsOf(plan, stored, changes) })) {
        yield part;
        done += part.report.length;
        wanted.progress?.(Math.min(done, received.units.length), received.units.length);
      }
    }
  };
  const kept = found.isTemplate ? await keepFile(cleanForKeeping(wanted.bytes, about)) : undefined;
  const { entry } = await commitParts(context, actor, {
    kind: "push",
    document,
    amend: { tags: { ...about.tags, ...document.tags } },
    parts: write,
    about: {
      ...aboutFile(about, kept?.hash, wanted.filename, rules),
      ...(await continued(context, actor, document, wanted.partOf)),
    },
    after: (n) => [...(kept?.statements ?? []), ...remember(n, context, actor, wanted, request)],
  });
  return { report: answerOf(entry, listed.entries(), about, more), replayed: false };
}

/** A file whose texts stand under their own languages: as a whole, or part by part. */
async function sorted(
  received: FileOfAnySize,
  parts: SentUnits["parts"],
): Promise<{ readonly file: FileOfAnySize; readonly parts: () => AsyncIterable<SortedPart> }> {
  const sort = ({ sent, stored }: SentPart): SortedPart => {
    const { file, misplaced } = sortedByLanguage(
      { ...received, units: sent },
      new Map(stored.map((unit) => [unit.key, unit])),
    );
    return { file: withAllUnits(file), misplaced, stored };
  };
  if (isInParts(received)) {
    const gone = new Map<string, readonly MisplacedText[]>();
    return {
      // Once all parts were gone through, this is the file without such texts.
      file: {
        ...received,
        units: mapList(received.units, (unit) => withoutMisplaced(unit, gone.get(unit.key) ?? [])),
      },
      async *parts() {
        for await (const part of parts()) {
          const sortedPart = sort(part);
          for (const [key, texts] of sortedPart.misplaced) gone.set(key, texts);
          yield sortedPart;
        }
      },
    };
  }
  const whole: SortedPart[] = [];
  for await (const part of parts()) whole.push(sort(part));
  return {
    file: whole[0]?.file ?? received,
    async *parts() {
      yield* whole;
    },
  };
}

/**
 * The file, with a warning if it is known as another document.
 *
 * @throws {Problem} `document-unlike` for a file in one language whose texts do not fit the document
 */
async function withKnown(
  context: Context,
  { bytes, force = false, partOf }: Push,
  document: Document,
  {
    sent,
    sorted,
    units,
  }: { readonly sent: FileOfAnySize; readonly sorted: FileOfAnySize; readonly units: readonly StoredUnit[] },
): Promise<FileOfAnySize> {
  if (partOf !== undefined || someOf(sent.units, ({ base }) => base !== undefined)) return sorted;
  const known = await knownElsewhere(context, document, bytes, sent);
  if (!force && isDocument(sorted) && sorted.source !== undefined)
    await assertSameDocument(withAllUnits(sorted), units, sorted.source, known);
  return known === undefined ? sorted : { ...sorted, warnings: [...(sorted.warnings ?? []), known] };
}

/** The answer, with warnings about texts that seem to be in another language than they were taken as. */
function answerOf(
  entry: Import | undefined,
  units: readonly ReportEntry[],
  file: FileOfAnySize,
  {
    absent,
    skipped,
  }: { readonly absent: readonly ProblemData[]; readonly skipped: readonly Skipped[] | undefined },
): ImportReport {
  const untranslated = units.filter(({ warnings = [] }) =>
    warnings.some(({ code }) => code === "text-untranslated"),
  );
  const worded = withLanguageWarnings(file, new Set(untranslated.map(({ key }) => key)));
  const { warnings: told = [] } = worded;
  const left = untranslatedSummary(untranslated);
  const warnings = [...told, ...absent, ...left, ...foreignSummaries(units, told)];
  const report = reportOf(entry, units, { ...worded, warnings });
  return { ...report, ...(skipped === undefined ? {} : { skipped }) };
}

/** A warning about the texts that were not taken because they are still the source. They count as `same`. */
function untranslatedSummary(entries: readonly ReportEntry[]): ProblemData[] {
  if (entries.length === 0) return [];
  return [{ code: "texts-untranslated", params: { count: entries.length, places: firstKeys(entries) } }];
}

/** Most keys that a warning names. */
const NAMED_KEYS = 10;

/** The first keys in words, and a sign that there are more. */
function firstKeys(units: readonly { readonly key: string }[]): string {
  const named = units.slice(0, NAMED_KEYS).map(({ key }) => key);
  return [...named, ...(units.length > named.length ? ["…"] : [])].join(", ");
}

/**
 * A warning about strings of a website that the document has in the language of the file, and the file lacks. A file
 * with fewer than half of the strings is meant to be a part.
 */
function absentStrings(file: FileOfAnySize, units: readonly StoredUnit[]): ProblemData[] {
  const language = file.target ?? file.source;
  if (!traitsOf(file.format).pluralKeys || language === undefined) return [];
  const sent = new Set([...file.units].map(({ key }) => key));
  const known = units.filter(({ variants }) => variants[language] !== undefined);
  const absent = known.filter(({ key }) => !sent.has(key));
  if (absent.length === 0 || absent.length * 2 > known.length) return [];
  return [{ code: "strings-absent", params: { count: absent.length, keys: firstKeys(absent) } }];
}

/** A warning about sentences that have other numbers than before, with everything that belongs to them. */
const movedSentences = (count: number): ProblemData[] =>
  count === 0 ? [] : [{ code: "sentences-moved", params: { count } }];

/**
 * A warning that says whether the document has the shape of a newer version of its text from now on: its paragraphs,
 * tables, times and formats. None for a file that the document has already.
 */
async function shapeOf(
  context: Context,
  document: Document,
  newer: NewerVersion | undefined,
  bytes: Uint8Array,
  file: FileOfAnySize,
): Promise<ProblemData[]> {
  if (newer?.written === undefined) return [];
  if (!newer.takesShape) {
    const params = newer.added === 0 ? { reason: "part" } : { count: newer.added };
    return [{ code: "shape-kept", params }];
  }
  const imports = await importsWithFile(context.storage, document.n);
  const template = imports.find(({ format, source }) => format === file.format && source === newer.written);
  if (template === undefined || template.file === (await sha256(cleanForKeeping(bytes, file)))) return [];
  return [{ code: "shape-taken", params: {} }];
}

/**
 * The import that this push continues.
 *
 * @throws {Problem} `bad-request` (`partOf`) when it is not the caller's own first import of this document, or undone
 */
async function continued(
  context: Context,
  actor: Actor,
  document: Document,
  partOf: string | undefined,
): Promise<{ partOf?: number }> {
  if (partOf === undefined) return {};
  const n = importNumber(partOf);
  const first = n === undefined ? undefined : await findImport(context.storage, n);
  if (
    first === undefined ||
    first.document !== document.n ||
    !isOwn(actor, first) ||
    first.partOf !== undefined ||
    first.undoneBy !== undefined ||
    (first.kind !== "create" && first.kind !== "push")
  )
    throw new Problem("bad-request", {}, { field: "partOf" });
  return { partOf: first.n };
}

/** Gives new units their numbers. */
async function numbered(context: Context, changes: readonly UnitChange[]): Promise<UnitChange[]> {
  const made = changes.filter(({ before }) => before === undefined).length;
  if (made === 0) return [...changes];
  const first = await reserve(context.storage, "unit", made);
  return changes.map(({ before, after }) => {
    if (before || after === undefined) return { ...(before ? { before } : {}), ...(after ? { after } : {}) };
    const n = first + after.n;
    return { after: { ...after, n, id: unitId(n) } };
  });
}

/** The suggestions of a plan with the numbers of their units. */
function suggestionsOf(
  { suggestions }: PushPlan,
  units: readonly StoredUnit[],
  changes: readonly UnitChange[],
): NewSuggestion[] {
  const numbers = new Map(units.map(({ key, n }) => [key, n]));
  for (const { after } of changes) if (after !== undefined) numbers.set(after.key, after.n);
  return suggestions.flatMap(({ key, ...suggestion }) => {
    const unit = numbers.get(key);
    return unit === undefined ? [] : [{ unit, ...suggestion }];
  });
}

function withNewIds(plan: PushPlan, changes: readonly UnitChange[]) {
  const made = new Map(
    changes.flatMap(({ before, after }) => (before || !after ? [] : [[after.key, after.id]])),
  );
  return plan.report.map((entry) => {
    const unit = entry.result === "created" ? made.get(entry.key) : undefined;
    return unit === undefined ? entry : { ...entry, unit };
  });
}

/**
 * Fingerprint of a request. Two pushes with the same key must have the same.
 *
 * @param n number of the document: another one may have its id by now
 */
async function fingerprint(wanted: Push, n: number): Promise<string> {
  const { document, source = "", target = "", onConflict = "abort", format = "", create = "" } = wanted;
  const { skip, olderThan = "", force = false } = wanted;
  const what = [document, n, source, target, onConflict, format, create, await sha256(wanted.bytes)];
  const more = [...(skip === undefined ? [] : [skip, olderThan]), ...(force ? ["force"] : [])];
  return sha256(JSON.stringify([...what, ...more]));
}

async function replay(
  context: Context,
  actor: Actor,
  wanted: Push,
  document: Document,
  request: string,
  sent: FileOfAnySize,
): Promise<PushAnswer | undefined> {
  const { idempotencyKey: key } = wanted;
  if (key === undefined) return undefined;
  const row = await findAnswered(context.storage, authorKey(actor), key);
  if (row === undefined) return undefined;
  if (row.request !== request) throw new Problem("idempotency-mismatch", { key });
  const entry = await findImport(context.storage, row.import);
  if (entry === undefined) return undefined;
  const units = await readReport(context.storage, entry.n);
  const absent =
    wanted.partOf === undefined ? absentStrings(sent, await unitsToCompare(context, document, sent)) : [];
  const { file, skipped } = await skipUnits(context, actor, document, sent, wanted);
  const listed = listedEntries();
  listed.add(units);
  const report = answerOf(asFirstAnswered(entry), listed.entries(), file, { absent, skipped });
  return { report, replayed: true };
}

/** The import as it was answered first, even if it was undone since. */
function asFirstAnswered(entry: Import): Import {
  const { undoneBy: _, ...first } = entry;
  return first;
}

const remember = (n: number, context: Context, actor: Actor, wanted: Push, request: string): Statement[] =>
  wanted.idempotencyKey === undefined
    ? []
    : [
        insertAnswered(
          authorKey(actor),
          wanted.idempotencyKey,
          { request, import: n },
          context.now().toISOString(),
        ),
      ];
