/*
 * The roles of columns in glossary tables: what their cells mean. Small enough for the pages to import.
 */

interface RoleTraits {
  /** Our own tables have a column with this role; its name is the header. */
  readonly isOwn?: true;
  /** `term`: the cells are about the terms of one language. `concept`: they are about the whole concept. */
  readonly about: "term" | "concept";
  /** In a table with a row for each concept, one cell for the row is about the terms of every language. */
  readonly isShared?: true;
}

const TRAITS = {
  concept: { about: "concept", isOwn: true },
  domain: { about: "concept", isOwn: true },
  conceptStatus: { about: "concept", isOwn: true },
  language: { about: "concept", isOwn: true },
  term: { about: "term", isOwn: true },
  status: { about: "term", isOwn: true, isShared: true },
  forbidden: { about: "term", isOwn: true, isShared: true },
  partOfSpeech: { about: "term", isOwn: true, isShared: true },
  type: { about: "term", isOwn: true, isShared: true },
  caseSensitive: { about: "term", isOwn: true, isShared: true },
  gender: { about: "term", isOwn: true },
  grammaticalNumber: { about: "term", isOwn: true },
  register: { about: "term", isOwn: true },
  region: { about: "term", isOwn: true },
  usageNote: { about: "term", isOwn: true },
  notInside: { about: "term", isOwn: true },
  citation: { about: "term", isOwn: true },
  note: { about: "term", isOwn: true },
  institution: { about: "term", isOwn: true },
  /** First and last day of use. */
  validFrom: { about: "term", isOwn: true, isShared: true },
  validUntil: { about: "term", isOwn: true, isShared: true },
  /** Of the concept, in the language of the terms. */
  definition: { about: "term", isOwn: true },
  mandatory: { about: "concept", isOwn: true },
  nested: { about: "concept", isOwn: true },
  /** Yes or no: a name that stays as it is in every language. */
  doNotTranslate: { about: "concept", isOwn: true },
  conceptSource: { about: "concept", isOwn: true },
  picture: { about: "concept", isOwn: true },
  links: { about: "concept", isOwn: true },
  /** Ids of other concepts, or their terms. */
  broader: { about: "concept", isOwn: true },
  narrower: { about: "concept", isOwn: true },
  related: { about: "concept", isOwn: true },
  see: { about: "concept", isOwn: true },
  more: { about: "concept", isOwn: true },
  /** A status, or a note on how the term is used. */
  usage: { about: "term", isShared: true },
  /** Yes or no, or terms with this status. */
  preferred: { about: "term", isShared: true },
  deprecated: { about: "term", isShared: true },
  superseded: { about: "term", isShared: true },
  /** Yes or no: a concept that is not approved is a proposal. */
  approved: { about: "concept" },
  /** “Do not translate” the other way round. */
  translatable: { about: "concept" },
  synonyms: { about: "term", isShared: true },
  abbreviation: { about: "term", isShared: true },
  /** True for an entry that needs work. */
  fuzzy: { about: "concept" },
  /** Terms in the language that the caller names as source, or in the language of their script. */
  source: { about: "concept" },
  target: { about: "concept" },
  /** A column to leave out: a running number, a location in a program. */
  ignore: { about: "concept" },
} as const satisfies Readonly<Record<string, RoleTraits>>;

export type Role = keyof typeof TRAITS;
export type OwnColumn = {
  [Name in Role]: (typeof TRAITS)[Name] extends { readonly isOwn: true } ? Name : never;
}[Role];
export type TermRole = {
  [Name in Role]: (typeof TRAITS)[Name] extends { readonly about: "term" } ? Name : never;
}[Role];

const traitsOf: (role: Role) => RoleTraits = (role) => TRAITS[role];

export const ROLES = Object.keys(TRAITS) as readonly Role[];
/** The columns of our own tables, in their order. */
export const OWN_COLUMNS = ROLES.filter((role): role is OwnColumn => traitsOf(role).isOwn === true);
export const TERM_ROLES = ROLES.filter((role): role is TermRole => traitsOf(role).about === "term");
export const SHARED_ROLES = ROLES.filter((role): role is TermRole => traitsOf(role).isShared === true);
