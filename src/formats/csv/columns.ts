import { type Language, LANGUAGES, languageOf } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import { languageOfWord } from "../glossary/language-words.ts";

const FIELDS = ["state", "confidence"] as const;
export type Field = (typeof FIELDS)[number];

/** Meaning of a column. */
export type Column =
  | { readonly kind: "key" | "note" | "notes" | "context" | "codes" | "base" | "state" | "unknown" }
  | { readonly kind: "text"; readonly language: Language; readonly tag: string }
  | { readonly kind: "field"; readonly language: Language; readonly field: Field };

const PLAIN = ["key", "note", "notes", "context", "codes", "base", "state"] as const;

/**
 * The column that a header names: a language by any tag (`ru`, `zh-CN`, `en_US`) or by its name (`Russian`, «Русский», 俄文), `key`, `note`, `context`, `state`
 * (for every text in the row), `ru.state`, or a column that only our own files have (`notes`, `codes`, `base`,
 * `ru.confidence`). Case and surrounding white space are ignored.
 */
export function columnOf(header: string): Column {
  const name = header.trim();
  const plain = PLAIN.find((kind) => kind === name.toLowerCase());
  if (plain !== undefined) return { kind: plain };
  const [first = "", second = "", ...more] = name.split(".");
  const of = languageOf(first);
  const field = FIELDS.find((known) => known === second.toLowerCase());
  if (of !== undefined && field !== undefined && more.length === 0)
    return { kind: "field", language: of, field };
  const language = languageOf(name);
  if (language !== undefined) return { kind: "text", language, tag: name.replaceAll("_", "-") };
  const word = languageOfWord(name);
  if (word !== undefined) return { kind: "text", language: word.language, tag: word.tag ?? word.language };
  return { kind: "unknown" };
}

/**
 * The columns of a header row, with a warning for each unknown column.
 *
 * @throws {Problem} `csv-invalid`: `no-header` when no column is a language, `column-twice`
 */
export function columnsOf(
  headers: readonly string[],
  line: number,
): { columns: Column[]; warnings: ProblemData[] } {
  const columns = headers.map(columnOf);
  if (!columns.some((column) => column.kind === "text")) {
    throw new Problem("csv-invalid", { reason: "no-header", languages: LANGUAGES.join(", ") }, { line });
  }
  const seen = new Set<string>();
  const warnings: ProblemData[] = [];
  for (const [at, column] of columns.entries()) {
    const header = headers[at] ?? "";
    if (column.kind === "unknown") {
      warnings.push({
        code: "csv-invalid",
        params: { reason: "column-unknown", column: header },
        place: { line },
      });
      continue;
    }
    const { tag: _tag, ...identity } = { tag: "", ...column };
    const id = JSON.stringify(identity);
    if (seen.has(id)) throw new Problem("csv-invalid", { reason: "column-twice", column: header }, { line });
    seen.add(id);
  }
  return { columns, warnings };
}
