import { coreLexicon } from "../alignment/core-vocabulary.ts";
import { stem } from "../alignment/stem.ts";
import { matchesOf } from "../domain/matches.ts";
import { KIND } from "./character-kinds.ts";
import type { Issue, TextView, UnitCheck } from "./check.ts";
import { ORDINARY_WORDS } from "./untranslated/ordinary-words.ts";

/** Reports text that was left in English, whole or in part. */
export const untranslated: UnitCheck = {
  id: "untranslated",
  severity: "warning",
  scope: "unit",
  *run({ written }) {
    const english = written.find(({ language }) => language === "en");
    for (const view of written) {
      if (view.language === "en" || (view.kinds & (KIND.LATIN | KIND.OTHER)) === 0) continue;
      const { language } = view;
      const prose = view.prose();
      const own = (language === "ru" ? /\p{Script=Cyrillic}/u : /\p{Script=Han}/u).test(prose);
      if (!own) {
        const kind = leftEnglish(view, english, written);
        if (kind === undefined) continue;
        yield {
          ...(kind === "label" && { severity: "info" as const }),
          certainty: kind === "sentence" ? "likely" : "possible",
          languages: english === undefined ? [language] : ["en", language],
          ranges: { [language]: [{ start: 0, end: view.text.length }] },
          message: "untranslated.text",
          params: { language, source: "en" },
        };
      } else if (english !== undefined) {
        yield* fragments(view, english, written);
        yield* ordinaryWords(view, english, written);
      }
    }
  },
};

const FUNCTION_WORD =
  /(?<![\w-])(?:the|of|to|and|is|are|was|were|for|with|in|not|this|that|from|by|be|can|your|you|has|have|will|which|cannot)(?![\w-])/u;
/** Three or more words in a row, in plain letters. */
const ENGLISH_RUN = /(?<![\w/.=<-])[A-Za-z][a-z]+(?:,? [A-Za-z][a-z]*){2,}(?![\w/=>-])/gu;

const QUOTED = /["'“‘«「『《(（]\s?$/u;

/** Finds clauses and phrases of the English text in another text. */
function* fragments(view: TextView, english: TextView, written: readonly TextView[]): Generator<Issue> {
  const prose = view.prose();
  for (const { 0: run, index } of matchesOf(prose, ENGLISH_RUN)) {
    const begins = /(?:^|[.!?…:]\s)\s*$/u.test(prose.slice(0, index));
    const phrase = isSentence(run) || (isPhrase(run, begins) && !isKept(run, view, english, written));
    if (!phrase || !english.text.includes(run) || QUOTED.test(prose.slice(0, index))) continue;
    yield fragment(view, run, index);
  }
}

/** Latin and other foreign words that a text keeps in small letters. */
const FOREIGN =
  /^(?:vitro|vivo|situ|hoc|facto|jure|versus|ad|et|al|alia|sic|vice|versa|pro|rata|per|capita|sine|qua|non|de|la|las|los|del|della|di|da|van|von|der|den|des|du|le|les|el|sp|spp|var|subsp|cum|laude|bona|fide|status|quo|a|priori|posteriori)$/u;

const plainWords = (text: string): readonly string[] =>
  text.split(/[ ,]+/u).filter((word) => /^[a-z]{3,}$/u.test(word) && !FOREIGN.test(word));

/**
 * True for three or more words in small letters: names have capitals, and commands are in quotation marks or
 * alone.
 */
const isPhrase = (run: string, begins: boolean): boolean =>
  (begins || !/^[A-Z]/u.test(run)) &&
  plainWords(run).length >= 2 &&
  run.split(/[ ,]+/u).length >= 3 &&
  !/[A-Z]/u.test(run.slice(1));

/** True if another translation keeps the words too: then they are a name or a command. Chinese lists them with 、. */
const isKept = (run: string, view: TextView, english: TextView, written: readonly TextView[]): boolean => {
  const plain = run.replaceAll(",", "");
  return written.some(
    (other) => other !== view && other !== english && other.text.replace(/[,，、]\s?/gu, " ").includes(plain),
  );
};

/** Latin words separated by single spaces, outside of paths, options, calls and quotations. */
const LATIN_RUN =
  /(?<![\p{L}\p{M}\d_$@#&%./\\<>={[("'“”‘«「『《（【|*`~^+-])(?<!["'“‘«「『《(（[【|<>*`=/\\] )(?<![A-Za-z][,;] )[A-Za-z]+(?: [A-Za-z]+)*(?![\p{M}\d_$@/\\<>=}\])"'”’»」』》）】|*`~^(+-]| ?[=>|/\\*`()（"'”’»\]]|[,;] [A-Za-z]|\.[\p{L}\d_])/gu;

/** A list of keywords for a program: «pdf;document;viewer». */
const KEYWORDS = /\p{L}[,;]\p{Ll}/u;

/** Finds ordinary words of the English text. Unlike names, commands and terms, other languages never keep them. */
function* ordinaryWords(view: TextView, english: TextView, written: readonly TextView[]): Generator<Issue> {
  const prose = view.prose();
  if (!/[A-Za-z]{3}/u.test(prose)) return;
  const translated = isTranslatedElsewhere(view, english, written);
  const sentence = isProse(prose) && isProse(english.prose());
  for (const { 0: run, index } of matchesOf(prose, LATIN_RUN)) {
    const words = run.split(" ");
    const ordinary = words.filter(
      (word) =>
        ORDINARY_WORDS.has(word.toLowerCase()) ||
        (translated && isEnglishWord(word)) ||
        (sentence &&
          /^[a-z]+$/u.test(word) &&
          (GRAMMAR_WORD.test(word) || (translated && isCoreWord(word, view.language)))),
    );
    if (ordinary.length === 0 || words.some((word) => word.length > 3 && !ordinary.includes(word))) continue;
    // Only the beginning of a text may have a capital.
    const begins = prose.slice(0, index).trim() === "" && english.text.trimStart().startsWith(run);
    if (/[A-Z]/u.test(begins ? run.slice(1) : run) || !standsIn(english, run)) continue;
    if (written.some((other) => other !== view && other !== english && standsIn(other, run))) continue;
    if (KEYWORDS.test(prose) || KEYWORDS.test(english.text)) return;
    yield fragment(view, run, index);
  }
}

/** Short grammar words, which no other language keeps alone. */
const GRAMMAR_WORD =
  /^(?:a|an|the|of|to|and|or|is|are|was|were|for|with|in|on|at|by|as|it|its|not|this|that|from|be|can|you|your|has|have|had|will|which|when|who|he|she|his|her|they|their|we|our|but|if|than|then|so|into|out|up|down|over|under|off|no|any|all)$/u;

/** Words that other languages often keep: terms of computing, measures, Latin. */
const KEPT =
  /^(?:e|mail|email|online|offline|web|site|blog|app|apps|bit|byte|bytes|log|cache|shell|script|plugin|host|root|true|false|null|yes|no|off|etc|via|per|pro|kph|mph|km|kg|cm|mm|nm|dpi|px|pt|fps|min|max|sec|ms|hz|khz|mhz|ghz|kb|mb|gb|tb|bits|id|ok|vs|ie|eg|pdf|xml|html|css|http|https|ftp|ssh|git|sudo|bash|python|java|perl|ruby|php|sql|json|csv|utf|ascii|unicode|latin|regexp?|regex|wiki|tweet|hashtag|startup|smart|know|how|must|have|fake|news|big|data|fast|food|open|source|start|up|list|self|user|name|includes?|complex|unsigned|long|short|float|double|int|string|low|high|files?|type|value|key|class|object|set|get|group|resource|resources|action|actions|simple|unique|secret|index|table|column|row|field|fields|method|module|package|process|service|server|session|token|message|text|line|page|image|query|enumeration|number|date|time|size|width|height|level|mode|state|style|default|debug|warn|ignore|copy|move|run|stop|change|create|delete|add|block|link|node|path|port|domain|address|read|write|print|wine|color|profile|display|output)$/u;
/** Whether the core vocabulary has a translation of the word, so that no name or command is meant. */
const isCoreWord = (word: string, language: TextView["language"]): boolean =>
  word.length > 2 &&
  !KEPT.test(word) &&
  !FOREIGN.test(word) &&
  coreLexicon().between("en", language).has(stem(word, "en"));

/** True for a text in sentences: it has words in small letters and no signs of code. */
const isProse = (text: string): boolean =>
  text.length > 20 && !/[<>{}=|\\_@#`~]|::|\(\)|%\w|--|\w[./]\w|\w;\w/u.test(text);

/** True if a third language has the text in its own script. */
const isTranslatedElsewhere = (view: TextView, english: TextView, written: readonly TextView[]): boolean =>
  written.some(
    (other) =>
      other !== view &&
      other !== english &&
      (other.language === "ru" ? /\p{Script=Cyrillic}/u : /\p{Script=Han}/u).test(other.prose()),
  );

/** Recognises an English word by its ending, because commands and names do not have these endings. */
const isEnglishWord = (word: string): boolean =>
  word.length >= 7 &&
  /^[a-z]+(?:tion|tions|ment|ments|ness|ity|ities|ally|fully|ously|ively|ably|ible|ers|ists|ences|ances|ful|less|ward|wards|ward|ough|ought)$/u.test(
    word,
  );

/** True if a text contains the run as whole words outside quotation marks. */
function standsIn({ prose }: TextView, run: string): boolean {
  const text = prose();
  for (let at = text.indexOf(run); at >= 0; at = text.indexOf(run, at + 1)) {
    const around = text.charAt(at - 1) + text.charAt(at + run.length);
    if (!/[\p{L}\d_"'“”‘«»`/=<>-]/u.test(around)) return true;
  }
  return false;
}

function fragment({ language }: TextView, value: string, start: number): Issue {
  return {
    certainty: "likely",
    languages: ["en", language],
    ranges: { [language]: [{ start, end: start + value.length }] },
    message: "untranslated.fragment",
    params: { language, source: "en", value },
  };
}

const lowerWords = (text: string): number =>
  text.match(/(?<![\w$@./\\<%-])[a-z]{2,}(?![\w./\\>=(-])/gu)?.length ?? 0;
const isSentence = (text: string): boolean => FUNCTION_WORD.test(text) && lowerWords(text) >= 3;

function leftEnglish(
  view: TextView,
  english: TextView | undefined,
  written: readonly TextView[],
): "sentence" | "label" | undefined {
  const prose = view.prose();
  if (/^\s*[-<[(%$#@/]|[{}=|\\]|::|\(\)/u.test(prose)) return undefined;
  if (isSentence(prose) && lowerWords(prose) >= 4) return "sentence";
  if (english === undefined || english.text.trim() !== view.text.trim()) return undefined;
  const text = view.text.trim();
  const plain = plainWords(text.replace(/[.:;…?!"'“”’()]/gu, " "));
  if (text.split(/\s+/u).length < 2 || plain.length === 0) return undefined;
  // A third language also keeps English words, so this is a reference or name.
  if (
    written.some(
      (other) => other !== view && other !== english && matchesOf(other.prose(), ENGLISH_RUN).length > 0,
    )
  )
    return undefined;
  // A third language translates the same words, so they are not a name.
  if (isTranslatedElsewhere(view, english, written)) return "sentence";
  const ordinary = plain.some((word) => ORDINARY_WORDS.has(word)) || FUNCTION_WORD.test(text);
  if ((ordinary || plain.length > 1) && /^["“«']?[A-Z]/u.test(text)) return "sentence";
  return /^[A-Z][a-z]+(?: [a-z]+)+[.:…?!]?$/u.test(text) ? "label" : undefined;
}
