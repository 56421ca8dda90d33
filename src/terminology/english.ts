import type { Form, PartOfSpeech } from "../domain/concept.ts";

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
    ox: ["oxen"],
    ice: ["ices"],
    polynya: ["polynyas", "polynyi"],
    datum: ["data"],
    medium: ["media", "mediums"],
    memorandum: ["memoranda", "memorandums"],
    stratum: ["strata"],
    spectrum: ["spectra"],
    bacterium: ["bacteria"],
    equilibrium: ["equilibria"],
    maximum: ["maxima"],
    minimum: ["minima"],
    optimum: ["optima"],
    phenomenon: ["phenomena"],
    criterion: ["criteria"],
    taxon: ["taxa"],
    index: ["indices", "indexes"],
    appendix: ["appendices", "appendixes"],
    vertex: ["vertices"],
    matrix: ["matrices"],
    axis: ["axes"],
    analysis: ["analyses"],
    basis: ["bases"],
    crisis: ["crises"],
    hypothesis: ["hypotheses"],
    thesis: ["theses"],
    nucleus: ["nuclei"],
    radius: ["radii"],
    focus: ["foci", "focuses"],
    fungus: ["fungi"],
    alga: ["algae"],
    larva: ["larvae"],
    formula: ["formulae", "formulas"],
    species: ["species"],
    series: ["series"],
    nilas: ["nilas"],
    consortium: ["consortia", "consortiums"],
    aircraft: ["aircraft"],
    spacecraft: ["spacecraft"],
    hovercraft: ["hovercraft"],
    fish: ["fish", "fishes"],
    sheep: ["sheep"],
    reindeer: ["reindeer", "reindeers"],
    caribou: ["caribou", "caribous"],
    salmon: ["salmon"],
    cod: ["cod"],
    moose: ["moose"],
    gas: ["gases"],
    roof: ["roofs"],
    reef: ["reefs"],
    chief: ["chiefs"],
    belief: ["beliefs"],
    proof: ["proofs"],
    gulf: ["gulfs"],
    cliff: ["cliffs"],
    photo: ["photos"],
    embargo: ["embargoes", "embargos"],
    cargo: ["cargoes", "cargos"],
    volcano: ["volcanoes", "volcanos"],
    quiz: ["quizzes"],
  }),
);
const SINGULARS: ReadonlyMap<string, string> = new Map(
  [...IRREGULAR_PLURALS].flatMap(([one, many]) => many.map((plural) => [plural, one])),
);

/** The plurals of a noun in small letters. */
function pluralsOf(noun: string): readonly string[] {
  if (UNCOUNTABLE.test(noun)) return [];
  const irregular = IRREGULAR_PLURALS.get(noun);
  if (irregular !== undefined) return irregular;
  const compound = [...IRREGULAR_PLURALS].find(
    ([one]) => one.length > 3 && noun.length > one.length + 1 && noun.endsWith(one),
  );
  if (compound !== undefined) return compound[1].map((plural) => noun.slice(0, -compound[0].length) + plural);
  if (/(?:[^aeiou]|qu)y$/u.test(noun)) return [`${noun.slice(0, -1)}ies`];
  if (/(?:s|x|z|ch|sh)$/u.test(noun)) return [`${noun}es`];
  if (/(?:shel|cal|hal|lea|loa|el|sel|thie|wol|shea)f$/u.test(noun)) return [`${noun.slice(0, -1)}ves`];
  if (/(?:kni|li|wi)fe$/u.test(noun)) return [`${noun.slice(0, -2)}ves`];
  if (noun.endsWith("men")) return [];
  if (noun.endsWith("man") && !/(?:german|human|roman|talisman|ottoman|norman)$/u.test(noun)) {
    return [`${noun.slice(0, -2)}en`];
  }
  return [`${noun}s`];
}

/** The singular of a plural in small letters; `undefined` for a singular. */
function singularOf(noun: string): string | undefined {
  const irregular = SINGULARS.get(noun);
  if (irregular !== undefined) return irregular;
  if (/(?:ss|us|is|ics|news|series|species)$/u.test(noun) || !noun.endsWith("s") || noun.length < 4)
    return undefined;
  if (/[^aeiou]ies$/u.test(noun)) return `${noun.slice(0, -3)}y`;
  if (/(?:shel|cal|hal|lea|loa|sel|thie|wol|shea)ves$/u.test(noun)) return `${noun.slice(0, -3)}f`;
  if (/(?:ss|x|zz|ch|sh)es$/u.test(noun)) return noun.slice(0, -2);
  return noun.slice(0, -1);
}

/** British and American spellings of one word: each rule both ways, where the rest of the word allows it. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/is(ation|ations|ational)$/u, "iz$1"],
  [/iz(ation|ations|ational)$/u, "is$1"],
  [/(?<=(?:al|an|ar|at|en|er|il|im|in|it|ol|on|or|um|on|ic|ym|ut|og|ot)) ?is(e|es|ed|ing|er|ers)$/u, "iz$1"],
  [/iz(e|es|ed|ing|er|ers)$/u, "is$1"],
  [/(?<=(?:behavi|col|endeav|fav|flav|harb|hon|lab|neighb|rum|vap|vig|arm))our/u, "or"],
  [/(?<=(?:behavi|col|endeav|fav|flav|harb|hon|lab|neighb|rum|vap|vig|arm))or(?!i)/u, "our"],
  [/(?<=(?:cent|fib|theat|lit|calib|spect|sab|lust|kilomet|centimet|millimet|nanomet|met))re(s?)$/u, "er$1"],
  [/(?<=^(?:cent|fib|theat|lit|calib|spect|sab|kilomet|centimet|millimet|nanomet|met))er(s?)$/u, "re$1"],
  [/(?<=(?:travel|model|label|cancel|level|channel|fuel|signal|total|tunnel))l(ed|ing|er|ers)$/u, "$1"],
  [/(?<=(?:travel|model|label|cancel|level|channel|fuel|signal|total|tunnel))(ed|ing|er|ers)$/u, "l$1"],
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
  [/analyse/u, "analyze"],
  [/analyze/u, "analyse"],
  [/judgement/u, "judgment"],
  [/judgment/u, "judgement"],
  [/ageing/u, "aging"],
  [/\baging/u, "ageing"],
  [/palaeo/u, "paleo"],
  [/paleo/u, "palaeo"],
  [/archaeo/u, "archeo"],
  [/archeo/u, "archaeo"],
  [/mould/u, "mold"],
  [/\bmold/u, "mould"],
  [/fulfil(?!l)/u, "fulfill"],
  [/fulfill/u, "fulfil"],
  [/sceptic/u, "skeptic"],
  [/skeptic/u, "sceptic"],
  [/manoeuv/u, "maneuv"],
  [/maneuv/u, "manoeuv"],
];

/**
 * Compounds that are written together, with a hyphen and apart: icebreaker, ice-breaker, ice breaker. Both
 * parts have to be known: “maritime” and “council” are none.
 */
const COMPOUND_FIRST =
  "ice|sea|snow|water|fresh|base|land|ship|air|wind|coast|fire|ground|head|life|light|main|oil|rain|reef|rock|sail|salt|shore|storm|tide|under|wave|whale|off|on|near|in|deep|net|data|web|time|down|up|stake|share|bench|heat|foot|fjord|bird|fish|seal|field|work|river|road|rail|sand|mud|black|white|blue|cold|hot|high|low|long|short|mid|policy|cross|flood|glacier|break|hand|guide|key|frame|pipe|supply";
const COMPOUND_SECOND =
  "breaker|breaking|bound|bed|floor|water|line|fast|free|cap|shelf|sheet|field|foot|going|worthy|way|shore|ward|side|land|front|craft|yard|building|builder|owner|wreck|port|path|plane|borne|space|strip|speed|power|farm|storm|fall|melt|pack|fight|fighter|fighting|holder|holding|mark|base|set|site|page|work|frame|scale|table|bird|stock|boat|tail|maker|making|floe|lane|route|hold|book|house|stream|flow|drift|pool|chain|mass|mobile|shoe|drop|pit|bank|scape|break|bridge|room|tight|proof|logged|locked|cast|belt|grass|bow|mill|works|wind|flake|weed|salt|shed|gate";
const COMPOUND = new RegExp(
  `^(?:(?:${COMPOUND_FIRST})(?=(?:${COMPOUND_SECOND})(?:s|es)?$|shelves$)|(?:north|south)(?=(?:east|west)(?:ern)?$))`,
  "u",
);

/** Prefixes that are also set off by a hyphen, before what they are set off from: co-operation, multi-year. */
const PREFIXED =
  /^(?:co(?=operat|ordinat|manage|exist|author|chair|sponsor|develop|found|own)|pre(?=industrial|project|determin|exist|feasib|operat|treat)|multi(?!pl|tud)|inter(?=governmental|annual|agency|disciplin|tidal|seasonal|decadal|ministerial|connect|regional|sector|operab|dependen|glacial)|trans(?=arctic|polar|boundary|atlantic|pacific|national|ship|regional|disciplin|continental|frontier|siberian|eurasian)|sub(?=arctic|sea|region|national|surface|polar|tropical|glacial|zero|group|committee|soil)|non(?!sense|chalan|e|ag)|semi(?!nar|nal)|post(?=soviet|war|glacial|industrial|pandemic)|micro(?=plastic|organism|climate)|bio(?=diversity|fuel|mass|security|sphere|prospect|regulat)|eco(?=system|tour|region|toxic)|geo(?=politic|thermal|engineer|spatial|hazard|econom|strateg)|hydro(?=carbon|power|electric|graph|meteorolog)|cyber(?=space|security))(?=[a-z]{3,}$)/u;

/** Between the joint parts of one head: a list of them has no plural of its own. */
const ENUMERATION = /,.*\b(?:and|or)\b/iu;
const COORDINATED =
  /^(\S+) (and|or) (\S+)((?: (?:of|for|in|on|at|to|from|by|with|against|between|within|after) .+)?)$/u;
const PREPOSITION =
  /^(?:of|for|in|on|at|to|from|by|with|under|against|between|among|into|upon|within|after|before|through|over|about|as|the|an|a)$/u;
/** “straits used for …”, “University named after …”: what is before the participle is the head. */
const PARTICIPLE = /(?:[^e]ed|known|made|done|given|built|drawn|held|set)$/u;
const NO_PARTICIPLE = /(?:bed|shed|sled|red)$/u;

/** No one counts them. */
const UNCOUNTABLE =
  /(?:ness|ware|ecology|geology|graphy|husbandry|governance|resilience|integrity|permafrost|mankind|flora|fauna|diversity|knowledge|whaling|fishing|herding|shipping|mining|sealing|warming|monitoring|navigation)$/u;

interface Spelling {
  readonly text: string;
  readonly tags?: string;
}

/**
 * All forms of an English term: plural or singular of its head (irregular ones too), British and American
 * spellings, compounds joined and apart. Possessives, hyphens and capitals are the finder's affair.
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
  // a name is there once
  if (partOfSpeech === "properNoun" || ENUMERATION.test(term)) return [{ text: term }];
  const both = COORDINATED.exec(term);
  if (both !== null) return inBoth(term, both);
  const words = term.split(/(?<=[\s\u2010-\u2015-])/u);
  const head = headOf(words.map((each) => each.trim()));
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
      // «peoples»: the singular may be a plural too
      ...pluralsOf(singular).map((plural) => ({ text: withHead(plural), tags: "pl" })),
    ];
  }
  return [
    { text: term, tags: "sg" },
    ...pluralsOf(lower).map((plural) => ({ text: withHead(plural), tags: "pl" })),
  ];
}

/** The last word before the first preposition, and before participles that lead to it. */
function headOf(words: readonly string[]): number {
  const preposition = words.findIndex((word, at) => at > 0 && PREPOSITION.test(word));
  if (preposition < 0) return words.length - 1;
  let head = preposition - 1;
  const isParticiple = (word: string): boolean => PARTICIPLE.test(word) && !NO_PARTICIPLE.test(word);
  while (head > 0 && isParticiple(words[head] ?? "")) head--;
  return head;
}

/** “search and rescue”: both in the plural, or as they are. */
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

function spellings(text: string): readonly string[] {
  const words = text.split(/(?<=[\s-])/u);
  let variants = [""];
  for (const word of words) {
    const [, letters = word, space = ""] = /^(.*?)([\s-]*)$/u.exec(word) ?? [];
    const lower = letters.toLowerCase();
    const others = SPELLINGS.flatMap(([from, to]) => (from.test(lower) ? [lower.replace(from, to)] : []));
    const all = [letters, ...others.map((other) => likeCase(letters, other))];
    variants = variants.flatMap((start) => all.map((end) => start + end + space)).slice(0, 16);
  }
  return variants;
}

/** The text as it is, and with each compound in it written apart or joined. */
function joinings(text: string): readonly string[] {
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
    if (isPart(COMPOUND.exec(joined)?.[0]) || (word.endsWith("-") && isPart(PREFIXED.exec(joined)?.[0])))
      put(first + next.toLowerCase(), 2);
  }
  return [...found];
}
