import type { Term } from "../../domain/concept.ts";
import { inEnglishPlace } from "./english.ts";
import type { FoundTerm, TermProposal } from "./proposal.ts";
import { inRussianPlace } from "./russian.ts";

/**
 * The text to write where a term was found: the term `wanted`, of the same language, as its place wants it. In Russian
 * case and number, the adjectives and the preposition before it; in English number and article; in Chinese as it is.
 */
export function termInPlace(text: string, found: FoundTerm, wanted: Term): TermProposal {
  if (wanted.language === "ru") return inRussianPlace(text, found, wanted);
  if (wanted.language === "en") return inEnglishPlace(text, found, wanted);
  const { start, end, certainty } = found;
  return { start, end, text: wanted.text, ...(certainty === "certain" ? {} : { doubt: "meaning" }) };
}
