import { type Language, LANGUAGES, OWN_NAMES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import {
  DEFAULT_LIMITS,
  type ExchangeFile,
  type ExchangeUnit,
  type Limits,
  type ReadOptions,
  type WriteOptions,
} from "../contract.ts";
import type { Note } from "../../domain/unit.ts";
import { columnsOf } from "../csv/columns.ts";
import { printBase, unitOf } from "../csv/csv.ts";
import { guard } from "../csv/formula-guard.ts";
import { codesInTexts, NO_CODES, printCodes, withMarks } from "../csv/marks.ts";
import type { Row } from "../csv/table.ts";
import type { FormatName } from "../traits.ts";

/** A column of a table for reviewers. */
export interface ReviewColumn {
  /** Name for the reader of the file, then ` · ` and words for people. */
  readonly header: string;
  /** `machine`: identity and codes, hidden. `fixed`: for reading. `text`, `state`, `comment`: to be filled in. */
  readonly role: "machine" | "fixed" | "text" | "state" | "comment";
  readonly language?: Language;
  readonly cells: readonly string[];
}

/** Begins the header of a text that is only shown. */
const SHOWN = "source:";
const COMMENT = "comment";
const WORDS = {
  state: "state · состояние · 状态",
  findings: "findings · замечания · 检查结果",
  comment: `${COMMENT} · комментарий · 备注`,
  note: "note · примечание · 说明",
};

/**
 * The columns of a table for reviewers: the source, the targets with their states, findings, notes and an empty column
 * for comments. With a source and a target the table has these two languages, otherwise all that the units have.
 */
export function reviewColumns(file: ExchangeFile, options: WriteOptions): ReviewColumn[] {
  const units = file.units.filter(({ rejection }) => rejection === undefined);
  const languages = reviewedLanguages(units, {
    source: options.source ?? file.source,
    target: options.target,
  });
  const [source, ...targets] = languages;
  const codes = units.map(({ variants }) => codesInTexts(languages, (one) => variants[one]?.content ?? []));
  const texts = (language: Language) =>
    units.map(({ variants }, at) =>
      withMarks(variants[language]?.content ?? [], language, codes[at] ?? NO_CODES),
    );
  return [
    { header: "№", role: "fixed", cells: units.map((_, at) => String(at + 1)) },
    {
      header: `${SHOWN}${source} · ${OWN_NAMES[source]}`,
      role: "fixed",
      language: source,
      cells: texts(source),
    },
    ...targets.flatMap((language): ReviewColumn[] => [
      { header: `${language} · ${OWN_NAMES[language]}`, role: "text", language, cells: texts(language) },
      {
        header: `${language}.state · ${WORDS.state}`,
        role: "state",
        cells: units.map(({ variants }) => {
          const { state, subState } = variants[language] ?? {};
          return [state ?? [], subState ?? []].flat().join(" ");
        }),
      },
    ]),
    {
      header: WORDS.findings,
      role: "fixed",
      cells: units.map(({ key }) => (options.findings?.get(key) ?? []).join("\n")),
    },
    {
      header: WORDS.note,
      role: "fixed",
      cells: units.map(({ notes }) =>
        notes.map(({ author, text }) => (author === undefined ? text : `${author}: ${text}`)).join("\n"),
      ),
    },
    { header: WORDS.comment, role: "comment", cells: units.map(() => "") },
    { header: "key", role: "machine", cells: units.map(({ key }) => key) },
    { header: "codes", role: "machine", cells: codes.map(printCodes) },
    {
      header: "base",
      role: "machine",
      cells: units.map(({ base }) => (base === undefined ? "" : printBase(base))),
    },
  ];
}

/** The languages of a table for reviewers: the source, then the targets. */
export function reviewedLanguages(
  units: Iterable<Pick<ExchangeUnit, "variants">>,
  { source, target }: { readonly source: Language | undefined; readonly target: Language | undefined },
): readonly [source: Language, ...targets: Language[]] {
  const found = new Set<Language>();
  for (const { variants } of units)
    for (const language of LANGUAGES) if (variants[language] !== undefined) found.add(language);
  const used = LANGUAGES.filter((language) => found.has(language));
  const from = source ?? used.find((language) => language !== target) ?? "en";
  return [from, ...(target === undefined ? used.filter((language) => language !== from) : [target])];
}

/** A row with the comments that an office program keeps beside its cells. */
export interface ReviewRow extends Row {
  readonly comments?: readonly Note[];
}

/**
 * Reads the rows of a table for reviewers. The targets and their states count, and the comments, which become notes; what
 * somebody wrote into the other columns changes nothing.
 *
 * @throws {Problem} `csv-invalid` (`no-header`), `unit-duplicate`, `too-large`
 */
export function unitsOfReview(
  rows: readonly ReviewRow[],
  format: FormatName,
  options: ReadOptions,
): ExchangeFile {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const [header, ...body] = rows;
  if (header === undefined) throw new Problem("file-empty");
  if (body.length > limits.units) throw new Problem("too-large", { limit: limits.units, what: "units" });
  const names = header.cells.map((cell) => (cell.split("·")[0] ?? "").trim());
  const targets = LANGUAGES.filter((language) => names.includes(language));
  const shown = LANGUAGES.find((language) => names.includes(SHOWN + language));
  const [target] = targets;
  if (target === undefined || !names.includes("key"))
    throw new Problem(
      "csv-invalid",
      { reason: "no-header", languages: LANGUAGES.join(", ") },
      { line: header.line },
    );
  const direction = shown !== undefined && targets.length === 1 ? { source: shown, target } : undefined;
  const isRead = (name: string) =>
    /^(?:(?:en|ru|zh)(?:\.state)?|key|codes|base)$/u.test(name) ||
    (direction !== undefined && name === SHOWN + direction.source);
  const wanted = names.flatMap((name, at) => (isRead(name) ? [at] : []));
  const { columns } = columnsOf(
    wanted.map((at) => (names[at] ?? "").replace(SHOWN, "")),
    header.line,
  );
  const commentAt = names.indexOf(COMMENT);
  const units = body
    .map(({ cells, line, comments = [] }) => ({
      row: { cells: wanted.map((at) => guard(cells[at] ?? "")), line },
      notes: [{ text: (cells[commentAt] ?? "").trim() }, ...comments],
    }))
    .filter(({ row }) => row.cells.some((cell) => cell.trim() !== ""))
    .map(({ row, notes }, at) => withComments(unitOf(row, at + 1, columns, limits), notes, limits));
  if (units.length === 0) throw new Problem("file-empty");
  refuseDuplicates(units);
  return { format, ...direction, tags: {}, units };
}

/** A unit with what reviewers say to it. A comment that is too long costs its row and no other. */
function withComments(unit: ExchangeUnit, comments: readonly Note[], limits: Limits): ExchangeUnit {
  const notes = comments.filter(({ text }) => text !== "").map((note) => ({ ...note, category: COMMENT }));
  if (notes.length === 0 || unit.rejection !== undefined) return unit;
  const long = notes.find(({ text }) => text.length > limits.text);
  if (long === undefined) return { ...unit, notes };
  const params = { length: long.text.length, limit: limits.text };
  const rejection = { code: "too-long", params, place: { line: unit.line, unit: unit.key } } as const;
  return { ...unit, variants: {}, rejection };
}

/** @throws {Problem} `unit-duplicate` */
function refuseDuplicates(units: readonly ExchangeUnit[]): void {
  const lines = new Map<string, number>();
  for (const { key, line } of units) {
    const first = lines.get(key);
    if (first !== undefined) throw new Problem("unit-duplicate", { key, first }, { line, unit: key });
    lines.set(key, line);
  }
}
