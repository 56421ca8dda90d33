import type { Language } from "../domain/language.ts";
import type { Issue, TextView, UnitCheck } from "./check.ts";
import { languagesOf } from "./disagreement.ts";
import { HINT, MAY_SAY, type Mode, MODES, type Patterns, SAYS } from "./modality/mode-words.ts";
import { keepsPredicate, polarityOf } from "./modality/negation.ts";

/** Modes that contradict each other: what the other texts say, and what the target says. */
const CONTRARY: readonly (readonly [others: Mode, target: Mode])[] = [
  ["duty", "right"],
  ["right", "duty"],
  ["ban", "right"],
  ["right", "ban"],
  ["ban", "duty"],
  ["duty", "ban"],
];

/** Reports a duty that became a right, a ban that became a duty, and a negation that one text lacks. */
export const modality: UnitCheck = {
  id: "modality",
  severity: "warning",
  scope: "unit",
  *run({ written }) {
    if (written.length < 2) return;
    // every text must express some mode, so a text without one ends the search
    const turned = written.every(saysSomeMode)
      ? written
          .map((target) =>
            turnedRound(
              target,
              written.filter((view) => view !== target),
            ),
          )
          .find((issue) => issue !== undefined)
      : undefined;
    if (turned !== undefined) yield turned;
    else yield* lostNegation(written);
  },
};

const saysSomeMode = (view: TextView): boolean =>
  HINT[view.language].test(view.prose()) && MODES.some((mode) => said(view, mode) !== undefined);

/** Says which words of a text express a mode; `undefined` if none do. “must not” is no duty, «не может» no right. */
function said({ language, prose }: TextView, mode: Mode): RegExpExecArray | undefined {
  const text = textFor(mode, prose(), language);
  return SAYS[mode][language].exec(text) ?? undefined;
}

function maySay({ language, prose }: TextView, mode: Mode): boolean {
  // «не нужно» may be a ban too: “you must not”
  const text = mode === "ban" ? prose() : textFor(mode, prose(), language);
  return MAY_SAY[mode][language].test(text);
}

/** Words that free from a duty. They have the words of a duty, or words that a duty may have. */
const FREE: Patterns = {
  en: /(?:\bnot|n['’]t) (?:(?:have|need) to|required|necessary|obliged)\b|\bneed not\b|\bneedn['’]t\b|\bno (?:\p{L}+ ){1,3}(?:required|necessary|needed)\b/giu,
  ru: /(?<!\p{L})(?:необязательн\p{L}*|не (?:обязательн\p{L}*|обязан\p{L}*|нужно|надо|требуется))(?!\p{L})/giu,
  zh: /不必|无需|无须|不需要|不用/gu,
};

/** Without one of these a text has no words of `FREE`. */
const MAY_FREE: Patterns = { en: /not? |n['’]t |need/iu, ru: /не/iu, zh: /[不无]/u };

const BANS: Patterns = {
  en: new RegExp(SAYS.ban.en, "giu"),
  ru: new RegExp(SAYS.ban.ru, "giu"),
  zh: new RegExp(SAYS.ban.zh, "gu"),
};
/** The text in which the words of a mode are searched: the words of the other modes are blank. */
function textFor(mode: Mode, text: string, language: Language): string {
  const blank = (phrase: string) => " ".repeat(phrase.length);
  if (mode === "right") return withoutBans(text, language);
  const bound = MAY_FREE[language].test(text) ? text.replace(FREE[language], blank) : text;
  return mode === "ban" ? bound : withoutBans(bound, language);
}

/** The text with spaces in place of bans. */
const withoutBans = (text: string, language: Language): string =>
  !SAYS.ban[language].test(text) ? text : text.replace(BANS[language], (ban) => " ".repeat(ban.length));

/**
 * Words of rules. Without one of them a text gives advice, where “should” and “can” may stand for each other; so may 需要,
 * which is also what somebody wants.
 */
const STRONG =
  /must|shall|oblig|requir|ha(?:ve|s|d) to|need(?:s|ed)? to|need not|necess|cannot|can['’]t|optional|mandat|prohib|forbid|allowed|entitled|обязан|долж|прид[её]т|приход|пришл|необходимо|обязательн|не мож|требу|нельзя|не нужно|не надо|запрещ|вправе|разреш|必须|必需|须|应当|必填|不必|无需|不能|不可|务必|义务|不得|禁止|严禁|不准|不许|无权|有权/iu;

/**
 * All other texts express a mode and have no word for the contrary one; the target expresses the contrary one and has
 * no word for theirs. In a pair it is unclear which text is wrong, and long texts may say both in other words.
 */
function turnedRound(target: TextView, others: readonly TextView[]): Issue | undefined {
  const [source] = others;
  if (source === undefined) return undefined;
  for (const [mode, contrary] of CONTRARY) {
    const own = said(target, contrary);
    if (own === undefined || maySay(target, mode)) continue;
    const theirs = said(source, mode);
    if (
      theirs === undefined ||
      others.some((view) => said(view, mode) === undefined || maySay(view, contrary))
    )
      continue;
    if (isDoubleNegation(mode, contrary, target, others)) continue;
    const words = [own, ...others.map((view) => said(view, mode))];
    const strong = words.some((match) => match !== undefined && STRONG.test(match[0]));
    const likely = strong && [target, ...others].every(others.length > 1 ? isMedium : isShort);
    return {
      ...(!likely && { severity: "info" as const }),
      certainty: likely ? "likely" : "possible",
      languages: languagesOf(source, target),
      ranges: { [source.language]: [rangeOf(theirs)], [target.language]: [rangeOf(own)] },
      message: "modality.different",
      params: { source: source.language, target: target.language, values: theirs[0], others: own[0] },
    };
  }
  return undefined;
}

/** Words for a lack. */
const LACK: Patterns = {
  en: /\b(?:empty|blank|omit\w*|skip\w*|forget|forgotten|ignor\w+|miss\w*|absent|without|leav\w+|left|fail\w*|unset)\b/iu,
  ru: /пуст|пропус|пропущ|забы|игнор|отсутств|(?<!\p{L})без(?!\p{L})|остав/iu,
  zh: /空|忘|漏|缺|省略|忽略|跳过|没有/u,
};

/** A ban of a lack is a duty: “must not be empty” and «должно быть заполнено», which has no word for the lack. */
function isDoubleNegation(
  mode: Mode,
  contrary: Mode,
  target: TextView,
  others: readonly TextView[],
): boolean {
  if (mode === "right" || contrary === "right") return false;
  const [banned, bound] = mode === "ban" ? [others, [target]] : [[target], others];
  const saysLack = ({ language, prose }: TextView) => LACK[language].test(prose());
  return banned.every(saysLack) && !bound.some(saysLack);
}

const rangeOf = ({ index, 0: written }: RegExpExecArray) => ({ start: index, end: index + written.length });

/** Longer texts may express a negation or a mode in other words, in UTF-16 units. */
const LONGEST_SENTENCE: Readonly<Record<Language, number>> = { en: 120, ru: 120, zh: 45 };
const isMedium = ({ language, text }: TextView): boolean => text.length <= 2 * LONGEST_SENTENCE[language];
const isShort = ({ language, text }: TextView): boolean => text.length <= LONGEST_SENTENCE[language];

/** Longest texts in which a negation is searched, in UTF-16 units; in three languages twice as long. */
const LONGEST_NEGATED: Readonly<Record<Language, number>> = { en: 240, ru: 240, zh: 90 };
/** More negations than this may be one affirmation: “I don't think that's uncommon”. */
const MOST_NEGATIONS = 2;

/** Some texts negate, another has no word that could be a negation and still says what they negate. */
function* lostNegation(written: readonly TextView[]): Generator<Issue> {
  const factor = written.length === 3 ? 1.5 : 1;
  if (written.some(({ language, text }) => text.length > factor * LONGEST_NEGATED[language])) return;
  const read = written.map((view) => ({ view, polarity: polarityOf(view.prose(), view.language) }));
  const lacking = read.filter(({ polarity }) => polarity.negations === 0);
  if (lacking.length === 0 || lacking.length === read.length) return;
  const others = read.filter(({ polarity }) => polarity.negations > 0);
  // in three languages one text is wrong, and the two others confirm each other
  if (others.some(({ polarity }) => polarity.negations > MOST_NEGATIONS)) return;
  // Chinese has the fewest words that may negate, and is read fastest
  if (lacking.toReversed().some(({ polarity }) => polarity.mayNegate)) return;
  const kept = (negating: (typeof read)[number], target: (typeof read)[number]): boolean =>
    negating.polarity.negation !== undefined &&
    keepsPredicate(textOf(negating.view), negating.polarity.negation, textOf(target.view));
  const found =
    lacking.length === 1
      ? lacking.some((target) => others.some((negating) => kept(negating, target)))
      : others.some((negating) => lacking.every((target) => kept(negating, target)));
  const [source] = others;
  const [target] = lacking;
  if (!found) return;
  if (source?.polarity.negation === undefined || target === undefined) return;
  yield {
    certainty: "likely",
    languages: languagesOf(...written),
    ranges: Object.fromEntries(
      others.map(({ view, polarity: { negation } }) => [view.language, negation ? [rangeOf(negation)] : []]),
    ),
    message: "modality.negation",
    params: {
      source: source.view.language,
      target: target.view.language,
      value: source.polarity.negation[0],
    },
  };
}

const textOf = ({ language, prose }: TextView) => ({ language, text: prose() });
