/**
 * Dictionaries in the format of Hunspell (hunspell(5)): a list of stems with flags, and for each flag rules that replace an
 * ending or a beginning. Read are the lines `SFX`, `PFX`, `ONLYINCOMPOUND` and `TRY` with flags of one character; compounds
 * are not built. `ё` counts as `е`.
 */
export interface AffixDictionary {
  /** Whether a word, as written, is a stem or is formed from one. Capitals of names must be right; others do not matter. */
  readonly has: (word: string) => boolean;
  /** Words of the dictionary with one letter more, less, changed or exchanged, best first. */
  readonly suggest: (word: string) => readonly string[];
}

interface Rule {
  readonly flag: string;
  /** What the rule takes away from the stem before it adds its letters. */
  readonly strip: string;
  readonly condition: RegExp | undefined;
  /** Whether a prefix and a suffix may be used together. */
  readonly crossed: boolean;
}

/** Rules by the letters that they add. */
type Rules = ReadonlyMap<string, readonly Rule[]>;

const MOST_SUGGESTIONS = 3;

/** Reads a dictionary from the texts of its two files. */
export function affixDictionary(aff: string, dic: string): AffixDictionary {
  const { suffixes, prefixes, letters, forbidden } = readAffixes(plain(aff));
  const stems = readStems(plain(dic), forbidden);
  const longestSuffix = Math.max(0, ...[...suffixes.keys()].map(({ length }) => length));
  const longestPrefix = Math.max(0, ...[...prefixes.keys()].map(({ length }) => length));

  const withSuffix = (word: string, needed: string | undefined): boolean => {
    for (let length = 0; length <= Math.min(longestSuffix, word.length - 1); length++) {
      for (const { flag, strip, condition, crossed } of suffixes.get(word.slice(word.length - length)) ??
        []) {
        const stem = word.slice(0, word.length - length) + strip;
        const flags = stems.get(stem);
        if (flags === undefined || !flags.includes(flag) || condition?.test(stem) === false) continue;
        if (needed === undefined || (crossed && flags.includes(needed))) return true;
      }
    }
    return false;
  };
  const withPrefix = (word: string): boolean => {
    for (let length = 1; length <= Math.min(longestPrefix, word.length - 1); length++) {
      for (const { flag, strip, condition, crossed } of prefixes.get(word.slice(0, length)) ?? []) {
        const stem = strip + word.slice(length);
        if (condition?.test(stem) === false) continue;
        if (stems.get(stem)?.includes(flag) === true || (crossed && withSuffix(stem, flag))) return true;
      }
    }
    return false;
  };
  const formed = (word: string): boolean =>
    stems.has(word) || withSuffix(word, undefined) || withPrefix(word);
  const isWord = (written: string): boolean => {
    const word = plain(written);
    if (formed(word)) return true;
    const lower = word.toLowerCase();
    if (lower === word) return false;
    const name = lower.charAt(0).toUpperCase() + lower.slice(1);
    return formed(lower) || (word !== name && word === word.toUpperCase() && formed(name));
  };
  const has = remembered(isWord);
  const suggest = remembered((written: string): readonly string[] => {
    const found = new Set<string>();
    for (const candidate of neighbours(written, letters)) {
      if (!found.has(candidate) && isWord(candidate)) found.add(candidate);
      if (found.size === MOST_SUGGESTIONS) break;
    }
    return [...found];
  });
  return { has, suggest };
}

const MOST_REMEMBERED = 20_000;

/** The function with the results for the words that it was asked last, because texts repeat their words. */
function remembered<R>(find: (word: string) => R): (word: string) => R {
  const known = new Map<string, R>();
  return (word) => {
    const found = known.get(word);
    if (found !== undefined) return found;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const made = find(word);
    known.set(word, made);
    return made;
  };
}

const plain = (text: string): string => text.replaceAll("ё", "е").replaceAll("Ё", "Е").replaceAll("’", "'");

interface Affixes {
  readonly suffixes: Rules;
  readonly prefixes: Rules;
  /** Letters for suggestions, the most frequent first. */
  readonly letters: string;
  /** Flags of stems that are no words by themselves. */
  readonly forbidden: string;
}

function readAffixes(aff: string): Affixes {
  const rules = { SFX: new Map<string, Rule[]>(), PFX: new Map<string, Rule[]>() };
  const crossed = new Set<string>();
  let letters = "";
  let forbidden = "";
  for (const line of aff.split("\n")) {
    const [kind = "", flag = "", first = "", second = "", third] = line.trim().split(/\s+/u);
    if (kind === "TRY") letters = flag.replace(/\P{Ll}/gu, "");
    else if (kind === "ONLYINCOMPOUND") forbidden += flag;
    else if (kind !== "SFX" && kind !== "PFX") continue;
    // the head of the rules of a flag: `SFX Y Y 435`
    else if (third === undefined && /^\d+$/u.test(second)) {
      if (first === "Y") crossed.add(flag);
    } else {
      const added = (second === "0" ? "" : second).split("/")[0] ?? "";
      const condition = third === undefined || third === "." ? undefined : third;
      const rule: Rule = {
        flag,
        strip: first === "0" ? "" : first,
        condition:
          condition === undefined
            ? undefined
            : new RegExp(kind === "SFX" ? `(?:${condition})$` : `^(?:${condition})`, "u"),
        crossed: crossed.has(flag),
      };
      const known = rules[kind].get(added);
      if (known === undefined) rules[kind].set(added, [rule]);
      else known.push(rule);
    }
  }
  return { suffixes: rules.SFX, prefixes: rules.PFX, letters, forbidden };
}

function readStems(dic: string, forbidden: string): ReadonlyMap<string, string> {
  const stems = new Map<string, string>();
  for (const line of dic.split("\n").slice(1)) {
    const entry = line.split("\t")[0]?.trim() ?? "";
    const slash = entry.indexOf("/");
    const stem = slash < 0 ? entry : entry.slice(0, slash);
    const flags = slash < 0 ? "" : entry.slice(slash + 1);
    if (stem === "" || Array.from(forbidden).some((flag) => flags.includes(flag))) continue;
    const known = stems.get(stem);
    stems.set(stem, known === undefined ? flags : known + flags);
  }
  return stems;
}

/** Longer words get no suggestions, in UTF-16 units. */
const LONGEST_CORRECTED = 30;

/** The words with one exchange, omission, replacement or insertion of a letter, and those with a space or hyphen in it. */
function* neighbours(word: string, letters: string): Generator<string> {
  if (word.length > LONGEST_CORRECTED) return;
  for (let at = 0; at + 1 < word.length; at++)
    yield word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
  for (let at = 0; at < word.length; at++) yield word.slice(0, at) + word.slice(at + 1);
  for (let at = word.length; at >= 0; at--)
    for (const letter of letters) yield word.slice(0, at) + letter + word.slice(at);
  for (let at = word.length - 1; at >= 0; at--)
    for (const letter of letters)
      if (letter !== word.charAt(at)) yield word.slice(0, at) + letter + word.slice(at + 1);
}
