import type { Language } from "../domain/language.ts";

const RUSSIAN_ENDING =
  /(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ешь|ишь|ете|ите|ать|ять|еть|ить|ует|уют|ает|ают|яет|яют|ала|ило|али|или|ет|ут|ют|ит|ат|ят|ый|ий|ой|ая|яя|ое|ее|ые|ие|ую|юю|ом|ем|ам|ям|ах|ях|ов|ев|ей|ию|ия|ье|ья|ью|а|я|о|е|и|ы|у|ю|ь|й)$/u;
const ENGLISH_ENDING = /(?:ations?|ement|ments?|ings?|edly|ed|es|s|ly)$/u;
/** Longer stems are cut here. This joins derived words that the suffix rules miss. */
const STEM_LENGTH = 7;

/** Stems of the words that were met last, because texts repeat their words. */
const known = { en: new Map<string, string>(), ru: new Map<string, string>() };
const MOST_KNOWN = 20_000;

/**
 * Makes a light stem, so that two forms of one word are equal in an alignment lexicon. It takes microseconds. The
 * word is in lower case; Chinese words are returned unchanged.
 */
export function stem(word: string, language: Language): string {
  if (language === "zh") return word;
  const stems = known[language];
  const found = stems.get(word);
  if (found !== undefined) return found;
  if (stems.size >= MOST_KNOWN) stems.clear();
  const made = stemOf(word, language);
  stems.set(word, made);
  return made;
}

function stemOf(word: string, language: "en" | "ru"): string {
  const bare = language === "ru" ? word.replaceAll("ё", "е") : word.replace(/['’]s?$/u, "");
  if (bare.length <= (language === "ru" ? 4 : 3)) return bare;
  let cut =
    language === "ru"
      ? bare.replace(/(?:ся|сь)$/u, "").replace(RUSSIAN_ENDING, "")
      : bare.replace(/ies$/u, "y").replace(ENGLISH_ENDING, "");
  if (cut.length < 3) cut = bare.slice(0, 4);
  return cut.slice(0, STEM_LENGTH);
}
