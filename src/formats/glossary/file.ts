import type { Concept } from "../../domain/concept.ts";
import type { Language } from "../../domain/language.ts";
import type { ProblemData } from "../../domain/problem.ts";
import type { ReadOptions } from "../contract.ts";

/** What every format of glossaries carries. */
export interface GlossaryFile {
  readonly title?: string;
  readonly concepts: readonly Concept[];
  /** Parts of the file that are not about one concept, for writing it again: markup of a TBX header and back matter. */
  readonly header?: string;
  readonly back?: string;
  /** What was odd or left out, and where. */
  readonly warnings?: readonly ProblemData[];
  /** Entries that could not be taken, each with its line and, where it has one, its id as `unit`. */
  readonly rejected?: readonly ProblemData[];
  /** Ids that the reader made up, because the entry has none: they identify nothing outside this file. */
  readonly made?: ReadonlySet<string>;
  /** Of a table: what each column was taken for. */
  readonly columns?: readonly RecognisedColumn[];
  /** The file holds less than our own export of this format: what it does not say is not taken away. */
  readonly isPartial?: true;
  /** Terms, by `statusKey`, that have no status in the file; theirs was assumed. */
  readonly assumed?: ReadonlySet<string>;
}

export interface RecognisedColumn {
  /** The header as it is written. */
  readonly column: string;
  /** The name of its role (`table-columns.ts`); `null` when nothing is known about it. */
  readonly role: string | null;
}

export interface GlossaryReadOptions extends ReadOptions {
  /** Of a table, roles of columns that cannot be told from their headers: `Перевод=ru,C=en,Прим.=note`. */
  readonly columns?: string;
}

export const statusKey = (concept: string, language: Language, text: string): string =>
  `${concept}\n${language}\n${text}`;
