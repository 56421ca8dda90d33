import type { Concept } from "../../domain/concept.ts";
import type { Language } from "../../domain/language.ts";
import type { ProblemData } from "../../domain/problem.ts";
import type { ReadOptions } from "../contract.ts";

/** The model of a glossary file, shared by all formats. */
export interface GlossaryFile {
  readonly title?: string;
  readonly concepts: readonly Concept[];
  /**
   * Parts of the file that belong to no concept, kept for export: markup of a TBX header (`header`) and back
   * matter.
   */
  readonly header?: string;
  readonly back?: string;
  /** Problems and omissions, with their places. */
  readonly warnings?: readonly ProblemData[];
  /** Entries that could not be read, each with its line and, if it has one, its id as `unit`. */
  readonly rejected?: readonly ProblemData[];
  /** Ids that the reader made for entries without one. They are not valid outside this file. */
  readonly made?: ReadonlySet<string>;
  /** Recognised roles of the columns of a table. */
  readonly columns?: readonly RecognisedColumn[];
  /** True if the file holds less than our own export of this format. Missing data is then not deleted. */
  readonly isPartial?: true;
  /** Terms without a status in the file, by `statusKey`. The reader assumed their status. */
  readonly assumed?: ReadonlySet<string>;
}

export interface RecognisedColumn {
  /** The header as written in the file. */
  readonly column: string;
  /** The name of its role (`table-columns.ts`); `null` for an unknown column. */
  readonly role: string | null;
  /** The cells of the first rows, cut to a length that can be shown; all columns have the same number. */
  readonly values: readonly string[];
}

export interface GlossaryReadOptions extends ReadOptions {
  /** Roles of table columns that their headers do not show: `Перевод=ru,C=en,Прим.=note`. */
  readonly columns?: string;
}

/** Key of a term in `assumed`. */
export const statusKey = (concept: string, language: Language, text: string): string =>
  `${concept}\n${language}\n${text}`;
