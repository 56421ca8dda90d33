import { atFirstUse } from "../../domain/at-first-use.ts";
import type { AdministrativeStatus } from "../../domain/concept.ts";

/** The status of a term in our model. */
export interface TermStatus {
  readonly administrativeStatus: AdministrativeStatus;
  readonly forbidden?: true;
}

const FORBIDDEN: TermStatus = { administrativeStatus: "deprecated", forbidden: true };

/** Words for the status of a term, used by other programs and by people. Spaces, hyphens and case are ignored. */
const WORDS: readonly (readonly [status: TermStatus, words: string])[] = [
  [
    { administrativeStatus: "preferred" },
    `preferred, preferred term, approved, recommended, standard, standardized, standardised, regulated, legal, main,
     mandatory, required, valid, use, pref,
     предпочтительный, предпочтительно, предпочтителен, рекомендуемый, рекомендуется, рекомендовано, рекомендован,
     утверждён, утверждено, утверждённый, утв, рек, предп, стандартный, нормативный, основной, обязательный,
     首选, 首選, 优先, 優先, 优选, 推荐, 推薦, 规范, 規範, 标准, 標準, 已批准, 批准, 已审定, 审定, 正式`,
  ],
  [
    { administrativeStatus: "admitted" },
    `admitted, admitted term, allowed, acceptable, accepted, permitted, alternative, synonym, variant, provisional, tolerated,
     допустимый, допустимо, допустим, доп, допускается, разрешён, разрешено, разрешённый, приемлемый, альтернативный, синоним, вариант,
     允许, 允許, 许用, 許用, 可用, 可接受, 备选, 備選, 备用, 同义词, 同義詞, 也可`,
  ],
  [
    { administrativeStatus: "deprecated" },
    `deprecated, deprecated term, not recommended, discouraged, avoid, non standard, nonstandard, unpreferred, not preferred,
     не рекомендуется, нерек, не рек, не рекомендовано, не рекомендуемый, нерекомендуемый, не рекомендован, нежелательный, нежелательно,
     избегать, нестандартный,
     不推荐, 不推薦, 不建议, 不建議, 避免, 不宜, 非标准, 非標準, 弃用, 棄用`,
  ],
  [
    { administrativeStatus: "superseded" },
    `superseded, superseded term, obsolete, outdated, archaic, old, replaced, retired, historical,
     устаревший, устар, устарело, устарел, устаревшее, заменён, заменено, заменённый, историзм,
     过时, 過時, 旧称, 舊稱, 已废止, 废止, 廢止, 已废弃, 废弃, 廢棄, 已取代, 被取代, 旧`,
  ],
  [
    FORBIDDEN,
    `forbidden, forbidden term, prohibited, banned, do not use, don't use, not allowed, not permitted, disallowed, unacceptable,
     blacklisted, never, rejected, not acceptable, not approved, negative, wrong, incorrect, invalid,
     запрещён, запрещено, запрещённый, запр, запрет, запрещается, не использовать, не употреблять, не допускается, недопустимый,
     недопустимо, недопустим, не разрешается, неверно, неправильно, ошибочный,
     禁用, 禁止, 禁止使用, 不可用, 不允许, 不允許, 不得使用, 勿用, 请勿使用, 不用, 错误, 錯誤, 不可接受`,
  ],
];

/** Keeps only the letters, with ё as е, and removes the affixes of TBX values. */
function wordKey(word: string): string {
  return word
    .normalize("NFKC")
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " ")
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/[\s\-_.]*admn[\s\-_.]*sts$/u, "")
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

const byWord: () => ReadonlyMap<string, TermStatus> = atFirstUse(
  () =>
    new Map(
      WORDS.flatMap(([status, words]) =>
        words.split(",").flatMap((word): [string, TermStatus][] => {
          const key = wordKey(word);
          // Russian adjectives agree with «термин», «слово», «аббревиатура»
          const stem = /[ыио]й$/u.test(key) ? key.slice(0, -2) : undefined;
          const forms =
            stem === undefined ? [] : ["ая", "яя", "ое", "ее", "ые", "ие"].map((end) => stem + end);
          const short = key.endsWith("ен") ? [`${key}а`, `${key}о`, `${key}ы`] : [];
          return [key, ...forms, ...short].map((form) => [form, status]);
        }),
      ),
    ),
);

/** A word in brackets as a whole: «(устар.)». */
const IN_BRACKETS = /^\s*[([（【［]([^()[\]（）【】［］]*)[)\]）】］]\s*$/u;
/** Marks that words of a status have. Any other one, as in “preferred?” or “preferred (check)”, says something more. */
const PLAIN = /^[\p{L}\p{M}\p{N}\s\-_.'’!。！]*$/u;

/**
 * The meaning of a status word: `preferredTerm-admn-sts`, `Not Recommended`, «запрещено», 禁用.
 *
 * @returns `undefined` for an unknown word, and for one with a question mark or a remark
 */
export function statusOfWord(word: string): TermStatus | undefined {
  const bare = IN_BRACKETS.exec(word)?.[1] ?? word;
  return PLAIN.test(bare) ? byWord().get(wordKey(bare)) : undefined;
}

/** Words that say that nobody has decided yet. */
const open: () => ReadonlySet<string> = atFirstUse(
  () =>
    new Set(
      `draft, new, proposed, proposal, suggested, candidate, pending, pending approval, under review, in review, to review,
   to be approved, in progress, unapproved,
   черновик, проект, новый, предложен, предложено, предложенный, кандидат, на согласовании, на рассмотрении, на утверждении,
   на проверке, не утвержден, не утверждено, не согласовано, не проверено,
   草案, 草稿, 建议, 待定, 待审, 待审核, 待审定, 待批准, 未批准, 未审定, 未审核, 审核中, 候选`
        .split(",")
        .map(wordKey),
    ),
);

/** True for a status that makes its concept a proposal: `draft`, «на согласовании», 待审. */
export const isOpenStatus = (word: string): boolean => open().has(wordKey(word));
