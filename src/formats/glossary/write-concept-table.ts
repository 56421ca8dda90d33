import type { Term } from "../../domain/concept.ts";
import { guard } from "../csv/formula-guard.ts";
import { printTable } from "../csv/table.ts";
import type { GlossaryFile } from "./file.ts";
import { OWN_COLUMNS } from "./column-roles.ts";

type Column = (typeof OWN_COLUMNS)[number];
type Cells = { readonly [column in Column]?: string };

/**
 * Writes CSV (RFC 4180, UTF-8 with BOM for Excel) without cells that a spreadsheet would run as formulas. Each row
 * is a term. The rows of a concept follow each other, and only the first has the concept's own columns. The column
 * `more` holds other properties as JSON. A concept without terms has one row without a term.
 */
export function writeGlossaryCsv({ concepts }: GlossaryFile): Uint8Array {
  const rows = concepts.flatMap((concept) => {
    const { id, domain, status, terms, ...rest } = concept;
    const common: Cells = { concept: id, domain: domain ?? "", conceptStatus: status };
    const more = Object.keys(rest).length > 0 ? { concept: rest } : {};
    if (terms.length === 0) return [cellsOf({ ...common, more: json(more) })];
    return terms.map((term, at) =>
      cellsOf({ ...(at === 0 ? common : { concept: id }), ...termCells(term, at === 0 ? more : {}) }),
    );
  });
  return new TextEncoder().encode(`\u{FEFF}${printTable([OWN_COLUMNS, ...rows], ",")}`);
}

const json = (value: object): string => (Object.keys(value).length === 0 ? "" : JSON.stringify(value));

function termCells(term: Term, more: object): Cells {
  const { language, text, administrativeStatus, forbidden, partOfSpeech, type, caseSensitive, ...other } =
    term;
  const { gender, grammaticalNumber, register, region, usageNote, notInside, citation, notes, ...rest } =
    other;
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
    more: json({ ...more, ...(Object.keys(left).length > 0 && { term: left }) }),
  };
}

const cellsOf = (cells: Cells): string[] => OWN_COLUMNS.map((column) => guard(cells[column] ?? ""));
