/** Says whether a sentence of a later version is an edit of one of an earlier version, and no other sentence. */
export type IsEdit = (earlier: string, later: string, isMoved: boolean) => boolean;

/**
 * Two sentences that are alike may be two things: in a programme each line is like the next. So what an edit has in
 * common with its old text no other sentence of that kind may have: of “Session 3 opens at 14:00” and “Session 3 opens
 * at 14:30” that is the 3; “Session 5 opens at 17:00” has only what every session has, and is new. Where all numbers and
 * names differ, the words that only these two have must be more than those. A sentence that was moved as well keeps a
 * number or a name, and nothing without letters is an edit of anything.
 *
 * @param earlier all texts of one version
 * @param later all texts of the other
 */
export function editsBetween(earlier: readonly string[], later: readonly string[]): IsEdit {
  const kinOf = kinFinder([...new Set([...earlier, ...later])]);
  return (old, now, isMoved) => {
    if (!/\p{L}/u.test(old) || !/\p{L}/u.test(now)) return false;
    const [one, other] = [wordsOf(old), wordsOf(now)];
    const kin = [...kinOf(old), ...kinOf(now)].filter(({ text }) => text !== old && text !== now);
    const common = [...one.all].filter((word) => other.all.has(word));
    if (kin.some(({ words }) => common.every((word) => words.all.has(word)))) return false;
    const isUsual = (mark: string) => kin.filter(({ words }) => words.all.has(mark)).length * 2 > kin.length;
    const marks = [one, other].map((words) => [...words.marks].filter((mark) => !isUsual(mark)));
    const [ours = [], theirs = []] = marks;
    if (ours.length === 0 || theirs.length === 0 || ours.some((mark) => theirs.includes(mark))) return true;
    if (isMoved) return false;
    const own = common.filter((word) => kin.every(({ words }) => !words.all.has(word)));
    return kin.length === 0 || own.length > Math.max(ours.length, theirs.length);
  };
}

interface Words {
  readonly all: ReadonlySet<string>;
  /** Numbers and names, which tell things of a kind apart. */
  readonly marks: ReadonlySet<string>;
}

/** Number of a list: it says where an item stands, and not what it is. */
const LIST_NUMBER = /^\s*(?:\d{1,3}(?:\.\d{1,3})*[.)、]|\(\d{1,3}\)|[一二三四五六七八九十]+、)\s*/u;
const HAN_NUMBER = "[〇零一二三四五六七八九十百千两]";
/** A number with its parts, one in Han characters, two neighbouring Han characters or a lonely one, or a word. */
const WORD = new RegExp(
  String.raw`\d+(?:[.,:/]\d+)*|${HAN_NUMBER}+|(?!${HAN_NUMBER})\p{Script=Han}+?(?=${HAN_NUMBER}|\P{Script=Han}|$)|(?:(?!\p{Script=Han})[\p{L}\p{M}])+`,
  "gu",
);
/** Words with the same beginning are forms of one word. */
const STEM = 4;

function wordsOf(text: string): Words {
  const [all, marks] = [new Set<string>(), new Set<string>()];
  const plain = text.normalize("NFKC").replace(LIST_NUMBER, "");
  for (const { 0: word, index } of plain.matchAll(WORD)) {
    const forms = formsOf(word);
    for (const form of forms) all.add(form);
    const isName =
      /^\p{Lu}/u.test(word) && /[^\s.!?…»”"]\s*$/u.test(plain.slice(Math.max(0, index - 9), index));
    if (isName || IS_NUMBER.test(word)) for (const form of forms) marks.add(form);
  }
  return { all, marks };
}

const IS_NUMBER = new RegExp(String.raw`^(?:\d|${HAN_NUMBER})`, "u");

/** A number; the beginning of a word; the pairs of neighbours in a row of Han characters. */
function formsOf(word: string): string[] {
  if (/^\d/u.test(word)) return [word.replaceAll(/[.,:/]/gu, ":")];
  if (IS_NUMBER.test(word)) return [word];
  const letters = [...word];
  if (!/^\p{Script=Han}/u.test(word)) return [letters.slice(0, STEM).join("").toLowerCase()];
  return letters.length === 1
    ? letters
    : letters.slice(1).map((letter, at) => `${letters[at] ?? ""}${letter}`);
}

interface Kin {
  readonly text: string;
  readonly words: Words;
}

/** A text shares at least so much of its words with one of its kind. */
const LEAST_SHARED = 0.4;
/** Texts that are remembered of a word. What has all words of a kind is found among the first of it. */
const MOST_TEXTS = 500;
/** Most texts of a kind that are compared, those that share most. */
const MOST_KIN = 30;

/** Finds texts that share many of their words with a text: its kind. A text takes the same time in a text of any length. */
function kinFinder(texts: readonly string[]): (text: string) => readonly Kin[] {
  const known = new Map<string, readonly Kin[]>();
  let index: Index | undefined;
  const find = (text: string): readonly Kin[] => {
    index ??= indexOf(texts);
    const { all } = wordsOf(text);
    const shared = new Map<Kin, number>();
    for (const word of all)
      for (const kin of index.get(word) ?? []) shared.set(kin, (shared.get(kin) ?? 0) + 1);
    return [...shared]
      .filter(([{ words }, count]) => count >= LEAST_SHARED * Math.max(all.size, words.all.size))
      .toSorted(([, one], [, other]) => other - one)
      .slice(0, MOST_KIN)
      .map(([kin]) => kin);
  };
  return (text) => {
    const found = known.get(text) ?? find(text);
    known.set(text, found);
    return found;
  };
}

/** The first texts in which each word stands. */
type Index = ReadonlyMap<string, readonly Kin[]>;

function indexOf(texts: readonly string[]): Index {
  const index = new Map<string, Kin[]>();
  for (const text of texts) {
    const kin = { text, words: wordsOf(text) };
    for (const word of kin.words.all) {
      const there = index.get(word);
      if (there === undefined) index.set(word, [kin]);
      else if (there.length < MOST_TEXTS) there.push(kin);
    }
  }
  return index;
}
