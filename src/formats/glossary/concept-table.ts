import { z } from "zod";
import type { Concept, Term } from "../../domain/concept.ts";
import { languageOf } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { guard, unguard } from "../csv/formula-guard.ts";
import { DELIMITERS, parseTable, printTable } from "../csv/table.ts";
import { decode } from "../encoding.ts";
import { DEFAULT_LIMITS } from "../contract.ts";
import type { ReadOptions } from "../contract.ts";
import type { GlossaryFile } from "./file.ts";
import { conceptSchema } from "./concept-schema.ts";

/**
 * A row is a term; the rows of a concept follow each other, and its own columns are filled in the first of
 * them. `more` holds, as JSON, what has no column. A row without term holds a concept that has none.
 */
const COLUMNS = [
  "concept",
  "domain",
  "conceptStatus",
  "language",
  "term",
  "status",
  "forbidden",
  "partOfSpeech",
  "type",
  "caseSensitive",
  "notInside",
  "citation",
  "note",
  "more",
] as const;
type Column = (typeof COLUMNS)[number];
type Cells = { readonly [column in Column]?: string };

/** Writes CSV (RFC 4180, UTF-8 with BOM for Excel), no cell of which a spreadsheet would run. */
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
  return new TextEncoder().encode(`\u{FEFF}${printTable([COLUMNS, ...rows], ",")}`);
}

const json = (value: object): string => (Object.keys(value).length === 0 ? "" : JSON.stringify(value));

function termCells(term: Term, more: object): Cells {
  const { language, text, administrativeStatus, forbidden, partOfSpeech, type, caseSensitive, ...other } =
    term;
  const { notInside, citation, notes, ...rest } = other;
  // Lists whose items would not come back from a cell go to `more`.
  const contexts =
    notInside !== undefined &&
    notInside.length > 0 &&
    notInside.every((item) => !/[;\n]|^\s|\s$|^$/u.test(item));
  const note = notes?.length === 1 && notes[0] !== "" ? notes[0] : undefined;
  const left = {
    ...rest,
    ...(notInside !== undefined && !contexts && { notInside }),
    ...(notes !== undefined && note === undefined && { notes }),
    ...(citation === "" && { citation }),
  };
  return {
    language,
    term: text,
    status: administrativeStatus,
    forbidden: forbidden === undefined ? "" : String(forbidden),
    partOfSpeech: partOfSpeech ?? "",
    type: type ?? "",
    caseSensitive: caseSensitive === undefined ? "" : String(caseSensitive),
    notInside: contexts ? notInside.join("; ") : "",
    citation: citation ?? "",
    note: note ?? "",
    more: json({ ...more, ...(Object.keys(left).length > 0 && { term: left }) }),
  };
}

const cellsOf = (cells: Cells): string[] => COLUMNS.map((column) => guard(cells[column] ?? ""));

const moreSchema = z.object({
  concept: z.record(z.string(), z.unknown()).optional(),
  term: z.record(z.string(), z.unknown()).optional(),
});

/**
 * Reads such a table. Only `term`, `language` are needed: rows without concept are concepts of their own,
 * the status is `preferred` for the first term of a language. Throws `Problem`: `csv-invalid` with the line.
 */
export function readGlossaryCsv(bytes: Uint8Array, options: ReadOptions = {}): GlossaryFile {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  if (bytes.length > limits.bytes)
    throw new Problem("too-large", { size: bytes.length, limit: limits.bytes });
  const { text } = decode(bytes, { given: options.encoding });
  const [header, ...rows] = parseTable(text, delimiterOf(text));
  if (header === undefined) throw new Problem("file-empty");
  if (rows.length > limits.units) throw new Problem("too-large", { limit: limits.units });
  const names = header.cells.map((name) => unguard(name).trim());
  if (!names.includes("term") || !names.includes("language")) {
    throw new Problem("csv-invalid", { reason: "no-header" }, { line: header.line });
  }
  const concepts = new Map<
    string,
    { line: number; draft: Record<string, unknown>; terms: Record<string, unknown>[] }
  >();
  for (const [at, row] of rows.entries()) {
    const cells: Cells = Object.fromEntries(
      names.map((name, column) => [name, unguard(row.cells[column] ?? "")]),
    );
    const id = cells.concept || `row-${at + 1}`;
    const more = moreOf(cells.more ?? "", row.line);
    const known = concepts.get(id) ?? { line: row.line, draft: {}, terms: [] };
    concepts.set(id, known);
    Object.assign(known.draft, more.concept, {
      ...(cells.domain && { domain: cells.domain }),
      ...(cells.conceptStatus && { status: cells.conceptStatus }),
    });
    if (cells.term) known.terms.push(termOf(cells, more.term ?? {}, known.terms));
  }
  return {
    concepts: Array.from(concepts, ([id, { line, draft, terms }]) =>
      checked({ status: "approved", ...draft, id, terms }, line),
    ),
  };
}

function delimiterOf(text: string): string {
  const [line = ""] = text.split(/\r?\n/u, 1);
  const count = (delimiter: string): number => line.split(delimiter).length;
  return DELIMITERS.toSorted((a, b) => count(b) - count(a))[0] ?? ",";
}

function moreOf(cell: string, line: number): z.infer<typeof moreSchema> {
  if (cell === "") return {};
  try {
    return moreSchema.parse(JSON.parse(cell));
  } catch {
    throw new Problem("csv-invalid", { reason: "more" }, { line, field: "more" });
  }
}

function termOf(
  cells: Cells,
  more: Record<string, unknown>,
  before: readonly Record<string, unknown>[],
): Record<string, unknown> {
  const language = languageOf(cells.language ?? "") ?? cells.language;
  const isFirst = !before.some((term) => term["language"] === language);
  return {
    ...more,
    language,
    text: cells.term,
    administrativeStatus: cells.status || (isFirst ? "preferred" : "admitted"),
    ...(cells.forbidden && { forbidden: booleanOf(cells.forbidden) }),
    ...(cells.partOfSpeech && { partOfSpeech: cells.partOfSpeech }),
    ...(cells.type && { type: cells.type }),
    ...(cells.caseSensitive && { caseSensitive: booleanOf(cells.caseSensitive) }),
    ...(cells.notInside && {
      notInside: cells.notInside
        .split(";")
        .map((item) => item.trim())
        .filter((item) => item !== ""),
    }),
    ...(cells.citation && { citation: cells.citation }),
    ...(cells.note && { notes: [cells.note] }),
  };
}

const booleanOf = (cell: string): boolean | string => {
  const value = cell.trim().toLowerCase();
  if (value === "true" || value === "1" || value === "yes") return true;
  return value === "false" || value === "0" || value === "no" ? false : cell;
};

function checked(draft: Record<string, unknown>, line: number): Concept {
  const parsed = conceptSchema.safeParse(draft);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Problem(
    "csv-invalid",
    { reason: issue?.message ?? "" },
    { line, field: issue?.path.join(".") ?? "" },
  );
}
