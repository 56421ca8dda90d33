import type { Language } from "../domain/language.ts";
import { matchesOf } from "../domain/matches.ts";
import type { TextView, UnitCheck } from "./check.ts";
import { disagreements, languagesOf } from "./disagreement.ts";

type Mark = "." | "?" | "!" | ":" | ";" | "," | "…" | "";

/** Compares the last mark of the texts across languages: . is 。, … is ……, ? is ？. */
export const endPunctuation: UnitCheck = {
  id: "end-punctuation",
  severity: "warning",
  scope: "unit",
  *run(unit) {
    const ends = new Map(unit.written.map((view) => [view, endOf(view)]));
    const compare = (a: TextView, b: TextView) => {
      const first = ends.get(a) ?? endOf(a);
      const second = ends.get(b) ?? endOf(b);
      return agree(first.mark, second.mark) ||
        isSalutation(a, first) ||
        isSalutation(b, second) ||
        first.loose(second.mark) ||
        second.loose(first.mark)
        ? undefined
        : { first, second };
    };
    for (const { source, target, outvoted, difference } of disagreements(unit, compare)) {
      const { first, second } = difference;
      // The full stop is certainly missing where both other languages have one.
      const telling =
        (!(outvoted && isReworded(first.mark, second.mark)) &&
          [first.mark, second.mark].some((mark) => mark === "?" || mark === ":" || mark === "…")) ||
        (outvoted && first.mark === "." && second.mark === "" && unit.written.every(isSentence));
      yield {
        ...(!telling && { severity: "info" as const }),
        certainty: telling ? "likely" : "possible",
        languages: languagesOf(source, target),
        ranges: {
          ...(first.mark !== "" && { [source.language]: [first.range] }),
          ...(second.mark !== "" && { [target.language]: [second.range] }),
        },
        message:
          second.mark === ""
            ? "end-punctuation.missing"
            : first.mark === ""
              ? "end-punctuation.added"
              : "end-punctuation.different",
        params: {
          source: source.language,
          target: target.language,
          value: first.written,
          other: second.written,
        },
        ...(first.mark !== "" && {
          suggestion: {
            language: target.language,
            range: second.range,
            text: MARKS[target.language][first.mark],
          },
        }),
      };
    }
  },
};

/** A translator may make a question, a pause or an announcement of a statement: “must not be angry”, «зачем сердиться?» */
const isReworded = (most: Mark, odd: Mark): boolean =>
  most === "." && (odd === "?" || odd === ":" || odd === "…");

/** Shorter texts are labels and headings, where a full stop is a matter of style. */
const isSentence = ({ language, text }: TextView): boolean => text.length >= (language === "zh" ? 5 : 8);

const MARKS: Readonly<Record<Language, Readonly<Record<Exclude<Mark, "">, string>>>> = {
  en: { ".": ".", "?": "?", "!": "!", ":": ":", ";": ";", ",": ",", "…": "…" },
  ru: { ".": ".", "?": "?", "!": "!", ":": ":", ";": ";", ",": ",", "…": "…" },
  zh: { ".": "。", "?": "？", "!": "！", ":": "：", ";": "；", ",": "，", "…": "……" },
};

/** Languages differ in emphasis: Chinese and Russian write «!» where English writes «.». */
const agree = (a: Mark, b: Mark): boolean =>
  a === b || ((a === "!" || b === "!") && (a === "." || b === "."));

/**
 * A letter's salutation ends with a colon in Chinese and with other marks elsewhere: 尊敬的同事们：, «Уважаемые
 * коллеги!».
 */
const isSalutation = ({ language, text }: TextView, { mark }: End): boolean =>
  language === "zh" &&
  mark === ":" &&
  /^(?:尊敬|敬爱|亲爱|各位|诸位|女士|先生|同志|同学|朋友)/u.test(text.trim());

interface End {
  readonly mark: Mark;
  readonly written: string;
  readonly range: { readonly start: number; readonly end: number };
  /** True if the mark belongs to an abbreviation, a code or a name, and not to the sentence. */
  readonly loose: (other: Mark) => boolean;
}

const CLOSING = /[\s"'’”»›“‘）)\]］】」』》〉*_~`\uFFFC]/u;
const LONGEST_MARK = 12;
const LONGEST_ABBREVIATION = 16;
const BRACKET = /[）)\]］】]/u;
/** The letter of a menu command after a Chinese text: 配置标签页...(&C), 搜索(_N). */
const ACCESS_KEY = /\s?[(（][&_~][A-Za-z\d][)）]\s*$/u;
/** Marks of speech inside a sentence: “Where?” he asked. */
const SPOKEN = /([?？!！…])[!?？！.。]{0,2}\s?["'’”»」』]/gu;
const MARK = /[.。．｡?？!！:：;；,，、…]/u;
const TAIL = /(?:\.{2,}|…+|。{2,}|[.。．｡]|[?？!！]+|[:：]|[;；]|[,，、])$/u;
const ABBREVIATED: Readonly<Record<Language, RegExp>> = {
  en: /(?:\b(?:etc|Inc|Ltd|Co|Corp|Jr|Sr|St|No|vs|al|[ap]\.m|[A-Z]\.[A-Z]|approx|max|min|e\.g|i\.e|\p{Lu}))\.$/u,
  ru: /(?<!\p{L})(?:т\.\s?д|т\.\s?п|др|пр|г|гг|в|вв|руб|коп|тыс|им|ул|д|стр|с|см|н\.\s?э|мин|макс|сек|ч|п|шт|англ|напр|кол-во|\p{Lu}|\p{L}{1,3})\.$/u,
  zh: /[A-Za-z]\.$/u,
};

function endOf({ language, prose, hasCode }: TextView): End {
  const whole = withoutAccessKey(prose());
  const bare = withoutClosing(whole);
  // The mark may stand before or after closing quotes and brackets.
  const end = bare.length;
  const tail = MARK.test(bare.charAt(end - 1)) ? TAIL.exec(bare.slice(-LONGEST_MARK)) : null;
  const written = tail === null ? "" : tail[0];
  const mark = written === "" ? "" : markOf(written);
  const isCut = () => {
    const shown = hasCode(end, whole.length) && !/[.。?？!！…]$/u.test(bare);
    // A mark before a placeholder or inside brackets does not end the sentence.
    const after = whole.slice(end);
    return shown || after.includes("\uFFFC") || (written !== "" && BRACKET.test(after));
  };
  // An abbreviation at the end of a question has a question mark after it.
  const loose = (other: Mark) =>
    bare === written ||
    isCut() ||
    (mark === "." && other !== "?" && ABBREVIATED[language].test(bare.slice(-LONGEST_ABBREVIATION))) ||
    (mark !== "" &&
      other !== "." &&
      matchesOf(whole, SPOKEN).some(({ 1: spoken = "" }) => markOf(spoken) === other));
  return { mark, written, range: { start: end - written.length, end }, loose };
}

/** The pattern tries every place of a text, so it is tried only where a bracket closes at the end. */
function withoutAccessKey(text: string): string {
  const last = text.trimEnd().at(-1);
  return last === ")" || last === "）" ? text.replace(ACCESS_KEY, "") : text;
}

function withoutClosing(text: string): string {
  let end = text.length;
  while (end > 0 && CLOSING.test(text.charAt(end - 1))) end--;
  return end === text.length ? text : text.slice(0, end);
}

function markOf(written: string): Mark {
  if (/[?？]/u.test(written)) return "?";
  if (/[!！]/u.test(written)) return "!";
  if (/…|\.\.|。。。/u.test(written)) return "…";
  if (/[.。．｡]/u.test(written)) return ".";
  if (/[:：]/u.test(written)) return ":";
  return /[;；]/u.test(written) ? ";" : ",";
}
