const LATIN: Readonly<Record<string, string>> = {
  ...{ а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ё: "e", ж: "j", з: "z", и: "i", й: "i" },
  ...{ к: "k", л: "l", м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f" },
  ...{ х: "h", ц: "c", ч: "c", ш: "s", щ: "s", ъ: "", ы: "i", ь: "", э: "e", ю: "u", я: "a" },
};

/**
 * The consonants of a Latin or Cyrillic word. Letters that transliterations confuse become one letter, so that
 * "Schwarzenegger" and «Шварценеггер» are equal. A word without consonants gives an empty string.
 */
export function consonantSkeleton(word: string): string {
  let latin = "";
  for (const letter of word.toLowerCase()) latin += LATIN[letter] ?? letter;
  return latin
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/sch|tch|sh|ch|tz|ts|cz/gu, "c")
    .replaceAll("ph", "f")
    .replaceAll("th", "t")
    .replace(/kh|gh/gu, "h")
    .replaceAll("zh", "j")
    .replaceAll("x", "ks")
    .replace(/ck|qu|q/gu, "k")
    .replace(/c(?=[aourltn])/gu, "k")
    .replaceAll("w", "v")
    .replace(/[cz]/gu, "s")
    .replace(/[^a-z]|[aeiouy]/gu, "")
    .replace(/(.)\1+/gu, "$1");
}
