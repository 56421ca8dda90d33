import type { Concept, Example, Form, Term } from "../../domain/concept.ts";

/**
 * TBX-Basic has no category for some of our data. It is written as `<note>` elements with fixed wording: `forbidden`,
 * `case-sensitive`, `not inside: A, B`, `status: proposed` … A note for people that begins like one of them gets the
 * prefix `note: `.
 */
const RESERVED =
  /^(?:note: |forbidden$|case-(?:in)?sensitive$|mandatory$|nested$|do not translate$|not inside: |form (?:added|removed): |valid (?:from|until): |status: |example: )/u;

const human = (notes: readonly string[] | undefined): string[] =>
  (notes ?? []).map((note) => (RESERVED.test(note) ? `note: ${note}` : note));

/** Joins items with commas. Commas and backslashes inside an item get a backslash before them. */
const listed = (items: readonly string[]): string =>
  items.map((item) => item.replace(/[\\,]/gu, "\\$&")).join(", ");
const unlisted = (list: string): string[] =>
  (list.match(/(?:\\.|[^\\,])+/gu) ?? [])
    .map((item) => item.trim().replace(/\\(.)/gu, "$1"))
    .filter((item) => item !== "");

/** The texts of the `<note>` elements of a concept, with its notes for people. */
export function conceptNotes(concept: Concept): string[] {
  return [
    ...(concept.status === "approved" ? [] : [`status: ${concept.status}`]),
    ...(concept.mandatory === true ? ["mandatory"] : []),
    ...(concept.nested === true ? ["nested"] : []),
    ...(concept.doNotTranslate === true ? ["do not translate"] : []),
    ...human(concept.notes),
    ...(concept.examples ?? []).map((example) => `example: ${JSON.stringify(example)}`),
  ];
}

/** The texts of the `<note>` elements of a term, with its notes for people. */
export function termNotes(term: Term): string[] {
  const edited = (term.forms ?? []).filter(({ edited }) => edited !== undefined);
  return [
    ...(term.forbidden === true ? ["forbidden"] : []),
    ...(term.caseSensitive === undefined ? [] : [term.caseSensitive ? "case-sensitive" : "case-insensitive"]),
    ...(term.notInside === undefined || term.notInside.length === 0
      ? []
      : [`not inside: ${listed(term.notInside)}`]),
    ...(term.validFrom === undefined ? [] : [`valid from: ${term.validFrom}`]),
    ...(term.validUntil === undefined ? [] : [`valid until: ${term.validUntil}`]),
    ...edited.map(({ text, edited }) => `form ${edited}: ${text}`),
    ...human(term.notes),
  ];
}

/** The inverse of `conceptNotes`. Without a `status` note the concept is approved. */
export function readConceptNotes(
  notes: readonly string[],
): Pick<Concept, "status"> &
  Partial<Pick<Concept, "mandatory" | "nested" | "doNotTranslate" | "notes" | "examples">> {
  const examples = notes.flatMap((note) => exampleOf(note) ?? []);
  const status = notes
    .map((note) => /^status: (proposed|rejected)$/u.exec(note)?.[1])
    .find((found) => found !== undefined);
  const rest = notes.filter(
    (note) =>
      note !== "mandatory" &&
      note !== "nested" &&
      note !== "do not translate" &&
      !/^status: (?:proposed|rejected)$/u.test(note) &&
      exampleOf(note) === undefined,
  );
  return {
    status: status === "proposed" || status === "rejected" ? status : "approved",
    ...(notes.includes("mandatory") && { mandatory: true }),
    ...(notes.includes("nested") && { nested: true }),
    ...(notes.includes("do not translate") && { doNotTranslate: true }),
    ...(rest.length > 0 && { notes: rest.map(plain) }),
    ...(examples.length > 0 && { examples }),
  };
}

const plain = (note: string): string => note.replace(/^note: /u, "");

function exampleOf(note: string): Example | undefined {
  if (!note.startsWith("example: ")) return undefined;
  try {
    const value: unknown = JSON.parse(note.slice("example: ".length));
    return isExample(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isExample = (value: unknown): value is Example =>
  typeof value === "object" &&
  value !== null &&
  "expect" in value &&
  typeof value.expect === "string" &&
  "texts" in value &&
  typeof value.texts === "object" &&
  value.texts !== null &&
  Object.values(value.texts).every((text) => typeof text === "string");

type FromNotes = Partial<
  Pick<Term, "forbidden" | "caseSensitive" | "notInside" | "validFrom" | "validUntil" | "forms" | "notes">
>;

/** The inverse of `termNotes`. Only edited forms are in the notes; the import generates the others. */
export function readTermNotes(notes: readonly string[]): FromNotes {
  const found: { -readonly [key in keyof FromNotes]: FromNotes[key] } = {};
  const forms: Form[] = [];
  const rest: string[] = [];
  for (const note of notes) {
    const [, key = "", value = ""] =
      /^(not inside|form added|form removed|valid from|valid until): (.+)$/su.exec(note) ?? [];
    if (note === "forbidden") found.forbidden = true;
    else if (note === "case-sensitive" || note === "case-insensitive")
      found.caseSensitive = note === "case-sensitive";
    else if (key === "not inside") found.notInside = unlisted(value);
    else if (key === "valid from") found.validFrom = value;
    else if (key === "valid until") found.validUntil = value;
    else if (key !== "") forms.push({ text: value, edited: key === "form added" ? "added" : "removed" });
    else rest.push(plain(note));
  }
  if (forms.length > 0) found.forms = forms;
  if (rest.length > 0) found.notes = rest;
  return found;
}
