import type { Concept, Term } from "../../../domain/concept.ts";
import { canonicalJson } from "../../../domain/canonical-json.ts";
import { relationKey } from "../../../domain/concept-relations.ts";
import { type Language, LANGUAGES } from "../../../domain/language.ts";

/** Something that differs between two states of a concept. */
export interface Difference {
  /** Name of a field, `definition` or `term`. */
  readonly part: string;
  readonly language?: Language;
  /** Text before and after; absent where there was or is none. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** For a term whose text stays: names of its fields that differ, with their texts. */
  readonly fields?: readonly Difference[];
}

/** What differs between two states of a concept, `null` where it was not there: fields, definitions, then terms. */
export function conceptDifferences(before: Concept | null, after: Concept | null): Difference[] {
  const [was, is] = [before, after];
  const { terms: _, definitions: __, id: ___, foreign: ____, relations: _____, ...oldFields } = was ?? {};
  const { terms: _t, definitions: _d, id: _i, foreign: _f, relations: _r, ...newFields } = is ?? {};
  const definitions = LANGUAGES.flatMap((language) =>
    changed("definition", definitionText(was, language), definitionText(is, language)).map((one) => ({
      ...one,
      language,
    })),
  );
  return [
    ...fieldDifferences(oldFields, newFields),
    ...definitions,
    ...relationDifferences(was, is),
    ...termDifferences(was?.terms ?? [], is?.terms ?? []),
  ];
}

/** Relations that were taken away, and those that are new: type and id of the other concept, divided by a blank. */
function relationDifferences(before: Concept | null, after: Concept | null): Difference[] {
  const [was, is] = [before, after].map((concept) => new Set(concept?.relations?.map(relationKey)));
  return [
    ...[...(was ?? [])].filter((key) => is?.has(key) !== true).map((from) => ({ part: "relations", from })),
    ...[...(is ?? [])].filter((key) => was?.has(key) !== true).map((to) => ({ part: "relations", to })),
  ];
}

function definitionText(concept: Concept | null, language: Language): string | undefined {
  const definition = concept?.definitions?.[language];
  return definition && [definition.text, definition.source].filter(Boolean).join(" — ");
}

function termDifferences(before: readonly Term[], after: readonly Term[]): Difference[] {
  const name = ({ language, text }: Term) => `${language} ${text}`;
  const [was, is] = [before, after].map((terms) => new Map(terms.map((term) => [name(term), term])));
  return [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].flatMap((key): Difference[] => {
    const [old, now] = [was?.get(key), is?.get(key)];
    const term = old ?? now;
    if (term === undefined) return [];
    const { language, text } = term;
    const head = { part: "term", language };
    if (old === undefined) return [{ ...head, to: text }];
    if (now === undefined) return [{ ...head, from: text }];
    const fields = fieldDifferences(ownFields(old), ownFields(now));
    return fields.length === 0 ? [] : [{ ...head, from: text, to: text, fields }];
  });
}

function ownFields(term: Term): object {
  const { language: _, text: __, foreign: ___, ...fields } = term;
  if (fields.forms === undefined) return fields;
  const forms = fields.forms.filter(({ edited }) => edited !== "removed").map(({ text }) => text);
  return { ...fields, forms };
}

function fieldDifferences(before: object, after: object): Difference[] {
  const [was, is] = [before, after].map((fields) => new Map<string, unknown>(Object.entries(fields)));
  return [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].flatMap((part) =>
    changed(part, shown(was?.get(part)), shown(is?.get(part))),
  );
}

function changed(part: string, from: string | undefined, to: string | undefined): Difference[] {
  return from === to ? [] : [{ part, from, to }];
}

/** A value as a text; `undefined` for nothing. */
function shown(value: unknown): string | undefined {
  if (value === undefined || value === false || value === "") return undefined;
  if (value === true) return "✓";
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return canonicalJson(value);
  if (value.length === 0) return undefined;
  return value
    .map((one: unknown) => (typeof one === "string" ? one : Object.values(one ?? {}).join(" ")))
    .join(" · ");
}
