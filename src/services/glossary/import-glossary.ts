import { canonicalJson } from "../../domain/canonical-json.ts";
import { type Concept, isValidityReversed, type Term } from "../../domain/concept.ts";
import { hasControl } from "../../domain/control-characters.ts";
import type { Language } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import { glossaryFormatOf, readGlossary, writeGlossary } from "../../formats/glossary/glossary-registry.ts";
import { type GlossaryFile, type RecognisedColumn, statusKey } from "../../formats/glossary/file.ts";
import { guessFormat } from "../../formats/registry.ts";
import { type FormatName, READABLE_FORMATS } from "../../formats/traits.ts";
import { type GlossaryFormat, WRITABLE_GLOSSARY_FORMATS } from "../../formats/glossary/traits.ts";
import {
  type GlossaryAbout,
  glossaryAbout,
  isStaleConcept,
  type StoredConcept,
} from "../../storage/rows/concepts.ts";
import { importId } from "../../storage/rows/imports.ts";
import { generateForms, mergeForms } from "../../terminology/forms.ts";
import type { Actor, Context } from "../context.ts";
import { retryOn } from "../imports/retry.ts";
import { inAllLanguages } from "./concept-draft.ts";
import { hasSentences } from "./looks-like-glossary.ts";
import { currentGlossary } from "./current-glossary.ts";
import { commitConcepts, type ConceptChange } from "./internal/commit-concepts.ts";
import { conceptName } from "./concept-name.ts";
import {
  createTermIndex,
  freshIds,
  homonymsIn,
  isOtherConcept,
  mergedConcept,
} from "./internal/merged-concept.ts";

/** Result of an entry. `merged`: it was added to a concept with the same terms. */
export const GLOSSARY_RESULTS = ["created", "changed", "merged", "same", "removed"] as const;
export type GlossaryResult = (typeof GLOSSARY_RESULTS)[number];

/** What to do with an entry if a concept with another id has the same terms. */
export const DUPLICATE_POLICIES = ["merge", "skip", "create"] as const;
export type DuplicatePolicy = (typeof DUPLICATE_POLICIES)[number];

export interface GlossaryImport {
  /** Id of the import; `null` when nothing was written. */
  readonly import: string | null;
  readonly counts: Readonly<Record<GlossaryResult | "rejected", number>>;
  readonly concepts: readonly {
    readonly id: string;
    readonly result: GlossaryResult;
    /** The best term of each language. */
    readonly name: string;
    /** Id of the entry in the file, if the concept has another id. */
    readonly entry?: string;
  }[];
  /** For a table: the meaning found for each column. */
  readonly columns?: readonly RecognisedColumn[];
  readonly warnings: readonly ProblemData[];
  /** Entries that could not be imported, each with line and id. */
  readonly rejected: readonly ProblemData[];
}

export interface GlossaryImportOptions {
  readonly format?: GlossaryFormat;
  readonly filename?: string;
  readonly encoding?: string;
  /** Languages for a file that does not name them. */
  readonly source?: Language;
  readonly target?: Language;
  /** For a table: roles of columns, `Перевод=ru,C=en`. */
  readonly columns?: string;
  /** Refuse the whole file if one entry cannot be imported. */
  readonly strict?: boolean;
  /** Default: `merge`. */
  readonly duplicates?: DuplicatePolicy;
  /** Remove concepts that are not in the file. */
  readonly replace?: boolean;
  /** Number of concepts that the author expects to be removed. */
  readonly removing?: number;
  readonly dryRun?: boolean;
}

/**
 * Imports a glossary file, as one import that can be undone.
 *
 * Each concept is compared with an export of the stored concept in the same format, and only the differences are
 * stored. So an unchanged export changes nothing. An entry without a known id is merged into a concept with the same
 * terms, if there is one. Concepts that are not in the file stay; with `replace` they are removed, except concepts
 * that the format cannot hold. Corrections of forms by editors stay.
 *
 * @throws {Problem} problems of the whole file; `file-texts` for a file of texts; with `strict` also of one entry; `removal-differs`: the write would remove
 *   another number of concepts than the author expects
 */
export async function importGlossary(
  context: Context,
  actor: Actor,
  bytes: Uint8Array,
  options: GlossaryImportOptions = {},
): Promise<GlossaryImport> {
  const format = options.format ?? glossaryFormatOf(bytes);
  const file = readTerms(bytes, { ...options, format });
  return retryOn(isStaleConcept, () => attempt(context, actor, { ...options, file, format }));
}

/** Reads a glossary file, with a warning when it holds sentences. */
function readTerms(
  bytes: Uint8Array,
  options: GlossaryImportOptions & { readonly format: GlossaryFormat },
): GlossaryFile {
  try {
    const file = withoutControl(readGlossary(bytes, options), options.strict === true);
    const isTexts = file.columns !== undefined && hasSentences(file);
    return isTexts ? { ...file, warnings: [{ code: "file-texts" }, ...(file.warnings ?? [])] } : file;
  } catch (error) {
    const format = error instanceof Problem ? formatOfTexts(bytes, options.filename) : undefined;
    throw format === undefined ? error : new Problem("file-texts", { reason: "refused", format });
  }
}

/** The file with its concepts rejected that have a line break or a control character in a term. */
function withoutControl(file: GlossaryFile, isStrict: boolean): GlossaryFile {
  const rejected = file.concepts.flatMap(({ id, terms }): ProblemData[] => {
    const bad = terms.find(({ text }) => hasControl(text));
    if (bad === undefined) return [];
    return [{ code: "invalid-fields", params: { reason: "control", term: bad.text }, place: { unit: id } }];
  });
  const [first] = rejected;
  if (first === undefined) return file;
  if (isStrict) throw new Problem(first.code, first.params, first.place);
  const left = new Set(rejected.map(({ place }) => place?.unit));
  return {
    ...file,
    concepts: file.concepts.filter(({ id }) => !left.has(id)),
    rejected: [...(file.rejected ?? []), ...rejected],
  };
}

/** The format of a file that holds texts alone; `undefined` where a glossary may be in it too. */
function formatOfTexts(bytes: Uint8Array, filename: string | undefined): FormatName | undefined {
  try {
    const format = guessFormat(bytes, filename);
    return OF_TEXTS.has(format) ? format : undefined;
  } catch (error) {
    // A document of another kind says what it is and what to save it as.
    if (!(error instanceof Problem) || error.code === "document-other") throw error;
    return undefined;
  }
}

const OF_TEXTS: ReadonlySet<FormatName> = new Set(
  READABLE_FORMATS.filter((name) => !["csv", "tsv", "xlsx", "i18next", "json", "text"].includes(name)),
);

async function attempt(
  context: Context,
  actor: Actor,
  { file, format, ...options }: GlossaryImportOptions & { file: GlossaryFile; format: GlossaryFormat },
): Promise<GlossaryImport> {
  const { concepts } = await currentGlossary(context);
  const plan = planImport(file, format, concepts, options);
  const rejected = file.rejected ?? [];
  const counts = { created: 0, changed: 0, merged: 0, same: 0, removed: 0, rejected: rejected.length };
  for (const { result } of plan.results) counts[result] += 1;
  if (options.removing !== undefined && options.removing !== counts.removed)
    throw new Problem("removal-differs", { expected: options.removing, found: counts.removed });
  const made = options.dryRun ? null : await writePlan(context, actor, plan, { ...options, file, format });
  return {
    import: made,
    counts,
    concepts: plan.results,
    ...(file.columns === undefined ? {} : { columns: file.columns }),
    warnings: [...(file.warnings ?? []), ...plan.warnings],
    rejected,
  };
}

/** Writes a plan. @returns id of the import; `null` when there is nothing to write */
async function writePlan(
  context: Context,
  actor: Actor,
  plan: ImportPlan,
  {
    file,
    format,
    filename,
    source,
    target,
  }: GlossaryImportOptions & { readonly file: GlossaryFile; readonly format: GlossaryFormat },
): Promise<string | null> {
  const about = aboutAfter(await glossaryAbout(context.storage), file);
  if (plan.writes.length === 0 && about === undefined) return null;
  const { entry } = await commitConcepts(context, actor, {
    kind: "push",
    changes: plan.writes,
    report: [
      ...plan.results.map(({ id, name, result }) => ({
        concept: id,
        key: name,
        result: result === "merged" ? ("changed" as const) : result,
      })),
      ...(file.rejected ?? []).map((problem) => ({
        key: problem.place?.unit ?? "",
        result: "rejected" as const,
        ...(problem.place?.line === undefined ? {} : { line: problem.place.line }),
        problem,
      })),
    ],
    about,
    facts: {
      format,
      ...(filename === undefined ? {} : { filename }),
      ...(source === undefined ? {} : { source }),
      ...(target === undefined ? {} : { target }),
    },
  });
  return importId(entry.n);
}

/** What is said of the whole glossary after the import of a file; `undefined` when it stays as it is. */
function aboutAfter(stored: GlossaryAbout, { title, header, back }: GlossaryFile): GlossaryAbout | undefined {
  const about = {
    ...stored,
    ...(title === undefined ? {} : { title }),
    ...(header === undefined ? {} : { header }),
    ...(back === undefined ? {} : { back }),
  };
  return canonicalJson(about) === canonicalJson(stored) ? undefined : about;
}

interface ImportPlan {
  readonly writes: readonly ConceptChange[];
  readonly results: readonly GlossaryImport["concepts"][number][];
  readonly warnings: readonly ProblemData[];
}

/** Plans the changes that a file makes to the glossary. */
function planImport(
  file: GlossaryFile,
  format: GlossaryFormat,
  stored: ReadonlyMap<string, StoredConcept>,
  { duplicates = "merge", replace = false }: GlossaryImportOptions,
): ImportPlan {
  const all = [...stored.values()].map(({ concept }) => concept);
  const exported = file.isPartial ? new Map<string, Concept>() : asExported(all, format, file.concepts);
  const made = file.made ?? new Set<string>();
  const named = new Set(file.concepts.map(({ id }) => id).filter((id) => !made.has(id)));
  // A concept with an id in the file has its own entry there, so it cannot be the twin of another entry.
  const index = createTermIndex(all, (id) => !named.has(id));
  const isHomonym = homonymsIn(file.concepts);
  const writes = new Map<string, ConceptChange>();
  const results: Omit<GlossaryImport["concepts"][number], "name">[] = [];
  const warnings: ProblemData[] = [];
  const current = (id: string): Concept | undefined => writes.get(id)?.concept ?? stored.get(id)?.concept;
  const isTaken = (id: string) => current(id) !== undefined || named.has(id);
  const freshId = freshIds(isTaken);
  /** Plans to store this concept; true when it differs from the current one. */
  const put = (meant: Concept): boolean => {
    const before = stored.get(meant.id);
    const concept = withForms(meant, current(meant.id));
    if (canonicalJson(current(meant.id)) === canonicalJson(concept)) return false;
    writes.set(meant.id, { id: meant.id, concept, ...(before ? { before } : {}) });
    index.add(concept);
    return true;
  };
  const states = (sent: Concept) => (term: Term) =>
    file.assumed?.has(statusKey(sent.id, term.language, term.text)) !== true;

  for (const sent of file.concepts) {
    warnings.push(...validityWarnings(sent), ...relationWarnings(sent, isTaken));
    const namesake = made.has(sent.id) ? undefined : current(sent.id);
    const isOther = namesake !== undefined && !replace && isOtherConcept(namesake, sent);
    const isNamed = !made.has(sent.id) && !isOther;
    const known = isOther ? undefined : namesake;
    if (known !== undefined) {
      const base = exported.get(sent.id);
      const meant = file.isPartial
        ? mergedConcept(known, sent, states(sent), true).concept
        : base === undefined
          ? sent
          : applied(known, base, sent);
      results.push({ id: sent.id, result: put(meant) ? "changed" : "same" });
      continue;
    }
    const twin = duplicates === "create" ? undefined : index.same(sent, isHomonym);
    if (twin !== undefined) {
      const merged = mergedConcept(current(twin.id) ?? twin, sent, states(sent), false);
      warnings.push(...merged.warnings);
      const isMerged = duplicates === "merge" && put(merged.concept);
      results.push({ id: twin.id, result: isMerged ? "merged" : "same", entry: sent.id });
      continue;
    }
    const id = isNamed ? sent.id : freshId(sent);
    const near = index.near(sent);
    if (near !== undefined && near.id !== id)
      warnings.push({
        code: "concept-similar",
        params: { concept: conceptName(sent, id), known: conceptName(near, near.id) },
        place: { unit: id },
      });
    put({ ...sent, id });
    results.push({ id, result: "created", ...(isNamed ? {} : { entry: sent.id }) });
  }
  if (replace) {
    // An entry that cannot be read is in the file all the same.
    const unread = (file.rejected ?? []).flatMap(({ place }) => place?.unit ?? []);
    const kept = new Set([...named, ...unread, ...results.map(({ id }) => id)]);
    for (const [id, before] of stored) {
      if (kept.has(id) || !(file.isPartial || exported.has(id))) continue;
      writes.set(id, { id, before });
      results.push({ id, result: "removed" });
    }
  }
  return {
    writes: [...writes.values()],
    results: results.map((entry) => ({ ...entry, name: conceptName(current(entry.id), entry.id) })),
    warnings,
  };
}

/** A term of a file whose last day is before its first one is taken as it is, and named. */
const validityWarnings = ({ id, terms }: Concept): ProblemData[] =>
  terms.filter(isValidityReversed).map(({ text }) => ({
    code: "invalid-fields",
    params: { reason: "validity", term: text },
    place: { unit: id },
  }));

/** A relation to a concept that is neither stored nor in the file is taken, and named. */
const relationWarnings = ({ id, relations = [] }: Concept, isThere: (id: string) => boolean): ProblemData[] =>
  relations
    .filter(({ concept }) => !isThere(concept))
    .map(({ concept }) => ({ code: "not-found", params: { what: concept }, place: { unit: id } }));

/** Writes and reads the stored concepts in a format; the result shows what an export contains, by id. */
function asExported(
  concepts: readonly Concept[],
  format: GlossaryFormat,
  sent: readonly Concept[],
): ReadonlyMap<string, Concept> {
  // A file with one pair of languages is compared with an export of that pair.
  const [source, target] = new Set(sent.flatMap(({ terms }) => terms.map(({ language }) => language)));
  const pair: { source?: Language; target?: Language } = {
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
  };
  const written = WRITABLE_GLOSSARY_FORMATS.find((writable) => writable === format);
  if (written === undefined) return new Map();
  const read = (some: readonly Concept[]): [string, Concept][] =>
    readGlossary(writeGlossary({ concepts: some }, written, pair), { format }).concepts.map((concept) => [
      concept.id,
      concept,
    ]);
  try {
    return new Map(read(concepts));
  } catch (error) {
    // The format cannot hold one of the concepts, so the file is not our export and replaces what it contains.
    if (!(error instanceof Problem)) throw error;
    return new Map(concepts.map((concept) => [concept.id, concept]));
  }
}

const termName = ({ language, text }: Term): string => `${language} ${text}`;

/** Applies the differences between the export and the file to the stored concept. */
function applied(stored: Concept, exported: Concept, sent: Concept): Concept {
  const bases = new Map(exported.terms.map((term) => [termName(term), term]));
  const left = new Map(stored.terms.map((term) => [termName(term), term]));
  const terms = sent.terms.map((term): Term => {
    const name = termName(term);
    const [known, base] = [left.get(name), bases.get(name)];
    left.delete(name);
    return known === undefined || base === undefined ? term : changed(known, base, term);
  });
  // Terms in the export that the file lacks were deleted; terms that the export lacks stay.
  const others = [...left.values()].filter((term) => !bases.has(termName(term)));
  const named = new Map(terms.map((term) => [termName(term), term]));
  const sameOrder = orderOf(sent.terms, bases) === orderOf(exported.terms, named);
  const inPlace = stored.terms.flatMap(
    (term) => named.get(termName(term)) ?? (others.includes(term) ? [term] : []),
  );
  const fresh = terms.filter((term) => !bases.has(termName(term)));
  return {
    ...changed(stored, exported, sent),
    terms: sameOrder
      ? [...inPlace, ...fresh.filter((term) => !inPlace.includes(term))]
      : [...terms, ...others],
  };
}

/** Order of the terms that are also in the other list, as a text to compare. */
const orderOf = (terms: readonly Term[], others: ReadonlyMap<string, Term>): string =>
  terms
    .map(termName)
    .filter((name) => others.has(name))
    .join("\n");

/** The stored part, with fields from the file where the file differs from the export. */
function changed<Part extends Concept | Term>(stored: Part, exported: Part, sent: Part): Part {
  const names = new Set([...Object.keys(exported), ...Object.keys(sent)]) as Set<keyof Part>;
  const result: Part = { ...stored };
  for (const name of names) {
    if (canonicalJson(exported[name]) === canonicalJson(sent[name])) continue;
    if (sent[name] === undefined) delete result[name];
    else result[name] = sent[name];
  }
  return result;
}

/**
 * Generates forms for terms that have none, or only an editor's corrections. Forms that are already stored stay. A name
 * that is not translated gets a term in every language.
 */
function withForms(sent: Concept, known: Concept | undefined): Concept {
  const named = sent.doNotTranslate === true ? inAllLanguages(sent.terms) : sent.terms;
  const terms = named.map((term): Term => {
    const before = known?.terms.find((each) => termName(each) === termName(term))?.forms;
    const given = term.forms ?? before;
    const whole = given?.some(({ edited }) => edited === undefined) ?? false;
    return whole
      ? { ...term, forms: given ?? [] }
      : { ...term, forms: mergeForms(generateForms(term), given ?? []) };
  });
  return { ...sent, terms };
}
