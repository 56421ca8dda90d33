import type { ConflictPolicy } from "../../domain/import.ts";
import { canonical } from "../../domain/normal-form.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { ProblemData } from "../../domain/problem.ts";
import { withIdsOf } from "../../domain/code-ids.ts";
import { type Content, plainText, sameContent } from "../../domain/segment.ts";
import {
  compareStates,
  type Draft,
  followStates,
  isAtVersion,
  type Note,
  type Origin,
  type State,
  type Variant,
} from "../../domain/unit.ts";
import type { ExchangeFile, ExchangeUnit } from "../../formats/contract.ts";
import { isMarkedUntranslated } from "../../formats/document/untranslated-marks.ts";
import { traitsOf } from "../../formats/traits.ts";
import type { ReportEntry, Result } from "../../storage/rows/import-reports.ts";
import type { UnitChange } from "../../storage/index/match-index.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";
import { inlineCodeProblem } from "../../domain/inline-code-problem.ts";
import { contentsOf, divideLike, withoutBreaks } from "../units/divide-segments.ts";
import { directionOfUnit } from "./direction.ts";
import { shownLanguage } from "./file-language.ts";
import type { FoundUnit } from "./find-base.ts";
import type { MisplacedText, MisplacedTexts } from "./misplaced-texts.ts";
import { offerFingerprint } from "./offer-fingerprint.ts";
import { shownText } from "./shown-text.ts";

export interface PushInput {
  readonly file: ExchangeFile;
  /** Id of the document. Metadata of another document is ignored. */
  readonly document: string;
  /** Versions at the time of the pull, for units without metadata in the file; `undefined` when they are unknown. */
  readonly baseVersions: (unit: StoredUnit) => Versions | undefined;
  readonly units: readonly StoredUnit[];
  /** Texts that were taken out of the file: see `sortedByLanguage`. */
  readonly misplaced?: MisplacedTexts;
  /** A variant at a version; `null` when there was none, `undefined` when that is unknown. */
  readonly past: (unit: number, language: Language, version: number) => Variant | null | undefined;
  /** What the units seem to have been made from, by key, for a file that does not say: see `findBase`. */
  readonly found?: ReadonlyMap<string, FoundUnit>;
  readonly policy: ConflictPolicy;
  /** Whether to create units that the document lacks. */
  readonly create: boolean;
  /** Number of units that earlier parts of the file create. */
  readonly madeBefore?: number;
  /** Keys of units that get only a target: plural forms that the source language lacks. */
  readonly createTarget?: ReadonlySet<string>;
  readonly stamp: { readonly author: string; readonly time: string; readonly origin: Origin };
  /** Most mature state that the author may set. Higher states are lowered to it. */
  readonly maxState?: State;
}

export interface PushPlan {
  /** Units to write. A new unit has a number from 0, which the caller replaces by a reserved one. */
  readonly changes: readonly UnitChange[];
  readonly report: readonly ReportEntry[];
  readonly suggestions: readonly {
    /** Key of the unit in the document. */
    readonly key: string;
    readonly language: Language;
    readonly draft: Draft;
  }[];
}

/**
 * Decides for each unit what a pushed file changes: a three-way comparison of the file, the stored unit and their common
 * ancestor, which the file names by version. Pure; nothing is written.
 *
 * Under the policy `abort` the changes still contain the units without conflict. The caller writes none of them when the
 * report has a conflict.
 */
export function planPush(input: PushInput): PushPlan {
  const byKey = new Map(input.units.map((unit) => [unit.key, unit]));
  const byId = new Map(input.units.map((unit) => [unit.id, unit]));
  const changes: UnitChange[] = [];
  const report: ReportEntry[] = [];
  const suggestions: { key: string; language: Language; draft: Draft }[] = [];
  let order = input.units.reduce((last, unit) => Math.max(last, unit.order), -1) + (input.madeBefore ?? 0);
  let made = 0;
  const carried = new Set(input.file.units.flatMap(({ variants }) => Object.keys(variants)));
  for (const sent of input.file.units) {
    const base = sent.base?.document === input.document ? sent.base : undefined;
    const stored = (base && byId.get(base.unit)) ?? byKey.get(sent.key);
    const entry = { key: sent.key, line: sent.line, ...(stored ? { unit: stored.id } : {}) };
    const misplaced = misplacedOf(input, sent);
    if (sent.rejection) {
      report.push({ ...entry, result: "rejected", problem: sent.rejection });
    } else if (stored === undefined) {
      const forms = input.createTarget?.has(sent.key) ?? false;
      const languages = forms ? languagesOfUnit(input.file, sent) : LANGUAGES;
      if (forms && languages.every((language) => isEmpty(sent.variants[language]))) {
        // The pull offered this form, and nobody filled it in.
        report.push({ ...entry, result: "same" });
      } else if ((input.create || forms) && base === undefined) {
        order += 1;
        changes.push({ after: madeUnit(input, sent, made, order, languages) });
        made += 1;
        report.push({ ...entry, result: "created", ...warningsOf(misplaced) });
        suggestions.push(...suggestionsOf(misplaced, sent.key));
      } else {
        report.push({ ...entry, result: "rejected", problem: unknownUnit(sent) });
      }
    } else {
      const versions = base?.versions ?? input.baseVersions(stored);
      const outcome = mergeUnit(input, sent, stored, versions ?? {}, versions !== undefined, carried);
      report.push({ ...entry, ...withMisplaced(outcome.entry, misplaced) });
      if (outcome.after) changes.push({ before: stored, after: outcome.after });
      for (const suggestion of outcome.suggestions) suggestions.push({ key: stored.key, ...suggestion });
      suggestions.push(...suggestionsOf(misplaced, stored.key));
    }
  }
  return { changes, report, suggestions };
}

/** A unit that the document lacks, by its text: many people never see a key. */
function unknownUnit({ key, variants }: ExchangeUnit): ProblemData {
  const text = LANGUAGES.map((language) => shown(variants[language])).find((one) => one !== "");
  return { code: "unit-unknown", params: { key, ...(text === undefined ? {} : { reason: "text", text }) } };
}

/** Texts of a unit that were taken out of the file, of those languages that the push may change. */
const misplacedOf = ({ file, misplaced }: PushInput, sent: ExchangeUnit): readonly MisplacedText[] =>
  (misplaced?.get(sent.key) ?? []).filter(({ language }) => languagesOfUnit(file, sent).includes(language));

const warningsOf = (misplaced: readonly MisplacedText[]): Pick<ReportEntry, "warnings"> =>
  misplaced.length === 0 ? {} : { warnings: misplaced.map(({ warning }) => warning) };

/** Texts that are kept as suggestions: no other unit has got them. */
const suggestionsOf = (misplaced: readonly MisplacedText[], key: string): PushPlan["suggestions"] =>
  misplaced.flatMap(({ movedTo, isDoubtful, language, draft }) =>
    movedTo === undefined && isDoubtful !== true ? [{ key, language, draft }] : [],
  );

/** A unit that brings nothing but a text in another language is rejected; any other one gets a warning. */
function withMisplaced(entry: Outcome["entry"], misplaced: readonly MisplacedText[]): Outcome["entry"] {
  if (misplaced.length === 0) return entry;
  const first = misplaced.find(({ isDoubtful }) => isDoubtful !== true);
  if (entry.result === "same" && first !== undefined)
    return { ...entry, result: "rejected", language: first.language, problem: first.warning };
  return { ...entry, warnings: [...(entry.warnings ?? []), ...misplaced.map(({ warning }) => warning)] };
}

/** Languages that a push of the unit may change: the target in a bilingual file, else all. */
export function languagesOfUnit(file: Omit<ExchangeFile, "units">, unit: ExchangeUnit): readonly Language[] {
  const { target } = directionOfUnit(file, unit);
  if (target !== undefined) return [target];
  // A part of a file in several directions that has no target, or a target that is not ours, brings nothing.
  return unit.direction === undefined ? LANGUAGES : [];
}

/** Source of a unit in a bilingual file. A file in one language has none. */
function sourceOf(file: ExchangeFile, unit: ExchangeUnit): Language | undefined {
  const { source, target } = directionOfUnit(file, unit);
  return target === undefined ? undefined : source;
}

export type Versions = { readonly [language in Language]?: number };

interface Outcome {
  readonly entry: Pick<
    ReportEntry,
    "result" | "language" | "problem" | "warnings" | "base" | "mine" | "theirs"
  >;
  readonly after?: StoredUnit;
  readonly suggestions: readonly { readonly language: Language; readonly draft: Draft }[];
}

function mergeUnit(
  input: PushInput,
  sent: ExchangeUnit,
  stored: StoredUnit,
  versions: Versions,
  hasBase: boolean,
  carried: ReadonlySet<string>,
): Outcome {
  const source = sourceOf(input.file, sent);
  const version = stored.version + 1;
  const written: { [language in Language]?: Variant } = {};
  const warnings: ProblemData[] = [];
  const suggestions: { language: Language; draft: Draft }[] = [];
  let worst: Outcome["entry"] = { result: "same" };
  for (const language of languagesOfUnit(input.file, sent)) {
    const brought = sent.variants[language];
    const ancestor = hasBase ? ancestorOf(input, stored, language, versions) : undefined;
    if (brought === undefined || isEmptied(brought, stored.variants[language])) {
      // A sentence that a document lacks is told otherwise, and a table without a language has emptied nothing.
      if (source !== undefined || (carried.has(language) && hasAllLanguages(input.file)))
        warnings.push(...emptied(sent, stored, language, ancestor));
      continue;
    }
    if (isUntranslated(input.file, stored, language, brought)) {
      warnings.push({ code: "text-untranslated", params: { language } });
      continue;
    }
    // Nobody touched this text: it came with the file, and may be older than what the store has.
    const was = input.found?.get(sent.key)?.unit.variants[language];
    if (isSameText(was, brought)) {
      warnings.push(...olderText(sent, stored, language, brought));
      continue;
    }
    const draft = inSegments(
      stored,
      language,
      withKnownCodes(input.file, stored, language, brought),
      ancestor,
    );
    const verdict = mergeVariant(input, sent, stored, language, draft, ancestor, versions, hasBase);
    warnings.push(...(verdict.warnings ?? []));
    if (verdict.result === "changed") {
      const from = peerOf(input, stored, source, language, versions);
      const variant = stamped(input, draft, version, from);
      written[language] = isOffer(sent, language, draft) ? { ...variant, origin: "match" } : variant;
    }
    if (verdict.result === "conflict" && input.policy === "suggest") suggestions.push({ language, draft });
    if (RANK[verdict.result] > RANK[worst.result]) worst = { ...verdict, language };
  }
  warnings.push(...sourceDiffers(input, sent, stored, versions, hasBase));
  const entry = warnings.length === 0 ? worst : { ...worst, warnings };
  if (worst.result === "rejected") return { entry, suggestions: [] };
  const notes = [...stored.notes, ...newComments(input, sent, stored)];
  const isCommented = notes.length > stored.notes.length;
  // A unit is taken as a whole: when one language is rejected, the others are not taken either.
  if (Object.keys(written).length === 0 || worst.result === "conflict") {
    if (!isCommented) return { entry, suggestions };
    const after = { ...stored, version, notes };
    return { entry: worst.result === "same" ? { ...entry, result: "changed" } : entry, after, suggestions };
  }
  const after = { ...stored, version, notes, variants: { ...stored.variants, ...written } };
  return { entry, after: followStates(stored, after), suggestions };
}

/** Comments that a table for reviewers brings, with who wrote them, or else who sent it. One that the unit has already is not added again. */
function newComments({ file, stamp }: PushInput, sent: ExchangeUnit, stored: StoredUnit): readonly Note[] {
  if (traitsOf(file.format).forReview !== true) return [];
  const isKnown = ({ text, category }: Note) =>
    stored.notes.some((note) => note.text === text && note.category === category);
  return sent.notes.filter((note) => !isKnown(note)).map((note) => ({ author: stamp.author, ...note }));
}

const hasAllLanguages = ({ format }: ExchangeFile): boolean => traitsOf(format).languages === "all";

/** The variant that the file was made from; `null` when there was none, `undefined` when that is unknown. */
function ancestorOf(
  input: PushInput,
  stored: StoredUnit,
  language: Language,
  versions: Versions,
): Variant | null | undefined {
  const past = versions[language];
  return past === undefined ? null : input.past(stored.n, language, past);
}

/** A draft without segments gets those of its unit: many formats have none, and many programs write none. */
function inSegments(
  stored: StoredUnit,
  language: Language,
  draft: Draft,
  ancestor: Variant | null | undefined,
): Draft {
  const known = [stored.variants[language]?.content, ancestor?.content, ...contentsOf(stored)];
  return { ...draft, content: divideLike(known, draft.content, language) };
}

/** True for a text of a file in one language that was exported without a translation: as its source, or between marks. */
function isUntranslated(
  file: ExchangeFile,
  stored: StoredUnit,
  language: Language,
  { content }: Draft,
): boolean {
  const { languages, runningText } = traitsOf(file.format);
  if (languages !== "one") return false;
  const text = plainText(content);
  const current = stored.variants[language];
  if (current !== undefined && plainText(current.content) === text) return false;
  const others = LANGUAGES.filter((other) => other !== language && stored.variants[other] !== undefined);
  if (isMarkedUntranslated(text)) return true;
  const same = others.find((other) => sameText(stored.variants[other]?.content ?? [], content));
  // Somebody may have translated the sentence since. Names and numbers may well be the same in both languages.
  const mayBeCopied = runningText === true && current === undefined && !isNumberOrCode(text);
  return same !== undefined && (mayBeCopied || shownLanguage(text) === same);
}

/** True for a number or a code, as “ISO 9001”: it is the same in all languages. */
const isNumberOrCode = (text: string): boolean =>
  /^[^\p{Ll}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]*$/u.test(text) && /\d/u.test(text);

/** Codes of a document are numbered in the order of each file. Those that the unit knows get their ids back. */
function withKnownCodes(file: ExchangeFile, stored: StoredUnit, language: Language, draft: Draft): Draft {
  if (traitsOf(file.format).runningText !== true) return draft;
  const model = [stored.variants[language], ...LANGUAGES.map((other) => stored.variants[other])].find(
    (variant) => variant !== undefined,
  );
  return model === undefined ? draft : { ...draft, content: withIdsOf(model.content, draft.content) };
}

const RANK: Record<Result, number> = {
  same: 0,
  removed: 1,
  created: 1,
  changed: 1,
  conflict: 2,
  rejected: 3,
};

type Verdict = Omit<Outcome["entry"], "language">;

function mergeVariant(
  input: PushInput,
  sent: ExchangeUnit,
  stored: StoredUnit,
  language: Language,
  draft: Draft,
  ancestor: Variant | null | undefined,
  versions: Versions,
  hasBase: boolean,
): Verdict {
  const current = stored.variants[language];
  const state = capped(input, draft.state);
  const sameState =
    current?.state === state || (state === "translated" && !traitsOf(input.file.format).keepsStates);
  if (current && sameContent(current.content, draft.content) && sameState) return { result: "same" };

  // The source text put in as a target is no translation, whoever put it there. Where there is one, it stays.
  if (isSourceText(input.file, sent, draft))
    return leftAs(current, draft, { code: "text-untranslated", params: { language } });

  // A text that the pull offered and nobody touched must not replace what somebody wrote meanwhile.
  if (current && isOffer(sent, language, draft))
    return leftAs(current, draft, {
      code: "text-offered",
      params: { file: shown(draft), stored: shown(current) },
      place: placeOf(sent, language),
    });

  const codes = checkCodes(sourceOf(input.file, sent), sent, stored, language, draft);
  if (codes) return { result: "rejected", problem: codes };

  const past = versions[language];
  if (isSameText(ancestor, draft)) {
    const older = input.found === undefined ? [] : olderText(sent, stored, language, draft);
    return older.length === 0 ? { result: "same" } : { result: "same", warnings: older };
  }
  // A current variant that the file does not know, or knows at another version, is later work.
  // For a file that does not say what it was made from, what the same author wrote since is no conflict.
  const isOwn = input.found !== undefined && current?.author === input.stamp.author;
  const movedOn = current !== undefined && !isAtVersion(current, past ?? 0) && !isOwn;
  const warnings = sourceMovedOn(input, sent, stored, versions, hasBase);
  if (input.policy !== "mine") {
    if (movedOn) {
      return {
        result: "conflict",
        problem: { code: "unit-conflict", params: { key: sent.key } },
        ...(ancestor ? { base: draftOf(ancestor) } : {}),
        mine: draft,
        theirs: current,
      };
    }
    if (warnings.foreign) {
      return {
        result: "conflict",
        problem: warnings.foreign,
        mine: draft,
        ...(current ? { theirs: current } : {}),
      };
    }
  }
  const told = [
    ...(warnings.stale ? [warnings.stale] : []),
    ...(movedOnHere(hasBase, current, past) ? replacedText(sent, current, language, draft) : []),
  ];
  return { result: "changed", ...(told.length === 0 ? {} : { warnings: told }) };
}

/** Nothing is written. Where the store has another text than the file, the answer says so. */
const leftAs = (current: Variant | undefined, draft: Draft, warning: ProblemData): Verdict =>
  current === undefined || sameText(current.content, draft.content)
    ? { result: "same" }
    : { result: "same", warnings: [warning] };

/** A warning for a text that the file was made from, and that somebody deleted in it: it stays. */
function emptied(
  sent: ExchangeUnit,
  stored: StoredUnit,
  language: Language,
  ancestor: Variant | null | undefined,
): ProblemData[] {
  const current = stored.variants[language];
  if (ancestor === undefined || ancestor === null || isEmpty(ancestor) || current === undefined) return [];
  return [{ code: "text-emptied", params: { stored: shown(current) }, place: placeOf(sent, language) }];
}

/** True for a text that was written after the one that the file was made from. */
const movedOnHere = (hasBase: boolean, current: Variant | undefined, past: number | undefined): boolean =>
  hasBase && current !== undefined && !isAtVersion(current, past ?? 0);

/** A warning with both texts when a text of the file replaces a later one. */
function replacedText(
  sent: ExchangeUnit,
  current: Variant | undefined,
  language: Language,
  draft: Draft,
): ProblemData[] {
  if (sameText(draft.content, current?.content ?? [])) return [];
  return [
    {
      code: "text-replaced",
      params: { file: shown(draft), stored: shown(current) },
      place: placeOf(sent, language),
    },
  ];
}

const placeOf = ({ key, line }: ExchangeUnit, language: Language): NonNullable<ProblemData["place"]> => ({
  unit: key,
  language,
  ...(line > 0 && { line }),
});

/** True when both have the same text in the same state. */
const isSameText = (one: Draft | null | undefined, other: Draft): boolean =>
  one !== undefined && one !== null && one.state === other.state && sameContent(one.content, other.content);

/** True for an `initial` target that is its source: OmegaT and others want targets filled so. */
function isSourceText(file: ExchangeFile, sent: ExchangeUnit, { content, state }: Draft): boolean {
  const source = sourceOf(file, sent);
  const original = source && sent.variants[source];
  return (
    state === "initial" &&
    original !== undefined &&
    sameContent(withoutBreaks(original.content), withoutBreaks(content))
  );
}

/** True for a text that the pull put into the file and nobody touched. */
const isOffer = (sent: ExchangeUnit, language: Language, draft: Draft): boolean =>
  sent.base?.offered?.[language] === offerFingerprint(draft);

/**
 * Compares the source text of the file with ours. `stale`: ours changed since the pull, so the translation is marked as
 * stale. `foreign`: the source of the file is unknown here.
 */
function sourceMovedOn(
  input: PushInput,
  sent: ExchangeUnit,
  stored: StoredUnit,
  versions: Versions,
  hasBase: boolean,
): { stale?: ProblemData; foreign?: ProblemData } {
  const source = sourceOf(input.file, sent);
  const theirs = source && sent.variants[source];
  const ours = source && stored.variants[source];
  if (source === undefined || theirs === undefined || ours === undefined) return {};
  const problem: ProblemData = { code: "source-changed", params: { key: sent.key, language: source } };
  const then = versions[source];
  if (sameText(theirs.content, ours.content)) return {};
  const ancestor = hasBase && then !== undefined ? input.past(stored.n, source, then) : undefined;
  return ancestor && sameText(ancestor.content, theirs.content) ? { stale: problem } : { foreign: problem };
}

const shown = (draft: Draft | undefined): string => shownText(plainText(draft?.content ?? []));

/**
 * A warning with both texts when an untouched text of a file is no longer the one in the store. What the file was made
 * from was found by comparison, so its author is told that his file does not count here.
 */
function olderText(
  sent: ExchangeUnit,
  stored: StoredUnit,
  language: Language,
  brought: Draft,
): ProblemData[] {
  const current = stored.variants[language];
  if (sameText(brought.content, current?.content ?? [])) return [];
  return [
    {
      code: "text-older",
      params: { file: shown(brought), stored: shown(current) },
      place: placeOf(sent, language),
    },
  ];
}

/** A warning with both texts when the source in the file is neither the present one nor the one that the file was made from. */
function sourceDiffers(
  input: PushInput,
  sent: ExchangeUnit,
  stored: StoredUnit,
  versions: Versions,
  hasBase: boolean,
): ProblemData[] {
  const source = sourceOf(input.file, sent);
  const theirs = source && sent.variants[source];
  const ours = source && stored.variants[source];
  if (source === undefined || theirs === undefined || ours === undefined) return [];
  if (sourceMovedOn(input, sent, stored, versions, hasBase).foreign === undefined) return [];
  const was = input.found?.get(sent.key)?.unit.variants[source];
  if (was !== undefined && sameText(was.content, theirs.content)) return [];
  return [
    {
      code: "source-differs",
      params: { file: shown(theirs), stored: shown(ours) },
      place: { unit: sent.key, ...(sent.line > 0 && { line: sent.line }) },
    },
  ];
}

const sameText = (a: Content, b: Content): boolean =>
  canonical(plainText(a)).replaceAll(/\s+/gu, " ").trim() ===
  canonical(plainText(b)).replaceAll(/\s+/gu, " ").trim();

function checkCodes(
  source: Language | undefined,
  sent: ExchangeUnit,
  stored: StoredUnit,
  language: Language,
  draft: Draft,
): ProblemData | undefined {
  const peer = LANGUAGES.find((other) => other !== language && stored.variants[other]);
  const model =
    source === undefined ? peer && stored.variants[peer] : (sent.variants[source] ?? stored.variants[source]);
  return (
    model && inlineCodeProblem(model.content, draft.content, { unit: sent.key, line: sent.line, language })
  );
}

const isEmpty = (draft: Draft | undefined): boolean => draft === undefined || plainText(draft.content) === "";

/** True for a text without anything, or with nothing but white space where a text stands. */
const isEmptied = (brought: Draft, current: Draft | undefined): boolean =>
  isEmpty(brought) || (isBlank(brought) && current !== undefined && !isBlank(current));
const isBlank = ({ content }: Draft): boolean => !/\S/u.test(plainText(content));

function madeUnit(
  input: PushInput,
  sent: ExchangeUnit,
  n: number,
  order: number,
  languages: readonly Language[],
): StoredUnit {
  const variants: { [language in Language]?: Variant } = {};
  for (const language of languages) {
    const draft = sent.variants[language];
    if (draft) variants[language] = stamped(input, draft, 1, undefined);
  }
  return {
    n,
    id: "",
    document: input.document,
    order,
    key: sent.key,
    version: 1,
    notes: sent.notes,
    ...(sent.context === undefined ? {} : { context: sent.context }),
    variants,
  };
}

/** What a text of the file was translated from. A source that got a new state meanwhile is still the same source. */
function peerOf(
  input: PushInput,
  stored: StoredUnit,
  source: Language | undefined,
  language: Language,
  versions: Versions,
): Variant["from"] | undefined {
  const peer = source && source !== language ? stored.variants[source] : undefined;
  if (source === undefined || peer === undefined) return undefined;
  const past = versions[source];
  if (past === undefined) return { language: source, version: peer.version };
  const was = input.past(stored.n, source, past);
  const isSame = was !== undefined && was !== null && sameContent(was.content, peer.content);
  return { language: source, version: isSame ? peer.version : past };
}

function stamped(
  input: PushInput,
  draft: Draft,
  version: number,
  from: Variant["from"] | undefined,
): Variant {
  const { content, subState, confidence } = draft;
  return {
    content,
    state: capped(input, draft.state),
    ...(subState === undefined ? {} : { subState }),
    ...(confidence === undefined ? {} : { confidence }),
    version,
    ...input.stamp,
    ...(from ? { from } : {}),
  };
}

const capped = (input: PushInput, state: State): State =>
  input.maxState && compareStates(state, input.maxState) > 0 ? input.maxState : state;

const draftOf = ({ content, state, subState }: Variant): Draft => ({
  content,
  state,
  ...(subState === undefined ? {} : { subState }),
});
