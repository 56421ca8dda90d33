import type { Language } from "../domain/language.ts";
import type { TextView, UnitCheck } from "./check.ts";
import { disagreements, languagesOf } from "./disagreement.ts";

/** What a text says about an act: it is a duty, forbidden, or allowed. */
type Mode = "duty" | "ban" | "right";

/** Words that certainly express a mode, and all words that may express it. */
interface Words {
  readonly sure: RegExp;
  readonly any: RegExp;
}

const MODES: Readonly<Record<Language, Readonly<Record<Mode, Words>>>> = {
  en: {
    duty: {
      sure: /\b(?:must|shall|obliged to|required to|mandatory)\b(?! not\b|n['’]t)/iu,
      any: /\b(?:must|shall|obliged|requir\w+|have to|has to|had to|need\w*|should|ought|mandatory|obligat\w+|compulsory|supposed|necessar\w+|make sure|essential|important|let|due)\b/iu,
    },
    ban: {
      sure: /\b(?:must not|mustn['’]t|shall not|may not|not allowed|not permitted|prohibited|forbidden)\b/iu,
      any: /\bnot\b|n['’]t\b|\b(?:cannot|no|never|without|prohibit\w*|forbid\w*|ban\w*|refus\w+|fail\w*|unable|avoid\w*|against|prevent\w*|neither|nor|nobody|nothing|only|unless)\b/iu,
    },
    right: {
      sure: /\b(?:may|is allowed to|are allowed to|entitled to|permitted to)\b(?! not\b)/iu,
      any: /\b(?:may|might|can|could|allow\w*|entitle\w*|permi\w+|right\w*|free|able|possib\w+|optional\w*|perhaps|maybe|potential\w*|would|will|likely|probab\w+|seem\w*)\b/iu,
    },
  },
  ru: {
    duty: {
      sure: /(?<!\p{L})(?<!не )(?:должен|должна|должно|должны|обязан|обязана|обязаны|обязано)(?!\p{L})/iu,
      any: /долж|обяза|необходим|следует|надо(?!\p{L})|нужн|требу|придётся|придется|приходит|пришл|полага|нельзя не|важно|стоит|пора/iu,
    },
    ban: {
      sure: /(?<!\p{L})(?:нельзя|запрещ\p{L}+|не вправе|не допуска\p{L}+|не должн\p{L}|не должен|не разреша\p{L}+)(?!\p{L})/iu,
      any: /(?<!\p{L})(?:не|нельзя|нет|ни|без|никогда|никто|ничего|невозможн\p{L}+|недопуст\p{L}+|только|лишь)(?!\p{L})|запрет|запрещ|отказ|лиш|против|избег|неспособ|сложно|трудно/iu,
    },
    right: {
      sure: /(?<!\p{L})(?<!не )(?:вправе|можно|имеет право|имеют право|разрешается|допускается)(?!\p{L})/iu,
      any: /мож|мог|вправе|прав[оаеу](?!\p{L})|разреш|допуск|позвол|возмож|способ|вероят|наверн|будет|будут|бы(?!\p{L})|удаст|удал|видимо|скорее/iu,
    },
  },
  zh: {
    duty: { sure: /必须|应当|务必|有义务/u, any: /必|应|须|要|得|义务|需|该|务|只能|才能|不能不|不得不/u },
    ban: {
      sure: /不得(?![不已])|禁止|严禁|不准|不许|无权|不应/u,
      any: /不|没|无|非|未|别|勿|禁|莫|否|拒|免|难|只|仅/u,
    },
    right: { sure: /可以|有权|允许|准许/u, any: /可|能|会|权|许|准|得以|或|行|将|够|让/u },
  },
};

const CONTRARY: readonly (readonly [Mode, Mode])[] = [
  ["duty", "right"],
  ["ban", "right"],
  ["ban", "duty"],
];

/** Words that negate the sentence, and all words that may express a negation. */
const NEGATION: Readonly<Record<Language, Words>> = {
  en: {
    sure: /(?<!\bor )\b(?:not|never|cannot)\b(?! only\b)|n['’]t\b/iu,
    any: /\b(?:not|no|never|nor|neither|none|nobody|nothing|nowhere|without|cannot|hardly|barely|rarely|seldom|few|little|lack\w*|fail\w*|den(?:y|ies|ied)|refus\w+|reject\w*|avoid\w*|unless|until|impossib\w*|unable|stop\w*|miss\w*|absen\w+|dis\w+|un\w{3,}|in\w{4,}|im\w{4,}|ir\w{4,}|il\w{4,}|non\w*|less|\w+less|rather|instead|wrong|exclud\w+|prevent\w*|prohibit\w*|ban\w*|free|only|but|too|however|difficult\w*|hard|doubt\w*|ever|any\w*|else|except|against|yet|beyond|far|over|end\w*)\b|n['’]t\b/iu,
  },
  ru: {
    sure: /(?<!\p{L})(?:не|нет|никогда|нельзя|никто|ничего)(?!\p{L})(?! только| просто)/iu,
    any: /(?<!\p{L})(?:не|ни|нет|без|никогда|нельзя|никто|ничего|вряд|едва|мало|кроме|лишь|только|пока|против|вне|ещё|еще|однако|но|слишком|хоть|разве)(?!\p{L})|(?<!\p{L})(?:не|ни|без|бес|анти|против)\p{L}{2,}|отказ|отсутств|отриц|избе[гж]|лиш[еёи]|запре|сомне|прекра|трудн|сложн|тяжел|потер|утра|исключ|вместо|иначе|наоборот|перест/iu,
  },
  zh: {
    sure: /没有|不会|不能|不是|并非|从未|并不|从不|未曾|不可/u,
    any: /不|没|无|非|未|别|否|莫|勿|禁|缺|拒|难|免|少|除|只|仅|失|绝|避|反|但|却|才|止|停|哪|何|岂|怎/u,
  },
};

/** Reports a duty that became a right, a ban that became a duty, and a lost negation. */
export const modality: UnitCheck = {
  id: "modality",
  severity: "warning",
  scope: "unit",
  *run(unit) {
    let found = false;
    const said = new Map(unit.written.map((view) => [view, modesOf(view)]));
    const compare = (a: TextView, b: TextView) => contrary(a, said.get(a) ?? [], b, said.get(b) ?? []);
    const speaking = [...said.values()].filter((modes) => modes.length > 0).length;
    for (const { source, target, difference } of speaking < 2 ? [] : disagreements(unit, compare)) {
      found = true;
      const [first, second] = difference;
      yield {
        certainty: "likely",
        languages: languagesOf(source, target),
        ranges: { [source.language]: [first.range], [target.language]: [second.range] },
        message: "modality.different",
        params: {
          source: source.language,
          target: target.language,
          values: first.written,
          others: second.written,
        },
      };
    }
    if (!found) yield* lostNegation(unit.written);
  },
};

interface Said {
  readonly mode: Mode;
  readonly written: string;
  readonly range: { readonly start: number; readonly end: number };
}

const ALL_MODES: readonly Mode[] = ["duty", "ban", "right"];

/** The modes that a text certainly expresses. */
function modesOf(view: TextView): readonly Said[] {
  const text = view.prose();
  return ALL_MODES.flatMap((mode) => {
    const match = MODES[view.language][mode].sure.exec(text);
    if (match === null) return [];
    const [written] = match;
    return [{ mode, written, range: { start: match.index, end: match.index + written.length } }];
  });
}

/**
 * Contrary modes of two texts: each certainly expresses one, and has no word that may express the mode of the
 * other.
 */
function contrary(
  a: TextView,
  ofA: readonly Said[],
  b: TextView,
  ofB: readonly Said[],
): readonly [Said, Said] | undefined {
  for (const one of ofA) {
    for (const two of ofB) {
      const isContrary = CONTRARY.some((pair) => pair.includes(one.mode) && pair.includes(two.mode));
      if (one.mode === two.mode || !isContrary) continue;
      if (!maySay(a, two.mode) && !maySay(b, one.mode)) return [one, two];
    }
  }
  return undefined;
}

/** True if a text has a word that may express a mode. «не может» is not a right, and “must not” is not a duty. */
function maySay(view: TextView, mode: Mode): boolean {
  const words = MODES[view.language];
  const text = mode === "ban" ? view.prose() : view.prose().replace(new RegExp(words.ban.sure, "giu"), "");
  return words[mode].any.test(text);
}

/** Longer texts may express a negation in other words. */
const LONGEST_SENTENCE: Readonly<Record<Language, number>> = { en: 200, ru: 200, zh: 70 };

/** Two of three languages negate, and the third has no word that could be a negation. */
function* lostNegation(written: readonly TextView[]) {
  if (written.length < 3 || written.some(({ language, text }) => text.length > LONGEST_SENTENCE[language]))
    return;
  const matches = new Map(
    written.map((view) => [view, NEGATION[view.language].sure.exec(view.prose()) ?? undefined]),
  );
  const others = written.filter((view) => matches.get(view) !== undefined);
  const target = written.find((view) => matches.get(view) === undefined);
  const [source] = others;
  const first = source && matches.get(source);
  if (source === undefined || target === undefined || first === undefined || others.length !== 2) return;
  if (NEGATION[target.language].any.test(target.prose())) return;
  yield {
    certainty: "likely" as const,
    languages: languagesOf(...written),
    ranges: Object.fromEntries(
      others.map((view) => {
        const match = matches.get(view);
        return [view.language, match ? [{ start: match.index, end: match.index + match[0].length }] : []];
      }),
    ),
    message: "modality.negation",
    params: { source: source.language, target: target.language, value: first[0] },
  };
}
