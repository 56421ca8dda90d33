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
 * @returns a function for texts of these versions; its time does not grow with their number
 */
export function editsBetween(earlier: readonly string[], later: readonly string[]): IsEdit {
  let known: Index | undefined;
  return (old, now, isMoved) => {
    if (!/\p{L}/u.test(old) || !/\p{L}/u.test(now)) return false;
    const index = (known ??= indexOf(new Set([...earlier, ...later])));
    const [one, other] = [index.texts.get(old), index.texts.get(now)];
    if (one === undefined || other === undefined) return false;
    const common = [...one.words.all].filter((word) => other.words.all.has(word));
    if (hasLike(index, one, other, common)) return false;
    const [ours, theirs] = [one.words.marks, other.words.marks];
    if (ours.size === 0 || theirs.size === 0) return true;
    const shared = [...ours].filter((mark) => theirs.has(mark));
    if (shared.some((mark) => textsWith(index, mark).length <= FEW)) return true;
    return agree(one, other, common, kinOf(index, one, other), isMoved);
  };
}

/** A number or a name in so few texts tells a thing by itself. */
const FEW = 4;

/** Whether texts agree in what tells things of their kind apart. What most texts of the kind have tells nothing apart. */
function agree(
  one: Kin,
  other: Kin,
  common: readonly string[],
  kin: readonly Kin[],
  isMoved: boolean,
): boolean {
  const isUsual = (mark: string) => kin.filter(({ words }) => words.all.has(mark)).length * 2 > kin.length;
  const [ours = [], theirs = []] = [one, other].map(({ words }) =>
    [...words.marks].filter((mark) => !isUsual(mark)),
  );
  if (ours.length === 0 || theirs.length === 0 || ours.some((mark) => theirs.includes(mark))) return true;
  if (isMoved) return false;
  const own = common.filter((word) => kin.every(({ words }) => !words.all.has(word)));
  return kin.length === 0 || own.length > Math.max(ours.length, theirs.length);
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

/** A text with its words. */
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

const isKin = ({ words }: Kin, one: Kin): boolean => {
  let shared = 0;
  for (const word of one.words.all) if (words.all.has(word)) shared += 1;
  return shared >= LEAST_SHARED * Math.max(words.all.size, one.words.all.size);
};

/** True if another text of their kind has all words that two texts have in common. */
function hasLike(index: Index, one: Kin, other: Kin, common: readonly string[]): boolean {
  const [rarest] = common.toSorted((a, b) => textsWith(index, a).length - textsWith(index, b).length);
  const found = rarest === undefined ? kinOf(index, one, other) : textsWith(index, rarest);
  return found.some(
    (kin) =>
      kin.text !== one.text &&
      kin.text !== other.text &&
      common.every((word) => kin.words.all.has(word)) &&
      (isKin(kin, one) || isKin(kin, other)),
  );
}

/** Other texts that share many of their words with one of two texts: their kind. */
const kinOf = (index: Index, one: Kin, other: Kin): Kin[] =>
  [...kinOfText(index, one), ...kinOfText(index, other)].filter(
    ({ text }) => text !== one.text && text !== other.text,
  );

function kinOfText(index: Index, { text, words: { all } }: Kin): readonly Kin[] {
  const known = index.kin.get(text);
  if (known !== undefined) return known;
  const shared = new Map<Kin, number>();
  for (const word of all)
    for (const one of textsWith(index, word)) shared.set(one, (shared.get(one) ?? 0) + 1);
  const kin = [...shared]
    .filter(([{ words }, count]) => count >= LEAST_SHARED * Math.max(all.size, words.all.size))
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST_KIN)
    .map(([one]) => one);
  index.kin.set(text, kin);
  return kin;
}

interface Index {
  readonly texts: ReadonlyMap<string, Kin>;
  /** What was found by `kinOfText`, by text. */
  readonly kin: Map<string, readonly Kin[]>;
  /** The first texts in which each word stands. */
  readonly byWord: ReadonlyMap<string, readonly Kin[]>;
}

const textsWith = ({ byWord }: Index, word: string): readonly Kin[] => byWord.get(word) ?? [];

function indexOf(all: ReadonlySet<string>): Index {
  const texts = new Map<string, Kin>();
  const byWord = new Map<string, Kin[]>();
  for (const text of all) {
    const kin = { text, words: wordsOf(text) };
    texts.set(text, kin);
    for (const word of kin.words.all) {
      const there = byWord.get(word);
      if (there === undefined) byWord.set(word, [kin]);
      else if (there.length < MOST_TEXTS) there.push(kin);
    }
  }
  return { texts, kin: new Map(), byWord };
}
