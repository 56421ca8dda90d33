import { lexiconOf, type TrilingualLexicon } from "../../alignment/core-vocabulary.ts";
import { featuresOf } from "../../alignment/features.ts";
import type { Language } from "../../domain/language.ts";
import { matchesOf } from "../../domain/matches.ts";
import { PREDICATES } from "./predicates.ts";

/** What a text says about negation. */
export interface Polarity {
  /** The first word that certainly negates. */
  readonly negation: RegExpExecArray | undefined;
  /** Number of words that certainly negate. */
  readonly negations: number;
  /** True if a word may express a negation in some other way. */
  readonly mayNegate: boolean;
}

interface Words {
  /** Fixed phrases that negate nothing, though they have the word for “not”: “not only”, «тем не менее», 不过. */
  readonly idle: RegExp;
  /** Conditions and alternatives, which other languages express in other ways: “if not set”, “or not”, «если нет». */
  readonly condition: RegExp;
  /** Words that certainly negate. */
  readonly sure: RegExp;
  /** All other words that may express a negation: “lack”, «отказ», 难以. */
  readonly other: RegExp;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    condition:
      /\b(?:if|unless|when|where|whether) (?:[\w'’]+ ){0,6}?(?:(?:no|none|not|nothing|nobody)\b|\w+n['’]t\b)|\bor (?:\w+ )?(?:not|no|none)\b|\bnot or\b|[=|]none\b/giu,
    idle: /\bnot (?:only|just|merely|least|to mention|surprising(?:ly)?)\b|\bno(?:t)? (?:doubt|longer ago|less than|more than|fewer than|later than)\b|\b(?:why|whether or|if|or) not\b|\bnot that\b|\bno\. ?(?=\d)|\bno sooner\b|\bno matter\b|\bcannot but\b|\bnothing (?:but|more than)\b/giu,
    sure: /\b(?:not|never|no|none|nobody|nothing|neither|cannot|unable|impossible|invalid|incorrect|unavailable|refus(?:e[sd]?|ing) to|fail(?:s|ed)? to)\b|\b(?:is|are|was|were|do|does|did|have|has|had|ca|could|wo|would|should|must|need|ai)n(?:%?['’]|\uFFFC{1,8})?t\b/giu,
    other:
      /\b(?:nor|nowhere|without|hardly|barely|rarely|seldom|scarcely|few|little|lack\w*|fail\w*|den(?:y|ies|ied|ial)|refus\w+|reject\w*|declin\w+|avoid\w*|unless|until|till|before|stop\w*|absen\w+|prevent\w*|prohibit\w*|forbid\w*|bann?\w*|block\w*|free (?:of|from)|only|too|difficult\w*|hard|doubt\w*|except\w*|against|instead|rather|anything but|far from|ceas\w+|exempt|un(?:able|likely|willing\w*|like|known|supported)|disab\w+|impossib\w+|un(?!til|der|ion|it|ivers|iq|i[fv])\w{3,}|in(?:activ|adequa|capab|compat|complet|consist|correct|definit|depend|effectiv|effici|eligib|finit|frequent|sanit|secur|signific|stab|suffic|toler|valid|visib|different|evitab|accur|access|ability)\w*|in\w{2,}(?:able|ible)|im(?:moral|patien|perfect|polite|possib|practic|precis|prob|proper)\w*|ir(?:regular|relev|respons|revers)\w*|dis(?:agree|allow|appear|like|approv|continu|honest|regard|abl)\w*|non\w*|\w{3,}less|empty|bad\w*|miss\w*|lost?|skip\w*|ignor\w+|exclud\w+|close\w*|past|otherwise|any\w*|ever|no longer|wrong\w*|error\w*|problem\w*)\b/iu,
  },
  ru: {
    condition:
      /(?<!\p{L})(?:если|когда|пока|или|либо) (?:[\p{L}]+ ){0,6}?(?:не|нет|ничего|ни|иное|иной|иного)(?!\p{L})/giu,
    idle: /(?<!\p{L})(?:не (?:только|просто|раз|менее|меньше|более|больше|позднее|ранее|прочь|исключено|удивительно|случайно|хуже|зря)|тем не менее|(?:чуть|едва|разве) не|(?:почему|что|отчего) бы (?:\p{L}+ )?не|(?:кто|что|как|где|куда|какой|какая|какие|сколько) бы (?:\p{L}+ )?ни|во что бы то ни стало|ни при чём|чем не)(?!\p{L})/giu,
    sure: /(?<!\p{L})(?:не|нет|никогда|нельзя|никто|никого|ничего|ничто|никаких|никакой|нигде|невозможно|недействител\p{L}+|недоступн\p{L}*|недоступен|неверн\p{L}+|неверен|неправильн\p{L}+|недостаточн\p{L}*|невиновн\p{L}+|невиновен|необязательн\p{L}*|отказал(?:ся|ась|ись|ось))(?!\p{L})/giu,
    other:
      /(?<!\p{L})(?:ни|ни(?:к|ч|г)\p{L}+|без|вряд|едва|мало|кроме|лишь|только|пока|против|слишком|разве|прежде|неч\p{L}+|некому|некого|ошибк\p{L}+|сбо\p{L}{1,3})(?!\p{L})|(?<!\p{L})(?:не(?!дел|сколько|кот|зависим|фт|бо|рв|обходим|посред|давн|го|ё|й|м(?!\p{L})|жн)|без|бес(?!ед)|анти|противо)\p{L}{3,}|плохо|провал|неуда|пуст|пропус|игнор|закры|потер|отказ|отсутств|отриц|отверг|отклон|избе[гж]|лиш[еёи]|запре|сомне|прекра|невозм|трудн|сложн|тяжел|исключ|вместо|перест|отмен|заблок|препятств|меша/iu,
  },
  zh: {
    condition: /(?:若|如|除非|或|时)[^，。；]{0,8}?[不没未无]|[不没未无][^，。；]{1,8}(?:时|则|的话)|否则/gu,
    idle: /不(?:过(?!去|来)|断|同|仅|少(?!于)|久|管|论|妨|禁|错|但|只|幸|满|安|良|远|止|由|料|到(?=\d)|足(?=\d)|超过|低于|少于|多于|高于|等|时|一会|言而喻|可避免|可或缺|得不|能不|会不|易|宜|法|动产|锈|倒翁)|(?<verb>[是能会要可好想去来有行说知看听])不\k<verb>|差不多|[了对看]不起|了不得|说不好|没(?:收|关系|想到)|非(?:常|洲|营利|物质|正式|凡|法|政府)|除非|无(?:论|疑|数|线|人机|人(?=驾|驶|艇|船|车)|限|所谓|比|辜|私|家可归)|未(?:来|婚|成年|必|免)|从未停|莫(?:过于|名|斯科|非)|分别|特别|区别|类别|级别|性别|别(?:人|的|墅|处|国)|是否|否则|能否|可否/gu,
    sure: /(?:没有|没(?!有)|无法|无效|未能|不(?:会|能(?!源)|是|再|想|要|需|可|应|愿|打算|希望)?|并非|尚未|从未|未(?!来)|无(?=[罪需须权]|法)|拒绝)/gu,
    other: /不|没|未|无|非|别|莫|勿|禁|缺|拒|难|免|除|只|仅|绝|避|却|才|少|失|停|错误|出错|取消|反对/u,
  },
};

/**
 * Without one of these a text has no word that certainly negates. Fast, but “current” and «нестабильный» have them too.
 */
const HINT: Readonly<Record<Language, RegExp>> = {
  en: /n%?['’]?t\b|n\uFFFC|\b(?:no|nev|nei|cannot|una|imp|inv|inc|ref|fai)/iu,
  ru: /(?<!\p{L})(?:не|ни|отк)/iu,
  zh: /[不没无未非拒]/u,
};
const NOTHING: readonly RegExpExecArray[] = [];

/**
 * True if a text may have a word that certainly negates. In English and Russian the phrases that are taken out before
 * such words are searched are whole words, so taking them out cannot make a new one.
 */
function mayHaveNegation(text: string, language: Language): boolean {
  if (!HINT[language].test(text)) return false;
  if (language === "zh") return true;
  const { sure } = WORDS[language];
  sure.lastIndex = 0;
  return sure.test(text);
}

/** Reads the words of negation of a text. */
export function polarityOf(text: string, language: Language): Polarity {
  const { condition, idle, sure, other } = WORDS[language];
  const blank = (phrase: string) => " ".repeat(phrase.length);
  let plain: string | undefined;
  const withoutConditions = () => (plain ??= text.replace(condition, blank));
  const found = mayHaveNegation(text, language)
    ? matchesOf(withoutConditions().replace(idle, blank), sure)
    : NOTHING;
  return {
    negation: found[0],
    negations: found.length,
    get mayNegate() {
      const read = withoutConditions();
      return found.length > 0 || read !== text || other.test(read.replace(idle, blank));
    },
  };
}

let lexicon: TrilingualLexicon | undefined;

/** The predicates as a lexicon. Single Chinese characters are left out, because they are parts of other words. */
function predicates(): TrilingualLexicon {
  lexicon ??= lexiconOf(
    PREDICATES.trim()
      .split("\n")
      .map((line) => {
        const [en = "", ru = "", zh = ""] = line.split("|");
        const words = {
          en: en.split(","),
          ru: ru.split(","),
          zh: zh.split(",").filter((word) => word.length > 1),
        };
        return { words, weight: 1 };
      }),
  );
  return lexicon;
}

const CLAUSE_END = /[,.;:!?—，。；：！？()（）«»“”]/u;
const LONGEST_CLAUSE = 80;
/** Negated nouns: the predicate stands after them: “No signs were found”. */
const OF_NOUN = /^(?:no|none|nobody|nothing|neither|нет|никто|никого|никаких|никакой)$/iu;
/** Words with the negation inside: “invalid”, «недоступен». */
const INSIDE: Readonly<Record<Language, RegExp>> = {
  en: /^(?:un|in|im)(?=\w{4})/iu,
  ru: /^не(?=\p{L}{4})/iu,
  zh: /^无(?=效)/u,
};
/** Words between a negation and the predicate. */
const BETWEEN: Readonly<Record<Language, RegExp>> = {
  en: /^(?:be|been|being|is|was|were|are|yet|always|fully|quite|very|even|really|have|had|has|to|able|immediately|ever|just|still|also|actually|necessarily|currently|publicly|formally|officially|directly)$/u,
  ru: /^(?:был|была|было|были|быть|будет|будут|буду|очень|совсем|мог|могла|могли|могу|может|можете|могут|можем|смог|смогла|смогли|смогут|стал|стала|стали|стоит|следует|удалось|удается|удаётся|сразу|немедленно|полностью)$/u,
  zh: /^(?:会|能|有|再|想|要|及时|完全|立即|明确|被|得到|真正)+/u,
};

/** A text with a negation, or one that may translate it. */
interface Text {
  readonly language: Language;
  readonly text: string;
}

/**
 * True if the other text has a translation of the predicate that is negated here. If it has no negation, then it says the
 * contrary, and does not only say the same in other words.
 */
export function keepsPredicate(source: Text, { 0: written, index }: RegExpExecArray, other: Text): boolean {
  const { language } = source;
  const known = predicates();
  const lexicon = known.between(language, other.language);
  const entries = known.entries;
  const negated = predicatesAfter(source, written, index).flatMap((words) =>
    featuresOf(words, language, entries),
  );
  const translations = negated.flatMap((type) => [...(lexicon.get(type)?.keys() ?? [])]);
  if (translations.length === 0) return false;
  const types = new Set(featuresOf(other.text, other.language, entries));
  return translations.some((type) => types.has(type));
}

/** The words that a negation may negate. */
function predicatesAfter({ text, language }: Text, written: string, index: number): readonly string[] {
  if (INSIDE[language].test(written))
    return [language === "zh" ? "有效" : written.replace(INSIDE[language], "")];
  const end = index + written.length;
  const clause = text.slice(end, end + LONGEST_CLAUSE).split(CLAUSE_END)[0] ?? "";
  if (language === "zh") return [clause.replace(/\s/gu, "").replace(BETWEEN.zh, "").slice(0, 2)];
  const words = matchesOf(clause.toLowerCase(), WORD).map(([word]) => word);
  const predicative = words.filter((word) => !BETWEEN[language].test(word));
  return predicative.slice(0, OF_NOUN.test(written) ? 4 : 1);
}

const WORD = /[\p{L}’']+/gu;
