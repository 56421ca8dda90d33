import { atFirstUse } from "../domain/at-first-use.ts";
import type { Form, PartOfSpeech } from "../domain/concept.ts";

/** Plurals that no rule below gives. */
const IRREGULAR_PLURALS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    person: ["people", "persons"],
    people: ["peoples"],
    man: ["men"],
    woman: ["women"],
    child: ["children"],
    foot: ["feet"],
    tooth: ["teeth"],
    goose: ["geese"],
    mouse: ["mice"],
    louse: ["lice"],
    ox: ["oxen"],
    die: ["dice", "dies"],
    penny: ["pence", "pennies"],
    brother: ["brothers", "brethren"],
    ice: ["ices"],
    polynya: ["polynyas", "polynyi"],
    genus: ["genera"],
    corpus: ["corpora", "corpuses"],
    opus: ["opera", "opuses"],
    virus: ["viruses"],
    nilas: ["nilas"],
    species: ["species"],
    series: ["series"],
    gas: ["gases", "gasses"],
    bus: ["buses", "busses"],
    money: ["moneys", "monies"],
    quiz: ["quizzes"],
    seraph: ["seraphs", "seraphim"],
    photo: ["photos"],
    piano: ["pianos"],
    logo: ["logos"],
    euro: ["euros", "euro"],
    kilo: ["kilos"],
  }),
);

/**
 * Greek and Latin nouns: pattern of the singular, ending in the singular, ending in the plural, and whether the regular
 * English plural is used too (fora and forums; but only crises).
 */
const CLASSICAL: readonly (readonly [RegExp, from: string, to: string, alsoRegular: boolean])[] = [
  [/(?:^dat|^strat|substrat|bacteri|^errat|desiderat|^ov)um$/u, "um", "a", false],
  [
    /(?:spectr|equilibri|maxim|minim|optim|symposi|memorand|referend|addend|moratori|millenni|^stadi|aquari|sanatori|auditori|crematori|curricul|^medi|consorti|colloqui|compendi|empori|^for|podi|phyl|quant|continu|honorari|ultimat)um$/u,
    "um",
    "a",
    true,
  ],
  [/(?:phenomen|criteri|^tax)on$/u, "on", "a", false],
  [/(?:automat|polyhedr|gangli)on$/u, "on", "a", true],
  [/^alumnus$/u, "us", "i", false],
  [
    /(?:nucle|radi|^foc|fung|stimul|bacill|syllab|termin|^loc|calcul|cact|thesaur|^cirr|humer|cumul)us$/u,
    "us",
    "i",
    true,
  ],
  [/(?:^alg|larv|^alumn|vertebr)a$/u, "a", "ae", false],
  [/(?:formul|antenn|nebul|lacun|pup|supernov|fibul|lamin|medus|amoeb)a$/u, "a", "ae", true],
  [/(?:[a-z]{2}s|[^t]ax|prax)is$/u, "is", "es", false],
  [/^axis$/u, "is", "es", false],
  [/(?:append|matr|^hel|rad|cerv)ix$/u, "ix", "ices", true],
  [/(?:^ind|vert|vort|^ap|^cod|cort)ex$/u, "ex", "ices", true],
  [/eau$/u, "", "x", true],
];

/** Nouns with the same form in singular and plural. */
const UNCHANGED =
  /^(?:(?:air|space|hover|water|rotor)?craft|sheep|moose|bison|swine|salmon|cod|grouse|offspring|elk|plankton|(?:head|hind)quarters|crossroads|barracks|series|species)$/u;

/** Whether a noun in small letters is the same in singular and plural, so that its place tells the number. */
export const isUnchanged = (noun: string): boolean => UNCHANGED.test(noun) && noun !== "plankton";
/** Nouns that end like the plural of “man” and are singulars. */
const IN_MEN = /(?:speci|^o|abdo|^sta|regi|^lu|^ru|cycla|dol|hy)men$/u;
/** Nouns in which “ch” is pronounced like “k”, so that the plural ends in -s: monarchs, stomachs. */
const HARD_CH = /(?:(?:mon|olig|hier|patri|matri|tetr)arch|stomach|loch|epoch|eunuch|tech|czech)$/u;
/** Nouns with a plural in -oes. Most of them may also take -os. */
const IN_OES =
  /(?:her|potat|tomat|ech|vet|torped|mosquit|volcan|tornad|carg|embarg|mang|mott|buffal|domin|hal|archipelag|innuend|mement|^zer|flaming|ging|grott|fiasc|ghett|desperad)o$/u;

/** Of these, nouns with a plural that is more often in -os today. */
const OFTEN_IN_OS = /(?:archipelag|flaming|ghett|mang|mement|volcan|tornad|zer|hal|grott|fiasc)o$/u;

const SINGULARS: ReadonlyMap<string, string> = new Map(
  [...IRREGULAR_PLURALS].flatMap(([one, many]) => many.map((plural) => [plural, one])),
);

/** The plurals of a noun in small letters. Empty for uncountable and unchanged nouns. */
export function pluralsOf(noun: string): readonly string[] {
  if (UNCOUNTABLE.test(noun)) return [];
  const irregular = IRREGULAR_PLURALS.get(noun);
  if (irregular !== undefined) return irregular;
  const compound = [...IRREGULAR_PLURALS].find(
    ([one]) => one.length > 3 && noun.length > one.length + 1 && noun.endsWith(one),
  );
  if (compound !== undefined) return compound[1].map((plural) => noun.slice(0, -compound[0].length) + plural);
  if (UNCHANGED.test(noun)) return [];
  for (const [pattern, from, to, alsoRegular] of CLASSICAL) {
    if (!pattern.test(noun)) continue;
    const classical = noun.slice(0, noun.length - from.length) + to;
    return alsoRegular ? [classical, ...regularPlurals(noun)] : [classical];
  }
  return regularPlurals(noun);
}

function regularPlurals(noun: string): readonly string[] {
  if (/(?:[^aeiou]|qu)y$/u.test(noun)) return [`${noun.slice(0, -1)}ies`];
  if (/(?:s|x|z|ch|sh)$/u.test(noun) && !HARD_CH.test(noun)) return [`${noun}es`];
  if (/(?:shel|cal|hal|lea|loa|el|sel|thie|wol|shea)f$/u.test(noun)) return [`${noun.slice(0, -1)}ves`];
  if (/(?:whar|hoo|scar|dwar|tur)f$/u.test(noun)) return [`${noun}s`, `${noun.slice(0, -1)}ves`];
  if (/(?:kni|li|wi)fe$/u.test(noun)) return [`${noun.slice(0, -2)}ves`];
  if (noun.endsWith("ese") || (noun.endsWith("men") && !IN_MEN.test(noun))) return [];
  if (noun.endsWith("man") && !/(?:german|human|roman|talisman|ottoman|norman|shaman|caiman)$/u.test(noun)) {
    return [`${noun.slice(0, -2)}en`];
  }
  if (!IN_OES.test(noun)) return [`${noun}s`];
  return OFTEN_IN_OS.test(noun) ? [`${noun}s`, `${noun}es`] : [`${noun}es`, `${noun}s`];
}

/** The singular of a plural noun in small letters. `undefined` if the noun is a singular. */
export function singularOf(noun: string): string | undefined {
  const irregular = SINGULARS.get(noun);
  if (irregular !== undefined) return irregular;
  for (const [pattern, from, to] of CLASSICAL) {
    const one = noun.slice(0, noun.length - to.length) + from;
    if (noun.endsWith(to) && pattern.test(one)) return one;
  }
  if (
    UNCHANGED.test(noun) ||
    /(?:ss|us|is|ics|news|series|species)$/u.test(noun) ||
    !noun.endsWith("s") ||
    noun.length < 4
  )
    return undefined;
  if (/[^aeiou]ies$/u.test(noun)) return `${noun.slice(0, -3)}y`;
  if (/(?:shel|cal|hal|lea|loa|sel|thie|wol|shea)ves$/u.test(noun)) return `${noun.slice(0, -3)}f`;
  if (/(?:ss|x|zz|ch|sh)es$/u.test(noun)) return noun.slice(0, -2);
  if (noun.endsWith("oes") && IN_OES.test(noun.slice(0, -2))) return noun.slice(0, -2);
  return noun.slice(0, -1);
}

/** Rules for stems with two spellings. Each pair is “British American”; commas separate the pairs. */
const bothWays = (pairs: string): (readonly [RegExp, string])[] =>
  pairs.split(",").flatMap((pair) => {
    const [british = "", american = ""] = pair.split(" ");
    return [
      [new RegExp(`^${british}`, "u"), american],
      [new RegExp(`^${american}(?!${british.slice(american.length)})`, "u"), british],
    ] as const;
  });

/** Rules that turn British spelling into American spelling and back. */
const spellingRules: () => readonly (readonly [RegExp, string])[] = atFirstUse(() => [
  [/is(ation|ations|ational)$/u, "iz$1"],
  [/iz(ation|ations|ational)$/u, "is$1"],
  [/(?<=(?:al|an|ar|at|en|er|il|im|in|it|ol|on|or|um|on|ic|ym|ut|og|ot)) ?is(e|es|ed|ing|er|ers)$/u, "iz$1"],
  [/iz(e|es|ed|ing|er|ers)$/u, "is$1"],
  [
    /(?<=(?:behavi|col|endeav|fav|flav|harb|hon|lab|neighb|rum|vap|vig|arm|arb|clam|demean|ferv|glam|hum|od|ranc|rig|savi|sav|splend|tum|val))our/u,
    "or",
  ],
  [
    /(?<=(?:behavi|col|endeav|fav|flav|harb|hon|lab|neighb|rum|vap|vig|arm|arb|clam|demean|ferv|hum|od|ranc|rig|savi|sav|splend|tum|val))or(?!i|at|ous)/u,
    "our",
  ],
  [
    /(?<=(?:cent|fib|theat|lit|calib|spect|scept|sab|lust|met|meag|somb|goit|och|mit|nit|salpet|sepulch|louv))re(s?)$/u,
    "er$1",
  ],
  [
    /(?<=^(?:cent|fib|theat|lit|calib|spect|scept|sab|lust|(?:kilo|centi|milli|nano|micro|deci|hecto)?met|meag|somb|goit|och|mit|nit|salpet|sepulch|louv))er(s?)$/u,
    "re$1",
  ],
  [
    /(?<=(?:travel|model|label|cancel|level|channel|fuel|signal|total|tunnel|counsel|marvel|panel|shovel|dial|marshal|spiral|pencil))l(ed|ing|er|ers|or|ors|ous)$/u,
    "$1",
  ],
  [
    /(?<=(?:travel|model|label|cancel|level|channel|fuel|signal|total|tunnel|counsel|marvel|panel|shovel|dial|marshal|spiral|pencil))(ed|ing|er|ers|or|ors|ous)$/u,
    "l$1",
  ],
  [/(?<=(?:def|off|lic|pret))ence/u, "ense"],
  [/(?<=(?:def|off|lic|pret))ense/u, "ence"],
  [/programme/u, "program"],
  [/program(?!m)/u, "programme"],
  [/(?<=(?:cata|dia|ana|mono))logue/u, "log"],
  [/(?<=(?:cata|dia|ana|mono))log(?=s?$)/u, "logue"],
  [/aluminium/u, "aluminum"],
  [/aluminum/u, "aluminium"],
  [/grey/u, "gray"],
  [/gray/u, "grey"],
  [/sulph/u, "sulf"],
  [/sulf/u, "sulph"],
  [/plough/u, "plow"],
  [/plow/u, "plough"],
  [/judgement/u, "judgment"],
  [/judgment/u, "judgement"],
  [/ageing/u, "aging"],
  [/\baging/u, "ageing"],
  ...bothWays(
    "liquef liquif,palaeo paleo,archaeo archeo,anaem anem,haemo hemo,leukaem leukem,ischaem ischem,paediat pediat,orthopaed orthoped,encyclopaed encycloped,gynaec gynec,anaesth anesth,aetiolog etiolog,caesium cesium,faecal fecal,faeces feces,mediaeval medieval,foetus fetus,foetal fetal,oestr estr,oesophag esophag,oedema edema,diarrhoea diarrhea,homoeo homeo,amoeb ameb,coeliac celiac,draught draft,dyke dike,kerb curb,tyre tire,artefact artifact,enquir inquir,jewellery jewelry,skilful skillful,wilful willful,woollen woolen,smoulder smolder,kilogramme kilogram,moustache mustache,cosy cozy,acknowledgement acknowledgment,disc disk,yoghurt yogurt,pyjama pajama",
  ),
  [/(?<=l)ys(e|es|ed|ing|er|ers)$/u, "yz$1"],
  [/(?<=l)yz(e|es|ed|ing|er|ers)$/u, "ys$1"],
  [/mould/u, "mold"],
  [/\bmold/u, "mould"],
  [/fulfil(?!l)/u, "fulfill"],
  [/fulfill/u, "fulfil"],
  [/sceptic/u, "skeptic"],
  [/skeptic/u, "sceptic"],
  [/manoeuv/u, "maneuv"],
  [/maneuv/u, "manoeuv"],
]);

/**
 * Compounds that are written as one word, with a hyphen or as two words: icebreaker, ice-breaker, ice breaker. Both
 * parts have to be in these lists, so “maritime” and “council” are not compounds.
 */
const COMPOUND_FIRST =
  "ice|sea|snow|water|fresh|base|land|ship|air|wind|coast|fire|ground|head|life|light|main|oil|rain|reef|rock|sail|salt|shore|storm|tide|under|wave|whale|off|on|near|in|deep|net|data|web|time|down|up|stake|share|bench|heat|foot|fjord|bird|fish|seal|field|work|river|road|rail|sand|mud|black|white|blue|cold|hot|high|low|long|short|mid|policy|cross|flood|glacier|break|hand|guide|key|frame|pipe|supply";
const COMPOUND_SECOND =
  "breaker|breaking|bound|bed|floor|water|line|fast|free|cap|shelf|sheet|field|foot|going|worthy|way|shore|ward|side|land|front|craft|yard|building|builder|owner|wreck|port|path|plane|borne|space|strip|speed|power|farm|storm|fall|melt|pack|fight|fighter|fighting|holder|holding|mark|base|set|site|page|work|frame|scale|table|bird|stock|boat|tail|maker|making|floe|lane|route|hold|book|house|stream|flow|drift|pool|chain|mass|mobile|shoe|drop|pit|bank|scape|break|bridge|room|tight|proof|logged|locked|cast|belt|grass|bow|mill|works|wind|flake|weed|salt|shed|gate|guard|watch";
/** Second parts that follow almost any first part: policymaker, landowner, peacekeeping. */
const PRODUCTIVE = "makers?|making|holders?|owners?|builders?|keepers?|keeping|takers?|taking|worthy|wide";
const COMPOUND = new RegExp(
  `^(?:(?:${COMPOUND_FIRST})(?=(?:${COMPOUND_SECOND})(?:s|es)?$|shelves$)|(?!with|under|over|out|up)[a-z]{3,10}(?=(?:${PRODUCTIVE})s?$)|(?:north|south)(?=(?:east|west)(?:ern)?$))`,
  "u",
);

/** Prefixes that may have a hyphen after them, with the stems that allow it: co-operation, multi-year. */
const PREFIXED =
  /^(?:co(?=operat|ordinat|manage|exist|author|chair|sponsor|develop|found|own)|pre(?=industrial|project|determin|exist|feasib|operat|treat)|multi(?!pl|tud)|inter(?=governmental|annual|agency|disciplin|tidal|seasonal|decadal|ministerial|connect|regional|sector|operab|dependen|glacial)|trans(?=arctic|polar|boundary|atlantic|pacific|national|ship|regional|disciplin|continental|frontier|siberian|eurasian)|sub(?=arctic|sea|region|national|surface|polar|tropical|glacial|zero|group|committee|soil)|non(?!sense|chalan|e|ag)|semi(?!nar|nal)|post(?=soviet|war|glacial|industrial|pandemic)|micro(?=plastic|organism|climate)|bio(?=diversity|fuel|mass|security|sphere|prospect|regulat)|eco(?=system|tour|region|toxic)|geo(?=politic|thermal|engineer|spatial|hazard|econom|strateg)|hydro(?=carbon|power|electric|graph|meteorolog)|cyber(?=space|security))(?=[a-z]{3,}$)/u;

/** A list of several words with commas and a conjunction. The list as a whole has no plural. */
const ENUMERATION = /,.*\b(?:and|or)\b/iu;
const COORDINATED =
  /^(\S+) (and|or) (\S+)((?: (?:of|for|in|on|at|to|from|by|with|against|between|within|after) .+)?)$/u;
const PREPOSITION =
  /^(?:of|for|in|on|at|to|from|by|with|under|against|between|among|into|upon|within|after|before|through|over|about|as|the|an|a)$/u;
/** The head is the word before the participle: “straits used for …”, “University named after …”. */
const PARTICIPLE = /(?:[^e]ed|known|made|done|given|built|drawn|held|set)$/u;
const NO_PARTICIPLE = /(?:bed|shed|sled|red)$/u;

/** Nouns without a plural. */
const UNCOUNTABLE =
  /(?:ness|ware|ecology|geology|graphy|husbandry|governance|resilience|integrity|permafrost|mankind|flora|fauna|diversity|knowledge|whaling|fishing|herding|shipping|mining|sealing|warming|monitoring|navigation)$/u;

interface Spelling {
  readonly text: string;
  readonly tags?: string;
}

/**
 * All forms of an English term: singular and plural of its head, British and American spellings, compounds written as
 * one word and apart. The finder handles possessives, hyphens and capitals.
 */
export function inflect(term: string, partOfSpeech?: PartOfSpeech): Form[] {
  const forms = new Map<string, Form>();
  const add = ({ text, tags }: Spelling): void => {
    const key = text.toLowerCase();
    if (!forms.has(key)) forms.set(key, tags === undefined ? { text } : { text, tags });
  };
  for (const form of inPartOfSpeech(term, partOfSpeech)) {
    for (const text of spellings(form.text)) {
      for (const variant of joinings(text)) add({ ...form, text: variant });
    }
  }
  return [...forms.values()];
}

function inPartOfSpeech(term: string, partOfSpeech: PartOfSpeech | undefined): Spelling[] {
  if (partOfSpeech === "adjective" || partOfSpeech === "adverb") return [{ text: term }];
  if (partOfSpeech === "verb") return verbForms(term).map((text) => ({ text }));
  // a name has no plural
  if (partOfSpeech === "properNoun" || ENUMERATION.test(term)) return [{ text: term }];
  const both = COORDINATED.exec(term);
  if (both !== null) return inBoth(term, both);
  const words = term.split(/(?<=[\s\u2010-\u2015-])/u);
  const adjectival = headBeforeAdjective(words.map((each) => each.trim()));
  if (adjectival !== undefined) {
    const forms = withPlural(term, words, adjectival);
    // “attorney generals” is used too
    const asOne = withPlural(term, words, words.length - 1).slice(1);
    return AFTER_SOME.test(words.at(-1)?.toLowerCase() ?? "") ? [...forms, ...asOne] : forms;
  }
  return withPlural(term, words, headOf(words.map((each) => each.trim())));
}

/** The term as it is, and with its head in the other grammatical number. */
function withPlural(term: string, words: readonly string[], head: number): Spelling[] {
  const word = words[head] ?? "";
  const stem = word.trim().replace(/[-\u2010-\u2015]$/u, "");
  if (!/^[a-z]*[a-z]{2}$/iu.test(stem)) return [{ text: term }];
  const withHead = (noun: string): string =>
    [...words.slice(0, head), likeCase(stem, noun) + word.slice(stem.length), ...words.slice(head + 1)].join(
      "",
    );
  const lower = stem.toLowerCase();
  const singular = singularOf(lower);
  if (singular !== undefined && singular !== lower) {
    return [
      { text: term, tags: "pl" },
      { text: withHead(singular), tags: "sg" },
      // “peoples”: the singular “people” may also be a plural, and a plural may have a plural
      ...[...pluralsOf(singular), ...(IRREGULAR_PLURALS.get(lower) ?? [])].map((plural) => ({
        text: withHead(plural),
        tags: "pl",
      })),
    ];
  }
  return [
    { text: term, tags: "sg" },
    ...pluralsOf(lower).map((plural) => ({ text: withHead(plural), tags: "pl" })),
  ];
}

/** Adjectives that stand after their noun: secretary-general, president-elect, accounts payable. */
const POSTPOSITIVE =
  /^(?:elect|designate|emeritus|laureate|plenipotentiary|extraordinary|apparent|presumptive|politic|payable|receivable|immemorial)$/u;
const GENERAL_OF =
  /^(?:attorney|secretary|governor|director|consul|surgeon|solicitor|inspector|auditor|prosecutor|postmaster|advocate|rapporteur|procurator|comptroller|adjutant|minister|court|notary|sum|battle)$/u;
const AFTER_SOME = /^(?:general|martial|public|total|royal)$/u;

/** Index of a noun that its adjective follows (“attorneys general”). `undefined` for other terms. */
function headBeforeAdjective(words: readonly string[]): number | undefined {
  const [last = "", noun = ""] = words.toReversed().map((word) => word.toLowerCase().replace(/-$/u, ""));
  if (words.length < 2) return undefined;
  const isAfter = POSTPOSITIVE.test(last) || (AFTER_SOME.test(last) && GENERAL_OF.test(noun));
  return isAfter ? words.length - 2 : undefined;
}

/** Index of the head: the last word before the first preposition and before participles that belong to the preposition. */
function headOf(words: readonly string[]): number {
  const preposition = words.findIndex((word, at) => at > 0 && PREPOSITION.test(word));
  if (preposition < 0) return words.length - 1;
  let head = preposition - 1;
  const isParticiple = (word: string): boolean => PARTICIPLE.test(word) && !NO_PARTICIPLE.test(word);
  while (head > 0 && isParticiple(words[head] ?? "")) head--;
  return head;
}

/** Forms of two joined nouns (“search and rescue”): as they are, or both in the plural. */
function inBoth(
  term: string,
  [, first = "", conjunction = "", second = "", rest = ""]: readonly string[],
): Spelling[] {
  const plural = (noun: string): string =>
    singularOf(noun.toLowerCase()) === undefined ? (pluralsOf(noun.toLowerCase())[0] ?? noun) : noun;
  const text = `${likeCase(first, plural(first))} ${conjunction} ${likeCase(second, plural(second))}${rest}`;
  return [{ text: term }, ...(text.toLowerCase() === term.toLowerCase() ? [] : [{ text, tags: "pl" }])];
}

function likeCase(model: string, word: string): string {
  if (model.length > 1 && model === model.toUpperCase()) return word.toUpperCase();
  const [first = ""] = model;
  return first === first.toUpperCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

function verbForms(term: string): string[] {
  const [verb = "", ...rest] = term.split(" ");
  const tail = ["", ...rest].join(" ");
  const third = /(?:s|x|z|ch|sh|o)$/u.test(verb) ? `${verb}es` : `${verb}s`;
  const regular = /[^aeiou]y$/u.test(verb)
    ? [`${verb.slice(0, -1)}ies`, `${verb.slice(0, -1)}ied`, `${verb}ing`]
    : verb.endsWith("e")
      ? [third, `${verb}d`, `${verb.slice(0, -1)}ing`]
      : [third, `${verb}ed`, `${verb}ing`];
  const doubled = /^[^aeiou]*[aeiou][bdgklmnprt]$/u.test(verb)
    ? [`${verb}${verb.slice(-1)}ed`, `${verb}${verb.slice(-1)}ing`]
    : [];
  return [verb, ...regular, ...doubled].map((form) => form + tail);
}

/** The text as it is, followed by its other British and American spellings: at most 16 texts. */
export function spellings(text: string): readonly string[] {
  const words = text.split(/(?<=[\s-])/u);
  let variants = [""];
  for (const word of words) {
    const [, letters = word, space = ""] = /^(.*?)([\s-]*)$/u.exec(word) ?? [];
    const lower = letters.toLowerCase();
    const others = spellingRules().flatMap(([from, to]) =>
      from.test(lower) ? [lower.replace(from, to)] : [],
    );
    const all = [letters, ...others.map((other) => likeCase(letters, other))];
    variants = variants.flatMap((start) => all.map((end) => start + end + space)).slice(0, 16);
  }
  return variants;
}

/** The text as it is, followed by texts with one compound written the other way: apart or as one word. */
export function joinings(text: string): readonly string[] {
  const found = new Set([text]);
  const words = text.split(/(?<=[\s-])/u);
  for (const [at, word] of words.entries()) {
    const put = (variant: string, length = 1): void =>
      void found.add([...words.slice(0, at), variant, ...words.slice(at + length)].join(""));
    const lower = word.trim().toLowerCase();
    const compound = COMPOUND.exec(lower)?.[0];
    if (compound !== undefined) put(`${word.slice(0, compound.length)} ${word.slice(compound.length)}`);
    const prefix = PREFIXED.exec(lower)?.[0];
    if (prefix !== undefined) put(`${word.slice(0, prefix.length)}-${word.slice(prefix.length)}`);
    const next = words[at + 1];
    if (next === undefined || !/^[a-z]+[\s-]$/iu.test(word)) continue;
    const first = word.slice(0, -1);
    const joined = (first + next.trim()).toLowerCase();
    const isPart = (matched: string | undefined): boolean => matched === first.toLowerCase();
    const isCompass = /^(?:north|south)(?:east|west)/u.test(joined);
    if (!isCompass && /^[A-Z]/u.test(next)) continue;
    // “e-mail” and “cross-border” may lose the hyphen; “re-sign” and “resign” are different words
    const isShort =
      word.endsWith("-") &&
      (first.length <= 5 || /^(?:by|up|off|out|down)s?$/u.test(next.trim())) &&
      !/^(?:re|co|un|de|and|or|of|the|for)$/iu.test(first);
    if (
      isShort ||
      isPart(COMPOUND.exec(joined)?.[0]) ||
      (word.endsWith("-") && isPart(PREFIXED.exec(joined)?.[0]))
    )
      put(first + next.toLowerCase(), 2);
  }
  return [...found];
}
