import { conjugate, infinitivesOf } from "./conjugation.ts";
import { analyse, citationsOf, GEN } from "./declension.ts";
import { closedClass, groupsOf } from "./closed-class.ts";
import { meantBy } from "./meant.ts";

/** Spellings that do not exist in Russian. They show that a guessed stem and its ending do not fit together. */
const MISSPELT = /[ьй][аоуыэ](?<!^й.)|^[ьыъ]|[ъь]{2}|[гкхжчшщ]ы|[жчшщ]я|ъ$|[бвгджзклмнпрстфхцчшщ]{5}/u;
/** Guessed nouns that are really the stem of an adjective. */
const ADJECTIVE_AS_NOUN = /(?:ческ|ийск|нск|льск|овск|ельн|альн|енн|[аиу]ющ|[ая]вш|ящ)[аоя]?$/u;

/**
 * All forms of every lexeme to which a folded Russian word (lower case, е for ё) may belong. The word itself comes
 * first. Lexemes are nouns, adjectives with short forms, verbs with participles, pronouns and numerals. A word that is
 * not in the dictionary inflects like words with the same ending. For a homograph the forms of all its lexemes are given
 * («суда»: «судно» and «суд»). Aspect pairs and derived words are separate lexemes.
 *
 * @param isName true if the word is written with a capital in the text: «Иванов» is a surname
 */
export function lexemeForms(word: string, isName: boolean): ReadonlySet<string> {
  const groups = groupsOf(word);
  const forms = new Set([word, ...groups.flat()]);
  if (groups.length > 0 && !HOMOGRAPHS.has(word)) return forms;
  if (!/^[а-я]{2,}(?:-[а-я]+)*$/u.test(word)) return forms;
  const before = word.lastIndexOf("-") + 1;
  if (before > 0) {
    // only the last part inflects: «научно-исследовательского»
    for (const form of lexemeForms(word.slice(before), isName)) forms.add(word.slice(0, before) + form);
    return forms;
  }
  const meant = meantBy(word);
  const closed = closedClass();
  for (const [lemma, found] of readingsOf(word, isName)) {
    if (meant !== undefined && !meant.includes(lemma)) continue;
    for (const form of found) if (!closed.has(form) || HOMOGRAPHS.has(form)) forms.add(form);
  }
  return forms;
}

/** Rare nouns («стать», posture; «знать», nobility) that look like common verbs. Texts almost always mean the verb. */
const NOUNS_NOT_MEANT: ReadonlySet<string> = new Set(["стать", "знать"]);

/** Forms of pronouns and numerals that are also forms of common nouns: «том» (volume), «тем» (of topics). */
const HOMOGRAPHS: ReadonlySet<string> = new Set(["том", "тем", "семью"]);

/**
 * The forms of every lexeme to which a folded word may belong, by lemma (singular, masculine or infinitive). Guesses are
 * included.
 *
 * @param isName true if the word is written with a capital in the text
 */
export function readingsOf(word: string, isName: boolean): ReadonlyMap<string, ReadonlySet<string>> {
  const readings = new Map<string, Set<string>>();
  const formsOf = (lemma: string): Set<string> => {
    const forms = readings.get(lemma) ?? new Set();
    readings.set(lemma, forms);
    return forms;
  };
  declined(word, isName, formsOf);
  for (const infinitive of infinitivesOf(word)) {
    if (MISSPELT.test(infinitive)) continue;
    for (const { forms, participles } of conjugate(infinitive)) {
      if (infinitive !== word && !forms.includes(word)) continue;
      const all = formsOf(infinitive).add(infinitive);
      for (const form of forms) all.add(form);
      for (const participle of participles) addAdjective(participle, all);
    }
  }
  return readings;
}

function declined(word: string, isName: boolean, formsOf: (lemma: string) => Set<string>): void {
  for (const citation of new Set([...citationsOf(word), ...adjectivesWithShort(word)])) {
    if (MISSPELT.test(citation)) continue;
    for (const { part, gender, plural, forms: cells } of analyse(citation)) {
      const texts = cells.map(({ text }) => text);
      if (part === "noun") {
        // A noun without a singular is cited in the plural («сутки»). Other nouns have a citation in the singular.
        if (!texts.includes(word) || (plural && citation !== word)) continue;
        if (NOUNS_NOT_MEANT.has(citation) || (ADJECTIVE_AS_NOUN.test(citation) && citation !== word))
          continue;
        for (const text of texts) formsOf(citation).add(text);
      } else if (gender === "m") {
        // without a capital «файлов» is the genitive of «файлы», not a surname
        if (citation === word && /[ое]в$/u.test(word) && !isName) continue;
        if (texts.includes(word) || shortForms(citation).includes(word))
          addAdjective(citation, formsOf(citation));
      } else if (texts.includes(word)) {
        // «новая», «новые»: the genitive plural leads to the masculine, and the masculine to all forms
        const many = cells.find((cell) => cell.plural && cell.case === GEN)?.text;
        for (const masculine of many === undefined ? [] : citationsOf(many)) {
          // «цветовое» does not come from the surname «Цветов»
          if (/[яе]$/u.test(citation) && !masculine.endsWith("й")) continue;
          if (MISSPELT.test(masculine) || !isMasculine(masculine, many)) continue;
          addAdjective(masculine, formsOf(masculine));
        }
      }
    }
  }
}

const isMasculine = (citation: string, pluralGenitive: string | undefined): boolean =>
  analyse(citation).some(
    ({ part, gender, forms }) =>
      part === "adjective" && gender === "m" && forms.some(({ text }) => text === pluralGenitive),
  );

function addAdjective(masculine: string, forms: Set<string>): void {
  for (const citation of inAllGenders(masculine)) {
    for (const { part, forms: cells } of analyse(citation)) {
      if (part === "adjective") for (const { text } of cells) forms.add(text);
    }
  }
  for (const form of shortForms(masculine)) forms.add(form);
}

/** The citation forms of an adjective or participle: masculine, feminine, neuter. */
function inAllGenders(masculine: string): readonly string[] {
  const [, stem = "", reflexive = ""] = /^(.*)[ыио]й(ся)?$/u.exec(masculine) ?? [];
  if (stem === "") return [masculine, `${masculine}а`, `${masculine}о`];
  const isStressed = masculine.endsWith("ой");
  if (/[жчшщ]$/u.test(stem) && !isStressed)
    return [masculine, `${stem}ая${reflexive}`, `${stem}ее${reflexive}`];
  if (!/ий(?:ся)?$/u.test(masculine) || /[гкх]$/u.test(stem))
    return [masculine, `${stem}ая${reflexive}`, `${stem}ое${reflexive}`];
  // «третий», «лисий»: all forms but this one have a soft sign
  const isPossessive = analyse(masculine).some(({ forms }) =>
    forms.some(({ text }) => text.endsWith("ьего")),
  );
  return isPossessive ? [masculine, `${stem}ья`, `${stem}ье`] : [masculine, `${stem}яя`, `${stem}ее`];
}

/** Adjectives with short forms that no suffix rule gives. The masculine short form is listed if it has an extra vowel. */
const QUALITATIVE: ReadonlyMap<string, string> = new Map(
  (
    "новый старый готовый пустой:пуст простой:прост густой частый чистый толстый святой богатый желтый белый целый смелый " +
    "зрелый милый малый светлый:светел теплый:тепел тяжелый веселый:весел полный:полон острый:остр добрый быстрый мокрый " +
    "храбрый мудрый хитрый бодрый щедрый серый сырой злой:зол хороший плохой сухой тихий глухой высокий широкий глубокий " +
    "далекий жестокий одинокий великий дикий низкий:низок узкий:узок близкий:близок короткий:короток редкий:редок " +
    "легкий:легок мягкий:мягок тонкий:тонок крепкий:крепок сладкий:сладок горький:горек гладкий:гладок гибкий:гибок " +
    "громкий:громок краткий:краток резкий:резок жесткий:жесток ловкий:ловок робкий:робок яркий:ярок жаркий:жарок мелкий:мелок " +
    "долгий:долог строгий дорогой молодой худой твердый гордый живой здоровый суровый первый дешевый " +
    "нужный:нужен верный:верен важный:важен равный:равен точный:точен годный:годен вредный:вреден длинный:длинен " +
    "похожий свежий горячий могучий общий слепой тупой скупой глупый слабый грубый любой должный:должен " +
    "известный:известен согласный:согласен"
  )
    .split(" ")
    .map((pair) => {
      const [adjective = "", masculine] = pair.split(":");
      return [adjective, masculine ?? adjective.slice(0, -2)] as const;
    }),
);

function shortForms(masculine: string): readonly string[] {
  const stem = masculine.slice(0, -2);
  const known = QUALITATIVE.get(masculine);
  if (known !== undefined || /(?:ив|лив|чив|ист|ат|им|ем|ом)ый$/u.test(masculine))
    return [
      known ?? stem,
      `${stem}а`,
      `${stem}${/[жчшщ]$/u.test(stem) ? "е" : "о"}`,
      `${stem}${/[гкхжчшщ]$/u.test(stem) ? "и" : "ы"}`,
    ];
  // «доступный» gives «доступен». Words in «-нный» are left out: participles get short forms from their verb, and «длина»
  // is not a short form of «длинный».
  if (!/[^аеиоуыэюян]ный$/u.test(masculine)) return [];
  return [`${stem.slice(0, -1).replace(/[ьй]$/u, "")}ен`, ...endingsOf(stem)];
}

const endingsOf = (stem: string): readonly string[] => [`${stem}а`, `${stem}о`, `${stem}ы`];

/** Adjectives that may have this word as a short form. */
function adjectivesWithShort(word: string): readonly string[] {
  const found = new Set<string>();
  for (const stem of [word, word.slice(0, -1)])
    for (const ending of ["ый", "ий", "ой"]) if (QUALITATIVE.has(stem + ending)) found.add(stem + ending);
  for (const [adjective, masculine] of QUALITATIVE) if (masculine === word) found.add(adjective);
  const stem = /^(.+[^аеиоуыэюян]н)[аоы]$/u.exec(word)?.[1];
  // shorter words are nouns: «судно», «волна»
  if (stem !== undefined && stem.length > 5) found.add(`${stem}ый`);
  const root = /^(.{2,}[^аеиоуыэюян])ен$/u.exec(word)?.[1];
  if (root !== undefined) for (const sign of ["", "ь"]) found.add(`${root}${sign}ный`);
  return [...found];
}
