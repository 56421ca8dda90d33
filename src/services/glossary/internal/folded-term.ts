/** Text of a term for comparison, without differences in case, width, ё and white space. */
export const foldedTerm = (text: string): string =>
  text.normalize("NFKC").toLowerCase().replaceAll("ё", "е").replace(/\s+/gu, " ").trim();
