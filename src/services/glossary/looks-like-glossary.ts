import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import type { GlossaryFile } from "../../formats/glossary/file.ts";
import { glossaryFormatOf, readGlossary } from "../../formats/glossary/glossary-registry.ts";

/** Larger files are no glossaries of people, and are not read twice. */
const LARGEST = 4 * 1024 * 1024;
/** Terms that are looked at. */
const SAMPLE = 400;
/** Least share of terms among the texts of a glossary, and of sentences among the texts of a table of them. */
const MOSTLY = 0.9;
const OFTEN = 0.5;

/** What only a glossary has beside terms and notes. */
const OF_GLOSSARIES =
  /^(?:language|status|forbidden|preferred|deprecated|superseded|approved|partOfSpeech|type|gender|grammaticalNumber|register|synonyms|abbreviation|definition|domain)$/u;

/**
 * The number of concepts in a file that looks like a glossary; `undefined` for another file. Tables are told by their
 * columns, or by texts that are all short and begin with a small letter.
 */
export function looksLikeGlossary(
  bytes: Uint8Array,
  options: { readonly encoding?: string; readonly source?: Language; readonly target?: Language },
): number | undefined {
  if (bytes.length > LARGEST) return undefined;
  const file = readIfGlossary(bytes, options);
  if (file === undefined || file.concepts.length === 0) return undefined;
  const { columns, concepts } = file;
  if (columns === undefined) return concepts.length;
  const roles = columns.flatMap(({ role }) => (role === null ? [] : [role.split(".").at(-1) ?? ""]));
  const isKnown =
    roles.some((role) => OF_GLOSSARIES.test(role)) || (!roles.includes("concept") && hasTerms(file));
  return isKnown && !hasSentences(file) ? concepts.length : undefined;
}

function readIfGlossary(
  bytes: Uint8Array,
  options: Parameters<typeof looksLikeGlossary>[1],
): GlossaryFile | undefined {
  try {
    return readGlossary(bytes, { ...options, format: glossaryFormatOf(bytes) });
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

const textsOf = ({ concepts }: GlossaryFile) =>
  concepts.flatMap(({ terms }) => terms.map(({ language, text }) => ({ language, text }))).slice(0, SAMPLE);

const shareOf = (file: GlossaryFile, is: (text: string, language: Language) => boolean): number => {
  const texts = textsOf(file);
  return texts.filter(({ text, language }) => is(text, language)).length / Math.max(1, texts.length);
};

const isLong = (text: string, language: Language): boolean =>
  language === "zh" ? [...text].length > 12 : text.split(/\s+/u).length > 5;
const isEnded = (text: string): boolean =>
  /[.!?…。！？]["”»』」)）]*$/u.test(text) && !/^\S{1,8}\.$/u.test(text);

const hasTerms = (file: GlossaryFile): boolean =>
  shareOf(file, (text, language) => !isLong(text, language) && !isEnded(text)) >= MOSTLY &&
  // Strings of programs begin with capital letters.
  shareOf(file, (text) => !/^\p{Lu}\p{Ll}/u.test(text)) >= OFTEN;

/** True for a table of sentences, which belong among the texts. */
export const hasSentences = (file: GlossaryFile): boolean =>
  shareOf(file, (text, language) => isLong(text, language) && (isEnded(text) || text.length > 60)) >= OFTEN;
