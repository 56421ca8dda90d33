/** What only a court has: «решение суда», «зал суда». */
const OF_A_COURT =
  /^(?:решени|постановлени|приговор|определени|заседани|зал|председател|секретар|юрисдикци|компетенци|полномочи|устав|статут|консультативн|пленум|практик|вердикт|санкци|здани|состав)/u;

/** Forms that two common words share, and after which word before them they are the other one's. */
const CONTEXTS: ReadonlyMap<string, (before: string) => boolean> = new Map([
  // суд (court), not судно (vessel): an adjective in the genitive singular before it decides as well
  ["суда", (before) => /(?:ого|его)$/u.test(before) || OF_A_COURT.test(before)],
]);

/** True where the word before a homograph shows that it is not the term: «решение суда» is no «судно». */
export function isOtherWord(text: string, start: number, end: number): boolean {
  const isOther = CONTEXTS.get(text.slice(start, end).toLowerCase());
  if (isOther === undefined) return false;
  const before = /(\p{L}+)\s+$/u.exec(text.slice(Math.max(0, start - 40), start))?.[1] ?? "";
  return isOther(before.toLowerCase());
}
