import { type Language, LANGUAGES } from "../domain/language.ts";
import type { DocumentView } from "./api/resources.ts";

/** From which language into which other one. */
export type Direction = readonly [source: Language, target: Language];

type DocumentWithLanguages = Pick<DocumentView, "languages" | "file">;

/** The direction of the file that a document came from; `undefined` when the file has none. */
export function fileDirection({ file }: Pick<DocumentView, "file">): Direction | undefined {
  const { source, target } = file ?? {};
  return source !== undefined && target !== undefined ? [source, target] : undefined;
}

/**
 * The direction to offer first for a document: that of its file. A file in one language gives the source. Else
 * the document's first two languages are taken, in the order of the house.
 */
export function ownDirection(document: DocumentWithLanguages): Direction {
  const { languages, file } = document;
  const source = file?.source ?? languages.find((language) => language !== file?.target) ?? "en";
  const others = [...languages, "ru", "zh", ...LANGUAGES] as const;
  const target = file?.target ?? others.find((language) => language !== source) ?? "ru";
  return [source, target];
}
