import type { Language } from "../domain/language.ts";
import { Problem, type ProblemData } from "../domain/problem.ts";
import { examineLanguage } from "./language-check.ts";
import type { Sentence } from "./prepared-text.ts";
import { sentencesOf } from "./segmentation.ts";

/** A text to align: running text, which is cut into sentences, or a list of its sentences. */
export type AlignText = string | readonly (string | Sentence)[];

/** Sentences by language. */
export type Sentences = { readonly [language in Language]?: readonly Sentence[] };

/** A text with more sentences is refused, unless the caller sets a higher limit. */
export const SENTENCE_LIMIT = 25_000;
/** A sentence with more characters than this is aligned, with a warning. */
const LONG_SENTENCE = 5_000;

interface ReadOptions {
  /** Abbreviations of the collection. */
  readonly abbreviations?: readonly string[];
  /** Accept the text whatever script it is in. */
  readonly anyLanguage: boolean;
  /** Greatest number of sentences. */
  readonly limit: number;
}

/**
 * The sentences of a text, with warnings about its language and about very long sentences.
 *
 * @throws {Problem} `align-text-empty`, `align-language-wrong`, `align-too-long`
 */
export function readSentences(
  text: AlignText,
  language: Language,
  { abbreviations = [], anyLanguage, limit }: ReadOptions,
): { readonly sentences: readonly Sentence[]; readonly warnings: readonly ProblemData[] } {
  const sentences = typeof text === "string" ? cut(text, language, abbreviations) : text.map(asSentence);
  if (sentences.every((sentence) => sentence.text.trim() === "")) {
    throw new Problem("align-text-empty", { language }, { language });
  }
  if (sentences.length > limit) {
    throw new Problem("align-too-long", { language, sentences: sentences.length, limit }, { language });
  }
  const warnings: ProblemData[] = [
    ...examineLanguage(
      sentences.map((sentence) => sentence.text),
      language,
      anyLanguage,
    ),
  ];
  sentences.forEach((sentence, index) => {
    if (sentence.text.length <= LONG_SENTENCE) return;
    const params = { language, sentence: index + 1, characters: sentence.text.length };
    warnings.push({ code: "align-sentence-long", params, place: { language } });
  });
  return { sentences, warnings };
}

const asSentence = (sentence: string | Sentence): Sentence =>
  typeof sentence === "string" ? { text: sentence } : sentence;

/**
 * Cuts running text into paragraphs and sentences. Empty lines separate paragraphs; without empty lines, each line
 * is a paragraph.
 */
function cut(text: string, language: Language, abbreviations: readonly string[]): Sentence[] {
  const unified = text.replace(/\r\n?/gu, "\n");
  const paragraphs = /\n[^\S\n]*\n/u.test(unified) ? unified.split(/\n[^\S\n]*\n/u) : unified.split("\n");
  return paragraphs.flatMap((paragraph) =>
    sentencesOf(paragraph, language, { abbreviations }).map((sentence, index) => ({
      text: sentence,
      startsParagraph: index === 0,
    })),
  );
}
