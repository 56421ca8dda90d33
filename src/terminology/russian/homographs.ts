/** Nouns that go with a court, never with a vessel: «решение суда», «зал суда». */
const OF_A_COURT =
  /^(?:решени|постановлени|приговор|определени|заседани|зал|председател|секретар|юрисдикци|компетенци|полномочи|устав|статут|консультативн|пленум|практик|вердикт|санкци|здани|состав)/u;

/** Homographs, with a test of the word before them. If the test is true, the form belongs to the other word. */
const CONTEXTS: ReadonlyMap<string, (before: string) => boolean> = new Map([
  // «суд» (court), not «судно» (vessel): after an adjective in the genitive singular, or after a noun that goes with a court
  ["суда", (before) => /(?:ого|его)$/u.test(before) || OF_A_COURT.test(before)],
]);

/**
 * Whether the word before a homograph shows that the term is not meant: «решение суда» does not contain «судно».
 *
 * @param start offset of the homograph in UTF-16 code units; it ends at `end`
 */
export function isOtherWord(text: string, start: number, end: number): boolean {
  const isOther = CONTEXTS.get(text.slice(start, end).toLowerCase());
  if (isOther === undefined) return false;
  const before = /(\p{L}+)\s+$/u.exec(text.slice(Math.max(0, start - 40), start))?.[1] ?? "";
  return isOther(before.toLowerCase());
}
