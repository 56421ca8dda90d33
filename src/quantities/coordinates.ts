import type { Language } from "../domain/language.ts";
import { quantity, take } from "./quantity.ts";
import type { Part, Quantity, Scan } from "./quantity.ts";

type Hemisphere = "N" | "S" | "E" | "W";

const ANGLE = String.raw`(\d{1,3}(?:[.,]\d+)?)\s?(?:°|º|度)\s?(?:(\d{1,2}(?:[.,]\d+)?)\s?(?:[′'’]|分)\s?)?(?:(\d{1,2}(?:[.,]\d+)?)\s?(?:[″"”]|''|′′|秒)\s?)?`;

const SUFFIXES: Readonly<Record<Language, readonly (readonly [Hemisphere, string])[]>> = {
  en: [
    ["N", "north(?:ern)?"],
    ["S", "south(?:ern)?"],
    ["E", "east(?:ern)?"],
    ["W", "west(?:ern)?"],
  ],
  ru: [
    ["N", String.raw`с(?:\.|ев\.?|еверной)\s?ш(?:\.|ироты)`],
    ["S", String.raw`ю(?:\.|ж\.?|жной)\s?ш(?:\.|ироты)`],
    ["E", String.raw`в(?:\.|ост\.?|осточной)\s?д(?:\.|олготы)`],
    ["W", String.raw`з(?:\.|ап\.?|ападной)\s?д(?:\.|олготы)`],
  ],
  zh: [],
};

const patternOf = (language: Language): RegExp => {
  const words = SUFFIXES[language].map(([, source]) => `(?:${source})(?!\\p{L})`).join("|");
  return new RegExp(String.raw`(?<!\d)${ANGLE}((?:[NSEW](?!\p{L}))${words && `|${words}`})`, "giu");
};

const SUFFIXED: Readonly<Record<Language, RegExp>> = {
  en: patternOf("en"),
  ru: patternOf("ru"),
  zh: patternOf("zh"),
};
const PREFIXED = new RegExp(String.raw`([北南]纬|[东西東]经)\s?${ANGLE}`, "gu");
const CHINESE: ReadonlyMap<string, Hemisphere> = new Map([
  ["北", "N"],
  ["南", "S"],
  ["东", "E"],
  ["東", "E"],
  ["西", "W"],
]);

/** Reads latitudes and longitudes: 71°30′ N, 71°30′ с. ш., 北纬71度30分. The value is in degrees: `71.5N`. */
export function coordinates(scan: Scan): void {
  if (!/[°º度]/u.test(scan.text)) return;
  if (scan.language === "zh") {
    take(scan, PREFIXED, ({ 0: all, 1: where = "", 2: d, 3: m, 4: s, index }) => {
      const hemisphere = CHINESE.get(where.charAt(0));
      return hemisphere && coordinate(index, all, d, m, s, hemisphere);
    });
  }
  take(scan, SUFFIXED[scan.language], ({ 0: all, 1: d, 2: m, 3: s, 4: suffix = "", index }) => {
    const hemisphere = hemisphereOf(suffix, scan.language);
    return hemisphere && coordinate(index, all, d, m, s, hemisphere);
  });
}

function hemisphereOf(suffix: string, language: Language): Hemisphere | undefined {
  const letter = suffix.toUpperCase();
  if (letter === "N" || letter === "S" || letter === "E" || letter === "W") return letter;
  return SUFFIXES[language].find(([, source]) => new RegExp(`^(?:${source})$`, "iu").test(suffix))?.[0];
}

function coordinate(
  start: number,
  text: string,
  degrees: string | undefined,
  minutes: string | undefined,
  seconds: string | undefined,
  hemisphere: Hemisphere,
): Quantity {
  const given = [degrees, minutes, seconds].filter((part) => part !== undefined);
  const values = given.map((part) => Number(part.replace(",", ".")));
  const value = values.reduce((sum, part, at) => sum + part / 60 ** at, 0);
  const parts: Part[] = values.map((part) => ({ role: "number", value: part }));
  return quantity(
    start,
    start + text.trimEnd().length,
    "coordinate",
    `${Number(value.toFixed(6))}${hemisphere}`,
    { parts, notation: "other" },
  );
}
