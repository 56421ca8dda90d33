import { canonicalJson } from "../../../domain/canonical-json.ts";
import type { Concept, Definition, Relation, Term } from "../../../domain/concept.ts";
import { relationKey } from "../../../domain/concept-relations.ts";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import { type ConceptPart, CONCEPT_PARTS, type Result } from "../../../storage/rows/import-reports.ts";

/** Parts and terms that an undo left. */
type Open = Pick<ConceptReversal, "unrestored" | "unrestoredTerms">;

/** A concept that an import changed: before it, after it, and now. Absent where the concept was or is not there. */
export interface ChangedConcept {
  readonly before?: Concept | undefined;
  readonly after?: Concept | undefined;
  readonly current?: Concept | undefined;
  /** What an earlier undo left of the concept; nothing else is touched again. Absent: all parts. */
  readonly open?: Open | undefined;
}

/** What an undo does with a concept. */
export interface ConceptReversal {
  readonly result: Result;
  /** The concept after the undo; `null` removes it. Absent: it stays as it is. */
  readonly concept?: Concept | null;
  /** Parts that are not restored, because somebody changed them later. */
  readonly unrestored?: readonly ConceptPart[];
  /** Texts of terms that are not restored. */
  readonly unrestoredTerms?: readonly string[];
}

/**
 * Undoes an import for one concept, part by part: each field, each definition and each term is a part. A part that is
 * now as the import left it gets back what it was before. Every other part stays, and is named unless it already is
 * what it was before. Pure.
 */
export function reverseConcept({ before, after, current, open }: ChangedConcept): ConceptReversal {
  const isOpen = opened(open);
  if (before === undefined) {
    if (current === undefined || after === undefined) return { result: "same" };
    if (isSame(after, current)) return { result: "removed", concept: null };
    return left(differences(after, current));
  }
  if (after === undefined) {
    if (current === undefined) return { result: "created", concept: before };
    if (isSame(before, current)) return { result: "same" };
    // An earlier undo has brought the concept back, but not its relations to concepts that were not there.
    const { relations: _, ...alone } = before;
    return isOpen({ part: "concept" })
      ? left([{ part: "concept" }])
      : restoreParts(before, alone, current, isOpen);
  }
  if (current === undefined)
    return isOpen({ part: "concept" }) ? left([{ part: "concept" }]) : leftAgain(open);
  return restoreParts(before, after, current, isOpen);
}

/** What an earlier undo left stays left. */
const leftAgain = ({ unrestored = [], unrestoredTerms }: Open = {}): ConceptReversal => ({
  ...{ result: "conflict", unrestored },
  ...(unrestoredTerms === undefined ? {} : { unrestoredTerms }),
});

/** Says which parts may be restored. Where the concept was left as a whole, or without a term, all may be. */
function opened(open: Open | undefined): (left: Left) => boolean {
  const { unrestored = ["concept"], unrestoredTerms = [] } = open ?? {};
  const names = new Set<string>(unrestored);
  if (names.has("concept") || (names.has("terms") && unrestoredTerms.length === 0)) return () => true;
  const terms = new Set(unrestoredTerms);
  return ({ part, term }) => names.has(part) && (term === undefined || terms.has(term));
}

/** A part that was not restored; `term` is the text of a term. */
interface Left {
  readonly part: ConceptPart;
  readonly term?: string;
}

function left(parts: readonly Left[], concept?: Concept): ConceptReversal {
  const names = new Set(parts.map(({ part }) => part));
  const terms = parts.flatMap(({ term }) => term ?? []);
  return {
    result: "conflict",
    ...(concept === undefined ? {} : { concept }),
    unrestored: CONCEPT_PARTS.filter((part) => names.has(part)),
    ...(terms.length === 0 ? {} : { unrestoredTerms: terms }),
  };
}

function restoreParts(
  before: Concept,
  after: Concept,
  current: Concept,
  isOpen: (left: Left) => boolean,
): ConceptReversal {
  const [was, made, is] = [partsOf(before), partsOf(after), partsOf(current)];
  const parts = new Map(is);
  const unrestored: Left[] = [];
  for (const name of new Set([...was.keys(), ...made.keys()])) {
    const [old, done, now] = [was.get(name), made.get(name), is.get(name)];
    if (isSame(old?.value, done?.value) || isSame(now?.value, old?.value)) continue;
    const { part, term } = old ?? done ?? { part: "concept" };
    const one: Left = { part, ...(term === undefined ? {} : { term }) };
    if (!isOpen(one)) continue;
    if (!isSame(now?.value, done?.value)) unrestored.push(one);
    else if (old === undefined) parts.delete(name);
    else parts.set(name, old);
  }
  const [oldOrder, doneOrder, nowOrder] = [before, after, current].map(({ terms }) => namesOf(terms));
  const order = restoredOrder(oldOrder ?? [], doneOrder ?? [], nowOrder ?? [], {
    stays: (name) => parts.has(name),
    isOpen: isOpen({ part: "order" }),
  });
  if (order.isLeft) unrestored.push({ part: "order" });
  const concept = assembled(current.id, parts, order.names);
  // A concept needs a term. Others have removed the terms that would stay.
  if (concept.terms.length === 0) return left([{ part: "terms" }]);
  const isChanged = !isSame(concept, current);
  if (unrestored.length > 0) return left(unrestored, isChanged ? concept : undefined);
  return isChanged ? { result: "changed", concept } : { result: "same" };
}

/** Parts that differ between two states of a concept. */
function differences(one: Concept, other: Concept): Left[] {
  const [ours, theirs] = [partsOf(one), partsOf(other)];
  const found = [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((name): Left[] => {
    const [our, their] = [ours.get(name), theirs.get(name)];
    if (isSame(our?.value, their?.value)) return [];
    const { part, term } = our ?? their ?? { part: "concept" };
    return [{ part, ...(term === undefined ? {} : { term }) }];
  });
  return found.length > 0 ? found : [{ part: "order" }];
}

const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);

interface Part {
  readonly part: ConceptPart;
  readonly value: unknown;
  readonly term?: string;
}

const isPart = (name: string): name is ConceptPart => CONCEPT_PARTS.some((part) => part === name);

/** The parts of a concept by a name of their own. */
function partsOf(concept: Concept): Map<string, Part> {
  const { id: _, terms, definitions, relations, ...fields } = concept;
  const parts = new Map<string, Part>();
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined) parts.set(name, { part: isPart(name) ? name : "concept", value });
  for (const language of LANGUAGES) {
    const value = definitions?.[language];
    if (value !== undefined) parts.set(`definitions ${language}`, { part: "definitions", value });
  }
  for (const relation of relations ?? [])
    parts.set(`relations ${relationKey(relation)}`, { part: "relations", value: relation });
  // Without a language it is a part too, so that it comes back as it was.
  if (definitions !== undefined && Object.keys(definitions).length === 0)
    parts.set("definitions", { part: "definitions", value: definitions });
  for (const [name, term] of namedTerms(terms))
    parts.set(name, { part: "terms", value: term, term: term.text });
  return parts;
}

/** Terms by language and text. A further term with the same text gets a number. */
function namedTerms(terms: readonly Term[]): Map<string, Term> {
  const named = new Map<string, Term>();
  for (const term of terms) {
    const name = `terms ${term.language} ${term.text}`;
    let own = name;
    for (let number = 2; named.has(own); number += 1) own = `${name} ${number}`;
    named.set(own, term);
  }
  return named;
}

const namesOf = (terms: readonly Term[]): string[] => [...namedTerms(terms).keys()];

/** Order of the terms after an undo. The old order comes back unless somebody has arranged the terms anew since. */
function restoredOrder(
  before: readonly string[],
  after: readonly string[],
  current: readonly string[],
  { stays, isOpen }: { readonly stays: (name: string) => boolean; readonly isOpen: boolean },
): { readonly names: readonly string[]; readonly isLeft: boolean } {
  const isAsLeft = isOpen && sameOrder(after, current);
  const [frame, others] = isAsLeft ? [before, current] : [current, before];
  const names = interleaved(frame.filter(stays), others.filter(stays));
  return { names, isLeft: isOpen && !isAsLeft && !sameOrder(before, after) && !sameOrder(before, names) };
}

/** True when the names that both lists have come in the same order. */
function sameOrder(one: readonly string[], other: readonly string[]): boolean {
  const [inOne, inOther] = [new Set(one), new Set(other)];
  const common = other.filter((name) => inOne.has(name));
  return one.filter((name) => inOther.has(name)).every((name, at) => name === common[at]);
}

/** The frame with each further name of the other list behind the name that it follows there. */
function interleaved(frame: readonly string[], others: readonly string[]): string[] {
  const inFrame = new Set(frame);
  const behind = new Map<string | undefined, string[]>();
  let last: string | undefined;
  for (const name of others) {
    if (inFrame.has(name)) last = name;
    else behind.set(last, [...(behind.get(last) ?? []), name]);
  }
  return [...(behind.get(undefined) ?? []), ...frame.flatMap((name) => [name, ...(behind.get(name) ?? [])])];
}

/** Makes a concept of its parts. */
function assembled(id: string, parts: ReadonlyMap<string, Part>, order: readonly string[]): Concept {
  const fields = [...parts]
    .filter(([, { part }]) => part !== "definitions" && part !== "terms" && part !== "relations")
    .map(([name, { value }]) => [name, value] as const);
  const definitions: { [language in Language]?: Definition } = {};
  for (const language of LANGUAGES) {
    const value = parts.get(`definitions ${language}`)?.value;
    // `partsOf` put a definition under this name.
    if (value !== undefined) definitions[language] = value as Definition;
  }
  // `partsOf` made them of relations.
  const relations = [...parts.values()].flatMap(({ part, value }) =>
    part === "relations" ? [value as Relation] : [],
  );
  return {
    // The names and values come from concepts, part by part.
    ...(Object.fromEntries(fields) as Omit<Concept, "id" | "terms" | "definitions">),
    id,
    ...(relations.length > 0 ? { relations } : {}),
    ...(parts.has("definitions") || Object.keys(definitions).length > 0 ? { definitions } : {}),
    terms: order.flatMap((name) => (parts.get(name)?.value as Term | undefined) ?? []),
  };
}
