/**
 * Pinyin → Russian by the Palladius system, as fixed for geography in «Инструкция по русской передаче
 * географических названий Китая» (ГУГК, 1983).
 */

const INITIALS: Readonly<Record<string, string>> = {
  b: "б", p: "п", m: "м", f: "ф", d: "д", t: "т", n: "н", l: "л", g: "г", k: "к", h: "х", zh: "чж", ch: "ч", sh: "ш",
  r: "ж", z: "цз", c: "ц", s: "с", j: "цз", q: "ц", x: "с",
}; // prettier-ignore
const FINALS: Readonly<Record<string, string>> = {
  a: "а", o: "о", e: "э", ai: "ай", ei: "эй", ao: "ао", ou: "оу", an: "ань", en: "энь", ang: "ан", eng: "эн", ong: "ун",
  i: "и", ia: "я", ie: "е", iao: "яо", iu: "ю", ian: "янь", in: "инь", iang: "ян", ing: "ин", iong: "юн",
  u: "у", ua: "уа", uo: "о", uai: "уай", ui: "уй", uan: "уань", un: "унь", uang: "уан", ü: "юй", üe: "юэ", üan: "юань", ün: "юнь",
}; // prettier-ignore
const ALONE: Readonly<Record<string, string>> = {
  a: "а", o: "о", e: "э", ai: "ай", ei: "эй", ao: "ао", ou: "оу", an: "ань", en: "энь", ang: "ан", eng: "эн", er: "эр",
  yi: "и", ya: "я", ye: "е", yao: "яо", you: "ю", yan: "янь", yin: "инь", yang: "ян", ying: "ин", yong: "юн", wu: "у",
  wa: "ва", wo: "во", wai: "вай", wei: "вэй", wan: "вань", wen: "вэнь", wang: "ван", weng: "вэн", yu: "юй", yue: "юэ",
  yuan: "юань", yun: "юнь",
}; // prettier-ignore
/** Initials that only some finals may follow. The rules are only exact enough to recognise names. */
const PALATAL = /^[jqx]$/u;

function syllable(pinyin: string): string | undefined {
  const alone = ALONE[pinyin];
  if (alone !== undefined) return alone;
  const [, initial = "", written = ""] = /^(zh|ch|sh|[bpmfdtnlgkhrzcsjqx])(.+)$/u.exec(pinyin) ?? [];
  const start = INITIALS[initial];
  const final = PALATAL.test(initial) && written.startsWith("u") ? `ü${written.slice(1)}` : written;
  const end = FINALS[final];
  if (start === undefined || end === undefined) return undefined;
  const narrow = final.startsWith("i") || final.startsWith("ü");
  if (PALATAL.test(initial) && !narrow) return undefined;
  const hissing = /^(?:zh|ch|sh|r|z|c|s)$/u.test(initial);
  if (hissing) {
    if (final.length > 1 && narrow) return undefined;
    if (final === "i") return start + (/^[zcs]$/u.test(initial) ? "ы" : "и");
  }
  if (/^[gkhf]$/u.test(initial) && narrow) return undefined;
  if (initial === "h" && final === "ui") return "хуэй";
  if (final === "ü" && /^[nl]$/u.test(initial)) return `${start}юй`;
  return start + end;
}

/** A given name in one word (`Jinping`, `Yong'an`) in Cyrillic; `undefined` if it is not pinyin. */
export function palladius(pinyin: string): string | undefined {
  const parts = pinyin.toLowerCase().replaceAll("v", "ü").split(/['’-]/u);
  const syllables = parts.flatMap((part) => split(part) ?? [undefined]);
  if (syllables.length === 0 || syllables.length > 3 || syllables.includes(undefined)) return undefined;
  let written = "";
  for (const one of syllables) {
    // A hard sign separates final н from the vowel of the next syllable: Юнъань.
    written += written.endsWith("н") && /^[аоэиеуюя]/u.test(one ?? "") ? `ъ${one ?? ""}` : (one ?? "");
  }
  return written;
}

/** Tries the longest syllable first: pinyin is read this way where no apostrophe divides it. */
function split(pinyin: string): string[] | undefined {
  if (pinyin === "") return [];
  for (let length = Math.min(6, pinyin.length); length > 0; length--) {
    const first = syllable(pinyin.slice(0, length));
    if (first === undefined) continue;
    const rest = split(pinyin.slice(length));
    if (rest !== undefined) return [first, ...rest];
  }
  return undefined;
}
