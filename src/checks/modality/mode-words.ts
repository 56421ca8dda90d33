import type { Language } from "../../domain/language.ts";

/** What a text says about an act: it is a duty, forbidden, or allowed. */
export type Mode = "duty" | "ban" | "right";

export const MODES: readonly Mode[] = ["duty", "ban", "right"];

/** The three languages of a pattern. */
export type Patterns = Readonly<Record<Language, RegExp>>;

/** Words that express a mode. A new word needs its stem in `HINT`. */
export const SAYS: Readonly<Record<Mode, Patterns>> = {
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
export const MAY_SAY: Readonly<Record<Mode, Patterns>> = {
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

/** One of these is in all words of `SAYS`. A text without them expresses no mode, which saves six searches. */
export const HINT: Patterns = {
  en: /\b(?:must|shall|should|ought|ha(?:ve|s|d) to|need|oblig|requir|mandatory|compulsory|can|could|may|might|allow|permi|prohibit|forbid|entitle|optional|free to|able to|necessary)/iu,
  ru: /долж|обяз|необходимо|следует|надо|нужно|прид[её]тся|приходится|пришлось|требует|нельзя|запрещ|мо[жг]|вправе|разреш|допуска|позвол|право/iu,
  zh: /[必应义需须得能可禁准许权允勿]|不用/u,
};
