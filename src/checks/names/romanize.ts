/** Russian → Latin by BGN/PCGN 1947, in the simplified form of newspapers: no apostrophes. */

const LETTERS: Readonly<Record<string, string>> = {
  а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ё: "yo", ж: "zh", з: "z", и: "i", й: "y", к: "k", л: "l", м: "m",
  н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch",
  ъ: "", ы: "y", ь: "", э: "e", ю: "yu", я: "ya",
}; // prettier-ignore

/** A Russian word in Latin letters, with a capital at the start. */
export function romanize(russian: string): string {
  const lower = russian.toLowerCase();
  let latin = "";
  for (const [at, letter] of Array.from(lower).entries()) {
    // е is "ye" at the start of a word and after vowels and signs.
    latin +=
      letter === "е" && /^$|[аеёиоуыэюяйъь]/u.test(lower.charAt(at - 1)) ? "ye" : (LETTERS[letter] ?? letter);
  }
  return latin.charAt(0).toUpperCase() + latin.slice(1);
}

/**
 * A form that is equal in all systems of romanisation (BGN, ISO 9, German and Polish habits). Two words with the
 * same skeleton are spellings of one name.
 */
export const skeleton = (latin: string): string =>
  latin
    .toLowerCase()
    .replace(/['’ʹʺ]/gu, "")
    .replace(/schtsch|shch|szcz/gu, "ŝ")
    .replace(/sch|sh|sz/gu, "š")
    .replace(/tsch|tch|ch|cz/gu, "č")
    .replace(/zh/gu, "ž")
    .replace(/kh/gu, "h")
    .replace(/ts|tz|cz/gu, "c")
    .replace(/w/gu, "v")
    .replace(/x/gu, "ks")
    .replace(/ph/gu, "f")
    .replace(/[jyi]+(?=[aeou])/gu, "")
    .replace(/[jyi]+/gu, "i")
    .replace(/(.)\1/gu, "$1");
