import { pluralsOf, singularOf, spellings } from "./english.ts";

/** The past tenses and past participles of irregular verbs, by infinitive. */
const IRREGULAR_VERBS: ReadonlyMap<string, readonly string[]> = new Map(
  (
    "arise arose arisen,awake awoke awoken,bear bore borne born,beat beaten,become became,begin began begun,bend bent,bet," +
    "bind bound,bite bit bitten,bleed bled,blow blew blown,break broke broken,breed bred,bring brought,broadcast,build built," +
    "burn burnt burned,burst,buy bought,cast,catch caught,choose chose chosen,cling clung,come came,cost,creep crept,cut,deal dealt," +
    "dig dug,draw drew drawn,dream dreamt dreamed,drink drank drunk,drive drove driven,eat ate eaten,fall fell fallen,feed fed," +
    "feel felt,fight fought,find found,flee fled,fling flung,fly flew flown,forbid forbade forbidden,forecast forecasted," +
    "forget forgot forgotten,forgive forgave forgiven,freeze froze frozen,get got gotten,give gave given,go went gone," +
    "grind ground,grow grew grown,hang hung hanged,hear heard,hide hid hidden,hit,hold held,hurt,keep kept,kneel knelt," +
    "know knew known,lay laid,lead led,lean leant leaned,leap leapt leaped,learn learnt learned,leave left,lend lent,let,lie lay lain lied," +
    "light lit lighted,lose lost,make made,mean meant,meet met,mow mown mowed,overcome overcame,pay paid,prove proven proved,put,quit," +
    "read,ride rode ridden,ring rang rung,rise rose risen,run ran,saw sawn sawed,say said,see saw seen,seek sought,sell sold,send sent," +
    "set,sew sewn sewed,shake shook shaken,shed,shine shone,shoot shot,show shown showed,shrink shrank shrunk,shut,sing sang sung," +
    "sink sank sunk,sit sat,sleep slept,slide slid,smell smelt smelled,sow sown sowed,speak spoke spoken,speed sped,spell spelt spelled," +
    "spend spent,spill spilt spilled,spin spun,split,spoil spoilt spoiled,spread,spring sprang sprung,stand stood,steal stole stolen,stick stuck," +
    "sting stung,strike struck stricken,strive strove striven,swear swore sworn,sweep swept,swell swollen swelled,swim swam swum," +
    "swing swung,take took taken,teach taught,tear tore torn,tell told,think thought,throw threw thrown,thrust,tread trod trodden," +
    "understand understood,undertake undertook undertaken,wake woke woken,wear wore worn,weave wove woven,weep wept,win won," +
    "wind wound,withdraw withdrew withdrawn,withhold withheld,withstand withstood,write wrote written,undo undid undone," +
    "input inputted,output outputted,offset,reset,beset,upset"
  )
    .split(",")
    .map((line) => {
      const [verb = "", ...past] = line.split(" ");
      return [verb, past] as const;
    }),
);

/** Complete lists of forms, for words that follow no rule. */
const WHOLE: readonly (readonly string[])[] = [
  "be am is are was were been being",
  "have has had having",
  "do does did done doing",
  "good better best goods",
  "bad worse worst",
  "far farther farthest further furthest",
  "axis axes",
].map((line) => line.split(" "));

/** Adjectives that take -er and -est. */
const GRADABLE: ReadonlySet<string> = new Set(
  (
    "big small large long short high low old new young great fast slow hard soft hot cold warm cool wide narrow deep thick thin " +
    "strong weak rich poor easy early late safe simple close near clean clear dark light bright heavy happy busy dry wet loud quiet " +
    "fine full few fair firm sharp rough smooth tall brief broad cheap dense dirty dull empty fresh grand gross healthy humble icy " +
    "kind lean likely lively lonely lovely lucky mild neat nice noble odd pale plain pretty proud pure quick rare raw ready ripe rude sad " +
    "scarce severe shallow sick silly slight slim smart steady steep stiff strange strict subtle sure sweet swift tense tidy tight tiny tough " +
    "true ugly vague vast wealthy wild wise worthy foggy cloudy stormy windy snowy rainy mighty hungry friendly"
  ).split(" "),
);

/** Words that look like forms of other words but are not. */
const NO_FORMS: ReadonlySet<string> = new Set(
  (
    "during nothing something anything everything morning evening ceiling wedding pudding herring sibling darling shilling " +
    "naked wicked hundred sacred kindred indeed exceed succeed proceed speed feed seed bleed breed need deed weed reed steed " +
    "news always perhaps towards besides afterwards lens alias atlas canvas chaos less unless across " +
    "physics politics economics mathematics red shed embed sped"
  ).split(" "),
);

/** Words without other forms, or with other forms that users do not search for. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  (
    "a an the that these those they them then than there their thus where when what which who whom whose whereas here and any are but " +
    "for from not you your she he her his him its it we us our in on at to of by up as is was has does this yes out off per via with " +
    "will would shall should can could may might must if or so no nor too very plus minus"
  ).split(" "),
);

/** Prefixes of irregular verbs: rewrite, overtake, misunderstand. */
const VERB_PREFIX = /^(?:re|un|over|under|mis|out|fore|pre)(?=[a-z]{3})/u;

/**
 * All forms of every lexeme to which a folded English word (lower case, no possessive) may belong. The word itself comes
 * first. Forms are the singular and plural of nouns, verb forms, adjectives in -er and -est, and British and American
 * spellings. Derived words (govern, government) are separate lexemes.
 */
export function lexemeForms(word: string): ReadonlySet<string> {
  const forms = new Set([word]);
  if (/^[a-z]{2,}$/u.test(word)) {
    const wholes = WHOLE.filter((whole) => whole.includes(word));
    for (const form of wholes.flat()) forms.add(form);
    if (wholes.length === 0)
      for (const lemma of lemmasOf(word)) for (const form of formsOf(lemma)) forms.add(form);
  }
  for (const form of [...forms]) for (const other of spellings(form)) forms.add(other);
  return forms;
}

function lemmasOf(word: string): readonly string[] {
  const candidates = new Set([word]);
  if (FUNCTION_WORDS.has(word)) return [];
  if (NO_FORMS.has(word)) return [word];
  for (const [verb, past] of IRREGULAR_VERBS) if (past.includes(word)) candidates.add(verb);
  const [prefix = ""] = VERB_PREFIX.exec(word) ?? [];
  const rest = word.slice(prefix.length);
  for (const [verb, past] of prefix === "" ? [] : IRREGULAR_VERBS)
    if (past.includes(rest)) candidates.add(prefix + verb);
  const singular = singularOf(word);
  if (singular !== undefined) candidates.add(singular);
  for (const [end, start] of ENDINGS) {
    if (!word.endsWith(end)) continue;
    const stem = word.slice(0, -end.length);
    for (const letters of start === undefined ? [stem.slice(0, -1)] : [stem + start]) {
      if (
        (letters.length > 2 || IRREGULAR_VERBS.has(letters)) &&
        /[aeiouy]/u.test(letters) &&
        !FUNCTION_WORDS.has(letters)
      )
        candidates.add(letters);
    }
  }
  return [...candidates].filter(
    (lemma) => lemma === word || (!FUNCTION_WORDS.has(lemma) && formsOf(lemma).has(word)),
  );
}

/**
 * Pairs of the ending of a form and the ending of its lemma. `undefined`: the lemma also loses the letter before the
 * ending, which the form has doubled.
 */
const ENDINGS: readonly (readonly [string, string | undefined])[] = [
  ["s", ""],
  ["es", ""],
  ["ies", "y"],
  ["ves", "f"],
  ["ves", "fe"],
  ["ings", ""],
  ["ings", "e"],
  ["ings", undefined],
  ["ed", ""],
  ["ed", "e"],
  ["ed", undefined],
  ["ied", "y"],
  ["ing", ""],
  ["ing", "e"],
  ["ing", undefined],
  ["ying", "ie"],
  ["er", ""],
  ["er", "e"],
  ["er", undefined],
  ["ier", "y"],
  ["est", ""],
  ["est", "e"],
  ["est", undefined],
  ["iest", "y"],
];

const known = new Map<string, ReadonlySet<string>>();

/** All forms of a word in its citation form. */
function formsOf(lemma: string): ReadonlySet<string> {
  const made = known.get(lemma);
  if (made !== undefined) return made;
  const forms = new Set([lemma]);
  const derived = [...pluralsOf(lemma), ...verbForms(lemma)];
  if (GRADABLE.has(lemma))
    for (const ending of ["er", "est"]) derived.push(joined(lemma, ending)[0] ?? lemma);
  for (const form of derived) if (!NO_FORMS.has(form) && !FUNCTION_WORDS.has(form)) forms.add(form);
  // Texts repeat the same words, so results are kept. The limit keeps the table small.
  if (known.size > 5000) known.clear();
  known.set(lemma, forms);
  return forms;
}

function verbForms(verb: string): readonly string[] {
  if (WHOLE.some(([first]) => first === verb) || !/[aeiouy]/u.test(verb)) return [];
  const [prefix = ""] = VERB_PREFIX.exec(verb) ?? [];
  const bare = IRREGULAR_VERBS.has(verb) ? verb : verb.slice(prefix.length);
  const irregular = IRREGULAR_VERBS.get(bare)?.map((past) => verb.slice(0, verb.length - bare.length) + past);
  const third = /(?:s|x|z|ch|sh|[^aeiou]o)$/u.test(verb)
    ? [`${verb}es`]
    : /(?:[^aeiou]|qu)y$/u.test(verb)
      ? [`${verb.slice(0, -1)}ies`]
      : [`${verb}s`];
  const ing = verb.endsWith("ie") ? [`${verb.slice(0, -2)}ying`] : joined(verb, "ing");
  // a noun made from the -ing form has a plural: “findings”, “settings”
  return [...third, ...(irregular ?? joined(verb, "ed")), ...ing, ...ing.map((form) => `${form}s`)];
}

/** Adds an ending that begins with a vowel to a stem. A stem of several syllables gives two forms: single and doubled consonant. */
function joined(stem: string, ending: string): readonly string[] {
  if (ending !== "ing" && stem.endsWith("e")) return [stem + ending.slice(1)];
  if (ending === "ing" && /[^aeoy]e$/u.test(stem) && stem.length > 2) return [stem.slice(0, -1) + ending];
  if (ending !== "ing" && /(?:[^aeiou]|qu)y$/u.test(stem)) return [`${stem.slice(0, -1)}i${ending}`];
  if (!/(?:[^aeiou]|qu)[aeiou][bcdfgklmnprstvz]$/u.test(stem) && !/^[aeiou][bdgmnpt]$/u.test(stem))
    return [stem + ending];
  const last = stem.slice(-1).replace("c", "ck").slice(-1);
  const doubled = `${stem}${last}${ending}`;
  return /^(?:[^aeiou]|qu)*[aeiou][^aeiou]$/u.test(stem) ? [doubled] : [stem + ending, doubled];
}
