import type { Concept, Term } from "../../domain/concept.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { guard } from "../csv/formula-guard.ts";
import { printTable } from "../csv/table.ts";
import type { GlossaryFile } from "./file.ts";
import { OWN_COLUMNS } from "./column-roles.ts";
import { isAddress, linksCell, relationCells } from "./linked-cells.ts";

type Column = (typeof OWN_COLUMNS)[number];
type Cells = { readonly [column in Column]?: string };

/**
 * Writes CSV (RFC 4180, UTF-8 with BOM for Excel) without cells that a spreadsheet would run as formulas. Each row
 * is a term. The rows of a concept follow each other, and only the first has the concept's own columns. A definition
 * stands beside the first term of its language. The column `more` holds other properties as JSON. A concept without
 * terms has one row without a term.
 */
export function writeGlossaryCsv({ concepts }: GlossaryFile): Uint8Array {
  const rows = concepts.flatMap((concept) => {
    const { id, terms } = concept;
    const { common, more, definitions } = conceptCells(concept);
    if (terms.length === 0) return [cellsOf({ ...common, more: json(more) })];
    return terms.map((term, at) =>
      cellsOf({
        ...(at === 0 ? common : { concept: id }),
        ...termCells(term, at === 0 ? more : {}),
        ...(isFirstOf(terms, at) ? { definition: definitions[term.language] ?? "" } : {}),
      }),
    );
  });
  return new TextEncoder().encode(`\u{FEFF}${printTable([OWN_COLUMNS, ...rows], ",")}`);
}

/** True for the first term of its language. */
const isFirstOf = (terms: readonly Term[], at: number): boolean =>
  terms.findIndex(({ language }) => language === terms[at]?.language) === at;

/** The definitions that have a cell, beside a term of their language, and what is left of all of them. */
function definitionCells({ definitions = {}, terms }: Pick<Concept, "definitions" | "terms">) {
  const cells: { [language in Language]?: string } = {};
  const left: { [language in Language]?: { text?: string; source?: string } } = {};
  for (const language of LANGUAGES) {
    const definition = definitions[language];
    if (definition === undefined) continue;
    const { text, ...rest } = definition;
    const hasCell = isLine(text) && terms.some((term) => term.language === language);
    if (hasCell) cells[language] = text;
    const more = hasCell ? rest : definition;
    if (Object.keys(more).length > 0) left[language] = more;
  }
  return { cells, left };
}

/** True for a text that comes out of a cell as it went in. */
const isLine = (text: string | undefined): text is string =>
  text !== undefined && text !== "" && text.trim() === text;

/** The cells of the whole concept. What a cell would not give back goes to `more`. */
function conceptCells(concept: Concept): {
  readonly common: Cells;
  readonly more: object;
  readonly definitions: { readonly [language in Language]?: string };
} {
  const { id, domain, status, terms: _, mandatory, nested, doNotTranslate, definitions, ...other } = concept;
  const defined = definitionCells(concept);
  const { source, picture, links, relations, ...rest } = other;
  const linked = links !== undefined && links.length > 0 ? linksCell(links) : undefined;
  const related = relations !== undefined && relations.length > 0 ? relationCells(relations) : undefined;
  const left = {
    ...rest,
    ...(definitions !== undefined &&
      (Object.keys(definitions).length === 0 || Object.keys(defined.left).length > 0) && {
        definitions: defined.left,
      }),
    ...(mandatory === false && { mandatory }),
    ...(nested === false && { nested }),
    ...(doNotTranslate === false && { doNotTranslate }),
    ...(source !== undefined && !isLine(source) && { source }),
    ...(links !== undefined && linked === undefined && { links }),
    ...(relations !== undefined && related === undefined && { relations }),
    ...(picture !== undefined && !isAddress(picture) && { picture }),
  };
  const yes = (value: boolean | undefined) => (value === true ? "true" : "");
  return {
    common: {
      concept: id,
      domain: domain ?? "",
      conceptStatus: status,
      mandatory: yes(mandatory),
      nested: yes(nested),
      doNotTranslate: yes(doNotTranslate),
      conceptSource: isLine(source) ? source : "",
      picture: left.picture === undefined ? (picture ?? "") : "",
      links: linked ?? "",
      ...related,
    },
    more: Object.keys(left).length > 0 ? { concept: left } : {},
    definitions: defined.cells,
  };
}

const json = (value: object): string => (Object.keys(value).length === 0 ? "" : JSON.stringify(value));

function termCells(term: Term, more: object): Cells {
  const { language, text, administrativeStatus, forbidden, partOfSpeech, type, caseSensitive, ...other } =
    term;
  const { gender, grammaticalNumber, register, region, usageNote, notInside, citation, notes, ...also } =
    other;
  const { institution, validFrom, validUntil, ...rest } = also;
  // Lists go to `more` if a cell would not give the same items back.
  const contexts =
    notInside !== undefined &&
    notInside.length > 0 &&
    notInside.every((item) => !/[;；|\r\n]|^\s|\s$|^$/u.test(item));
  const note = notes?.length === 1 && notes[0] !== "" ? notes[0] : undefined;
  const left = {
    ...rest,
    ...(notInside !== undefined && !contexts && { notInside }),
    ...(notes !== undefined && note === undefined && { notes }),
    ...(citation === "" && { citation }),
    ...(region === "" && { region }),
    ...(institution === "" && { institution }),
    ...(usageNote === "" && { usageNote }),
  };
  return {
    language,
    term: text,
    status: administrativeStatus,
    forbidden: forbidden === undefined ? "" : String(forbidden),
    partOfSpeech: partOfSpeech ?? "",
    type: type ?? "",
    caseSensitive: caseSensitive === undefined ? "" : String(caseSensitive),
    gender: gender ?? "",
    grammaticalNumber: grammaticalNumber ?? "",
    register: register ?? "",
    region: region ?? "",
    usageNote: usageNote ?? "",
    notInside: contexts ? notInside.join("; ") : "",
    citation: citation ?? "",
    note: note ?? "",
    institution: institution ?? "",
    validFrom: validFrom ?? "",
    validUntil: validUntil ?? "",
    more: json({ ...more, ...(Object.keys(left).length > 0 && { term: left }) }),
  };
}

const cellsOf = (cells: Cells): string[] => OWN_COLUMNS.map((column) => guard(cells[column] ?? ""));
