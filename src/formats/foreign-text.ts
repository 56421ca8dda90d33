import type { Language } from "../domain/language.ts";
import type { ProblemData } from "../domain/problem.ts";
import { type Content, plainText } from "../domain/segment.ts";
import type { ForeignTexts } from "./contract.ts";

/**
 * The warning that a text of a file is in another language than it stands under, and so no translation of its unit.
 *
 * @returns `undefined` if it may well be one, or if nobody asks
 */
export function foreignWarning(
  key: string,
  language: Language,
  content: Content,
  foreign: ForeignTexts | undefined,
): ProblemData | undefined {
  const found = foreign?.find(plainText(content), language);
  if (foreign === undefined || found === undefined) return undefined;
  const params = { language, found, reason: foreign.stay ? "left" : "dropped" };
  return { code: "text-foreign", params, place: { unit: key } };
}
