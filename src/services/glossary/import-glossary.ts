import type { Concept, Term } from "../../domain/concept.ts";
import type { Language } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import { glossaryFormatOf, readGlossary, writeGlossary } from "../../formats/glossary/glossary-registry.ts";
import type { GlossaryFormat } from "../../formats/glossary/traits.ts";
import { write } from "../../storage/problems.ts";
import { glossaryAbout, type StoredConcept, updateGlossaryAbout } from "../../storage/rows/concepts.ts";
import { generateForms, mergeForms } from "../../terminology/forms.ts";
import type { Actor, Context } from "../context.ts";
import { currentGlossary } from "./current-glossary.ts";
import { saveConcepts } from "./internal/save-concepts.ts";

export interface GlossaryImport {
  readonly counts: Readonly<Record<"created" | "changed" | "same" | "removed", number>>;
  readonly concepts: readonly {
    readonly id: string;
    readonly result: "created" | "changed" | "same" | "removed";
  }[];
  readonly warnings: readonly ProblemData[];
}

/**
 * Takes a glossary file in. A file says what its format can hold: where it says of a concept what our own
 * export would say, the concept stays as it is, so that taking an export in changes nothing. Concepts that it
 * does not have stay, unless it is to replace the glossary; those that it could not have stay then too.
 * Forms that an editor corrected stay corrected.
 *
 * @throws {Problem} whatever is wrong with the file; `stale-version` when somebody else writes at the same time
 */
export async function importGlossary(
  context: Context,
  actor: Actor,
  bytes: Uint8Array,
  options: {
    readonly format?: GlossaryFormat;
    readonly filename?: string;
    readonly encoding?: string;
    readonly replace?: boolean;
    readonly dryRun?: boolean;
  } = {},
): Promise<GlossaryImport> {
  const format = options.format ?? glossaryFormatOf(bytes);
  const file = readGlossary(bytes, { ...options, format });
  const { concepts } = await currentGlossary(context);
  const exported = asExported(
    [...concepts.values()].map(({ concept }) => concept),
    format,
    file.concepts,
  );
  const writes: { id: string; concept?: Concept; before?: StoredConcept }[] = [];
  const results: { id: string; result: "created" | "changed" | "same" | "removed" }[] = [];
  for (const sent of file.concepts) {
    const before = concepts.get(sent.id);
    const base = exported.get(sent.id);
    const meant = before !== undefined && base !== undefined ? applied(before.concept, base, sent) : sent;
    const concept = withForms(meant, before?.concept);
    const same = before !== undefined && canonicalJson(before.concept) === canonicalJson(concept);
    results.push({ id: sent.id, result: same ? "same" : before ? "changed" : "created" });
    if (!same) writes.push({ id: sent.id, concept, ...(before ? { before } : {}) });
  }
  if (options.replace) {
    const kept = new Set(file.concepts.map(({ id }) => id));
    for (const [id, before] of concepts) {
      if (kept.has(id) || !exported.has(id)) continue;
      writes.push({ id, before });
      results.push({ id, result: "removed" });
    }
  }
  if (!options.dryRun) {
    await saveConcepts(context, actor, writes);
    const { title, header, back } = file;
    const about = {
      ...(await glossaryAbout(context.storage)),
      ...(title === undefined ? {} : { title }),
      ...(header === undefined ? {} : { header }),
      ...(back === undefined ? {} : { back }),
    };
    await write(context.storage, [updateGlossaryAbout(about)]);
  }
  const counts = { created: 0, changed: 0, same: 0, removed: 0 };
  for (const { result } of results) counts[result] += 1;
  return { counts, concepts: results, warnings: file.warnings ?? [] };
}

/** The stored concepts as they come back from an export in that format, by id. */
function asExported(
  concepts: readonly Concept[],
  format: GlossaryFormat,
  sent: readonly Concept[],
): ReadonlyMap<string, Concept> {
  // A file of one pair of languages is compared with an export of that pair.
  const [source, target] = new Set(sent.flatMap(({ terms }) => terms.map(({ language }) => language)));
  const pair: { source?: Language; target?: Language } = {
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
  };
  const read = (some: readonly Concept[]): [string, Concept][] =>
    readGlossary(writeGlossary({ concepts: some }, format, pair), { format }).concepts.map((concept) => [
      concept.id,
      concept,
    ]);
  try {
    return new Map(read(concepts));
  } catch (error) {
    // The format can't hold one of them: then no such file is ours, and each is what the file says.
    if (!(error instanceof Problem)) throw error;
    return new Map(concepts.map((concept) => [concept.id, concept]));
  }
}

const termName = ({ language, text }: Term): string => `${language} ${text}`;

/** The stored concept with what is different between its export and the file. */
function applied(stored: Concept, exported: Concept, sent: Concept): Concept {
  const bases = new Map(exported.terms.map((term) => [termName(term), term]));
  const left = new Map(stored.terms.map((term) => [termName(term), term]));
  const terms = sent.terms.map((term): Term => {
    const name = termName(term);
    const [known, base] = [left.get(name), bases.get(name)];
    left.delete(name);
    return known === undefined || base === undefined ? term : changed(known, base, term);
  });
  // What the export has and the file has not was taken out of it.
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

/** The order of those terms that the other list has too. */
const orderOf = (terms: readonly Term[], others: ReadonlyMap<string, Term>): string =>
  terms
    .map(termName)
    .filter((name) => others.has(name))
    .join("\n");

/** What is stored, but for the fields in which the file differs from the export. */
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
 * Generates the forms of terms that come without, or with an editor's corrections alone; what is known of a
 * term's forms already stays.
 */
function withForms(sent: Concept, known: Concept | undefined): Concept {
  const terms = sent.terms.map((term): Term => {
    const before = known?.terms.find((each) => termName(each) === termName(term))?.forms;
    const given = term.forms ?? before;
    const whole = given?.some(({ edited }) => edited === undefined) ?? false;
    return whole
      ? { ...term, forms: given ?? [] }
      : { ...term, forms: mergeForms(generateForms(term), given ?? []) };
  });
  return { ...sent, terms };
}

/** JSON with sorted names: equal for equal values. */
function canonicalJson(value: unknown): string | undefined {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
