import { atFirstUse } from "../../domain/at-first-use.ts";
import { matchesOf } from "../../domain/matches.ts";

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** Small words of languages in Latin script that English does not have, by language tag. */
const SMALL_WORDS: readonly (readonly [tag: string, words: ReadonlySet<string>])[] = [
  [
    "de",
    words(
      "der das und ist nicht ein eine einen wird wurde wurden mit für von dem den im auf sich sie wir ich bitte werden kann oder zu nach bei seit sind aus zum zur",
    ),
  ],
  ["fr", words("les des est une du et pour dans pas vous nous avec sont cette qui aux ces votre")],
  ["es", words("el los las una del que por para está es muy con se más su")],
  ["it", words("il della sono che una di è gli nel alla questo")],
  ["pl", words("nie jest się na oraz dla są przez lub")],
  ["tr", words("bir ve için bu değil ile olarak")],
];

/** Fewest words of a sentence, and small words in it, that show another language in Latin script. */
const LEAST = { words: 3, small: 2 };
/** Fewest words of a text that does not end like a sentence, and small words in it. */
const LEAST_OPEN = { words: 6, small: 3 };

/** The language of a sentence in Latin script by its small words; `undefined` for English, names and titles. */
export function languageBySmallWords(prose: string): string | undefined {
  const found = matchesOf(prose, /\p{L}+/gu).map(([word]) => word.toLowerCase());
  // A name may hold small words (“Alfred-Wegener-Institut für Polar- und Meeresforschung”). A sentence ends like one.
  const least = /[.!?…:]["”»)]*\s*$/u.test(prose) ? LEAST : LEAST_OPEN;
  if (found.length < least.words) return undefined;
  let best: { tag: string; count: number } | undefined;
  for (const [tag, small] of SMALL_WORDS) {
    const known = found.filter((word) => small.has(word));
    // One word again and again is no sentence: “per second per second”.
    const count = new Set(known).size < least.small ? 0 : known.length;
    if (count > (best?.count ?? 0)) best = { tag, count };
  }
  const isEnough = best !== undefined && best.count >= least.small && best.count * 7 >= found.length;
  return isEnough ? best?.tag : undefined;
}

/** Regions whose names people write in the region's own language, as in the choice of a website. */
const REGIONS: readonly (readonly [language: string, region: string])[] = [
  ["ru", "RU"],
  ["uk", "UA"],
  ["zh", "CN"],
  ["zh-Hant", "TW"],
  ["ja", "JP"],
  ["ko", "KR"],
  ["zh", "HK"],
  ["zh", "SG"],
  ["kk", "KZ"],
  ["be", "BY"],
];
/** Tags of languages whose names are written in a script other than Latin. */
const TAGS =
  "ru uk be bg sr mk kk ky mn tg tt zh zh-Hans zh-Hant zh-CN zh-TW zh-HK ja ko ar he fa ur el th hi bn ta te ka hy am yue";

/** Further names of languages, as people write them. */
const OTHER_NAMES = "汉语,漢語,简体,繁體,正體中文,中文简体,中文繁體,日文,українська мова,русский язык";

const nameKey = (text: string): string => text.toLowerCase().replace(/[\s()（）]/gu, "");

const ownNames = atFirstUse(() => {
  const languages = TAGS.split(" ").flatMap((tag) => {
    const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
    const dialect = new Intl.DisplayNames([tag], { type: "language", languageDisplay: "standard" }).of(tag);
    return [name, dialect ?? name];
  });
  const regions = REGIONS.map(
    ([tag, region]) => new Intl.DisplayNames([tag], { type: "region" }).of(region) ?? "",
  );
  return new Set([...languages, ...regions, ...OTHER_NAMES.split(",")].map(nameKey));
});

/** True for the name of a language or a region in its own language: it stands so in files of all languages. */
export const isOwnName = (text: string): boolean => ownNames().has(nameKey(text));
