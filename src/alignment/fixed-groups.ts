import { LANGUAGES, type Language } from "../domain/language.ts";
import { Problem } from "../domain/problem.ts";
import { type Group, groupOf, numbersOf } from "./bead.ts";
import type { Sentence } from "./prepared-text.ts";
import type { Sentences } from "./text-sentences.ts";

/** Texts in which the sentences of each fixed group are joined to one sentence. */
export interface JoinedTexts {
  readonly sentences: Sentences;
  /** The original sentence numbers of each joined sentence. */
  readonly groups: { readonly [language in Language]?: readonly (readonly number[])[] };
  /** The number of the fixed group of each joined sentence, or -1. */
  readonly fixed: Record<Language, Int32Array>;
}

/** Start and size of a bead in joined sentences, by language. */
export type JoinedSpan = { readonly [language in Language]?: readonly [start: number, size: number] };

/**
 * Joins the sentences of each fixed group, so that a fixed bead has at most one sentence of each language.
 *
 * @param fixed groups in order, each without a gap in any language
 * @throws {Problem} `align-fixed-invalid` for groups out of order, with gaps, or beyond the end of a text
 */
export function joinFixedGroups(
  sentences: Sentences,
  languages: readonly Language[],
  fixed: readonly Group[],
): JoinedTexts {
  const joined: { [language in Language]?: readonly Sentence[] } = {};
  const groups: { [language in Language]?: readonly (readonly number[])[] } = {};
  const ids = { en: new Int32Array(), ru: new Int32Array(), zh: new Int32Array() };
  for (const language of languages) {
    const list = sentences[language] ?? [];
    const result = joinLanguage(list, language, owners(fixed, language, list.length));
    joined[language] = result.sentences;
    groups[language] = result.groups;
    ids[language] = Int32Array.from(result.ids);
  }
  return { sentences: joined, groups, fixed: ids };
}

/** Maps the number of each fixed sentence to the number of its group. */
function owners(fixed: readonly Group[], language: Language, size: number): ReadonlyMap<number, number> {
  const owner = new Map<number, number>();
  let reached = -1;
  fixed.forEach((group, id) => {
    const numbers = numbersOf(group, language);
    numbers.forEach((number, index) => {
      const expected = index === 0 ? number > reached : number === (numbers[index - 1] ?? 0) + 1;
      if (!expected || number >= size || !Number.isInteger(number)) {
        throw new Problem("align-fixed-invalid", { language, sentence: number + 1 }, { language });
      }
      reached = number;
      owner.set(number, id);
    });
  });
  return owner;
}

function joinLanguage(
  list: readonly Sentence[],
  language: Language,
  owner: ReadonlyMap<number, number>,
): { readonly sentences: Sentence[]; readonly groups: number[][]; readonly ids: number[] } {
  const sentences: Sentence[] = [];
  const groups: number[][] = [];
  const ids: number[] = [];
  list.forEach((sentence, number) => {
    const id = owner.get(number) ?? -1;
    const last = sentences.at(-1);
    if (id >= 0 && ids.at(-1) === id && last !== undefined) {
      const text = `${last.text}${language === "zh" ? "" : " "}${sentence.text}`;
      sentences[sentences.length - 1] = { ...last, text };
      groups.at(-1)?.push(number);
    } else {
      sentences.push(sentence);
      groups.push([number]);
      ids.push(id);
    }
  });
  return { sentences, groups, ids };
}

/** The original sentence numbers of a span of joined sentences. */
export function originalNumbers(span: JoinedSpan, groups: JoinedTexts["groups"]): Group {
  return groupOf(
    Object.fromEntries(
      LANGUAGES.map((language) => {
        const [start, size] = span[language] ?? [0, 0];
        return [language, (groups[language] ?? []).slice(start, start + size).flat()];
      }),
    ),
  );
}
