import type { Language } from "../domain/language.ts";
import type { Issue, TextView, UnitCheck } from "./check.ts";
import { languagesOf } from "./disagreement.ts";
import { keepsPredicate, polarityOf } from "./modality/negation.ts";

/** What a text says about an act: it is a duty, forbidden, or allowed. */
type Mode = "duty" | "ban" | "right";

const MODES: readonly Mode[] = ["duty", "ban", "right"];

/** The three languages of a pattern. */
type Patterns = Readonly<Record<Language, RegExp>>;

/** Words that express a mode. A new word needs its stem in `HINT`. */
const SAYS: Readonly<Record<Mode, Patterns>> = {
  duty: {
    en: /(?<!(?:\bnot|n['’]t|\bnever) )\b(?:must|shall|should|ought|(?:have|has|had|need|needs|needed) to|oblig\w+|requir\w+|mandatory|compulsory)\b(?! not\b|n['’]t)/iu,
    ru: /(?<!\p{L})(?<!(?:не|не был[аио]?|как и) )(?:долж(?:ен|на|но|ны)|обязан\p{L}*|обязательн\p{L}*|необходимо|следует|надо|нужно|прид[её]тся|приходится|пришлось|требуется|требует\p{L}*)(?!\p{L})/iu,
    zh: /必须|必需|必[填选]|应当|应该|务必|有义务|(?<!不)需要|(?<!无)须|(?<!不)应(?![对用急变邀付聘])|得(?=[先要去把在由])/u,
  },
  ban: {
    en: /\b(?:must not|mustn['’]t|shall not|may not|should not|shouldn['’]t|cannot|can['’]t|could not|couldn['’]t|not (?:be )?(?:allowed|permitted)|no (?:\p{L}+ ){1,3}(?:allowed|permitted)|prohibit\w*|forbid\w*)\b/iu,
    ru: /(?<!\p{L})(?:нельзя|запрещ\p{L}+|не (?:вправе|долж\p{L}+|допуска\p{L}+|разреша\p{L}+|мож\p{L}+|мог\p{L}*|следует|надо))(?!\p{L})/iu,
    zh: /不得(?![不已以])|不能|不可(?!思|或)|禁止|严禁|不准|不许|无权|不应|不允许|勿/u,
  },
  right: {
    en: /\b(?:may|might|can|could|allow\w*|entitle\w*|permi\w+|optional\w*|free to|able to|(?:not|n['’]t) (?:(?:have|need) to|required|necessary|obliged)|need not|needn['’]t|no (?:\p{L}+ ){1,3}(?:required|necessary|needed))\b(?! not\b|n['’]t)/iu,
    ru: /(?<!\p{L})(?<!(?:не|нельзя) )(?:необязательн\p{L}*|не (?:обязательн\p{L}*|обязан\p{L}*|нужно|надо|требуется)|мож(?:ет|ете|ем|но|ешь)|могут|могу|мог(?:ла|ли|ло)?|вправе|разреш\p{L}+|допуска\p{L}+|позвол\p{L}+|имеет право|имеют право)(?!\p{L})/iu,
    zh: /(?<![不否无许])(?:可以|可选|可(?=[在由用将以为于向随自提不申选请])|均可|能够|有权|允许|准许)|不必|无需|无须|不需要|不用(?=\p{Script=Han})/u,
  },
};

/** All words that may express a mode. A text with one of them does not lack the mode. */
const MAY_SAY: Readonly<Record<Mode, Patterns>> = {
  duty: {
    en: /\b(?:must|shall|should|ought|to be|need\w*|(?:have|has|had) to|oblig\w+|requir\w+|mandatory|compulsory|supposed|expected|necess\w+|essential|important|make sure|ensure|let|due|only|will|could use)\b/iu,
    ru: /долж|обяза|необходим|следует|надо(?!\p{L})|нуж|требу|прид[её]т|приход|пришл|полага|важн|стоит|только|лишь|чтобы|не может быть (?:мен|бол|выш|ниж)/iu,
    zh: /必|应|须|需|要|得|务|该|只|才|仅/u,
  },
  ban: {
    en: /\bnot\b|n['’]t\b|\b(?:cannot|no|none|nowhere|never|without|prohibit\w*|forbid\w*|ban\w*|refus\w+|unable|avoid\w*|neither|nor|nobody|nothing|only|unless|hardly)\b/iu,
    ru: /(?<!\p{L})(?:не|нельзя|нет|ни|без|никогда|никто|ничего|невозможн\p{L}+|недопуст\p{L}+|только|лишь)(?!\p{L})|запрет|запрещ|отказ/iu,
    zh: /不|没|无|非|未|别|勿|禁|莫|否|拒|免|只|仅/u,
  },
  right: {
    en: /\b(?:may|might|can|could|allow\w*|entitle\w*|permi\w+|option\w*|able|possib\w+)\b/iu,
    ru: /мож|мог|вправе|разреш|допуск|позвол|возмож|прав[оа](?!\p{L})/iu,
    zh: /可|能|权|许|准|让/u,
  },
};

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

/** One of these is in all words of `SAYS`. A text without them expresses no mode, which saves six searches. */
const HINT: Patterns = {
  en: /\b(?:must|shall|should|ought|ha(?:ve|s|d) to|need|oblig|requir|mandatory|compulsory|can|could|may|might|allow|permi|prohibit|forbid|entitle|optional|free to|able to|necessary)/iu,
  ru: /долж|обяз|необходимо|следует|надо|нужно|прид[её]тся|приходится|пришлось|требует|нельзя|запрещ|мо[жг]|вправе|разреш|допуска|позвол|право/iu,
  zh: /[必应义需须得能可禁准许权允勿]|不用/u,
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
