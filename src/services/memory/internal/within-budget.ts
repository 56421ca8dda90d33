import { LANGUAGES } from "../../../domain/language.ts";
import type { Brief, BriefMatch, BriefNumber, BriefTarget } from "../brief.ts";
import type { Match, MatchTarget } from "../lookup.ts";
import type { AllowedTerm, BriefTerm } from "./brief-terms.ts";

/** What a budget counts. Tokens are an estimate, rather too many than too few. */
export const MEASURES = ["characters", "tokens"] as const;
export type Measure = (typeof MEASURES)[number];

/** Size of a text. A token is about three letters of Latin script, two of Cyrillic, or one Chinese character. */
const SIZES: Readonly<Record<Measure, (text: string) => number>> = {
  characters: (text) => text.length,
  tokens: (text) => {
    const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
    const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
    return han + Math.ceil(cyrillic / 2) + Math.ceil((text.length - han - cyrillic) / 3);
  },
};

/** A piece that is larger than this waits for the others of its step. */
const LONG: Readonly<Record<Measure, number>> = { characters: 1000, tokens: 400 };

/** The most useful first: what all briefs say in few words, and then the details of all. */
const STEPS = [
  "essentials",
  "current",
  "notations",
  "forms",
  "around",
  "differences",
  "further",
  "their differences",
  "grammar",
  "definitions",
] as const;
type Step = (typeof STEPS)[number];

/** A brief without a budget. */
export type WholeBrief = Omit<Brief, "matches" | "truncated"> & { readonly matches: readonly Match[] };

/** Something that a brief may say, in its forms from the shortest to the whole, each with its step. */
type Forms<Form> = readonly (readonly [step: Step, form: Form])[];

/** What a brief may say; `order` is the place among pieces of its kind, the most useful first. */
interface Piece<Form> {
  readonly forms: Forms<Form>;
  readonly order: number;
}

interface Pieces {
  readonly matches: readonly Piece<BriefMatch>[];
  readonly terms: readonly Piece<BriefTerm>[];
  readonly numbers: readonly Piece<BriefNumber>[];
  readonly current: readonly Piece<Brief["current"]>[];
  readonly neighbours: readonly Piece<Brief["neighbours"]>[];
  readonly other: readonly Piece<Brief["other"]>[];
}

/** One form of one piece, as it stands in the order of all that is wanted. */
interface Want {
  readonly piece: Piece<unknown>;
  /** Place of the form among those of the piece. */
  readonly at: number;
  readonly step: number;
  readonly round: number;
  readonly size: number;
}

/** A brief in pieces, ready to be bounded together with others. */
export interface Plan {
  readonly whole: WholeBrief;
  readonly pieces: Pieces;
  readonly wants: readonly Want[];
  /** Size of what is always there. */
  readonly least: number;
}

/** Takes a brief to pieces. */
export function planOf(whole: WholeBrief, measure: Measure): Plan {
  const sizeOf = (piece: unknown): number => SIZES[measure](JSON.stringify(piece));
  const pieces = piecesOf(whole);
  const all: readonly Piece<unknown>[] = Object.values<readonly Piece<unknown>[]>({ ...pieces }).flat();
  const wants = all.flatMap((piece) => {
    let before = 0;
    return piece.forms.flatMap(([step, form], at): Want[] => {
      // With the comma before it.
      const after = sizeOf(form) + 1;
      const size = after - before;
      before = after;
      const round = size > LONG[measure] ? Number.MAX_SAFE_INTEGER : piece.order;
      return size === 0 ? [] : [{ piece, at, step: STEPS.indexOf(step), round, size }];
    });
  });
  return { whole, pieces, wants, least: sizeOf(built(whole, pieces, new Map())) + 1 };
}

/**
 * Briefs that are together no larger than `room`, as JSON. Text, codes and checks are always there. Then comes what is
 * wanted, in the order of `STEPS` over all briefs, until something has no room. The order does not depend on the room,
 * so with more of it nothing is lost.
 */
export function withinBudget(plans: readonly Plan[], room: number): Brief[] {
  const wants = plans
    .flatMap((plan) => plan.wants)
    .toSorted((a, b) => a.step - b.step || a.round - b.round || a.size - b.size);
  let left = room - plans.reduce((sum, { least }) => sum + least, 0);
  const taken = new Map<Piece<unknown>, number>();
  for (const { piece, at, size } of wants) {
    if (size > left) break;
    left -= size;
    taken.set(piece, at);
  }
  return plans.map((plan) => ({
    ...built(plan.whole, plan.pieces, taken),
    truncated: plan.wants.some(({ piece, at }) => at > (taken.get(piece) ?? -1)),
  }));
}

/** A brief of the pieces that were taken, each in the form that was. */
function built(whole: WholeBrief, pieces: Pieces, taken: ReadonlyMap<Piece<unknown>, number>): Brief {
  const told = <Form>(list: readonly Piece<Form>[]): Form[] =>
    list.flatMap((piece) => {
      const form = piece.forms[taken.get(piece) ?? -1];
      return form === undefined ? [] : [form[1]];
    });
  const said = {
    matches: told(pieces.matches),
    terms: told(pieces.terms),
    numbers: told(pieces.numbers),
    neighbours: told(pieces.neighbours)[0] ?? {},
    other: told(pieces.other)[0] ?? {},
    current: told(pieces.current)[0] ?? {},
  };
  return { ...whole, ...said, truncated: false };
}

function piecesOf(whole: WholeBrief): Pieces {
  const best = bestOf(whole.matches);
  const single = <Form extends object>(step: Step, form: Form): Piece<Form>[] =>
    Object.keys(form).length === 0 ? [] : [{ forms: [[step, form]], order: 0 }];
  const required = [...whole.terms.keys()].toSorted(
    (a, b) => Number(whole.terms[b]?.mandatory) - Number(whole.terms[a]?.mandatory) || a - b,
  );
  const places = new Map(required.map((at, order) => [at, order]));
  return {
    matches: whole.matches.map((match, order) => ({
      forms: best.has(match)
        ? [
            ["essentials", shortMatch(match)],
            ["differences", match],
          ]
        : [
            ["further", shortMatch(match)],
            ["their differences", match],
          ],
      order,
    })),
    terms: whole.terms.map((term, at) => ({ forms: formsOfTerm(term), order: places.get(at) ?? at })),
    numbers: whole.numbers.map((number, order) => ({ forms: formsOfNumber(number), order })),
    current: single("current", whole.current),
    neighbours: single("around", whole.neighbours),
    other: single("around", whole.other),
  };
}

/** The best match of each target language. */
function bestOf(matches: readonly Match[]): ReadonlySet<Match> {
  const best = LANGUAGES.map((language) => matches.find(({ targets }) => targets[language] !== undefined));
  return new Set(best.filter((match) => match !== undefined));
}

/** What a match says: the two texts, how sure it is, and where more can be read. */
function shortMatch({ score, kind, unit, source: { language, text }, targets }: Match): BriefMatch {
  return { score, kind, unit, source: { language, text }, targets: byLanguage(targets, shortTarget) };
}

const shortTarget = ({ text, state, adapted, stale }: MatchTarget): BriefTarget => ({
  text,
  state,
  ...(adapted === undefined ? {} : { adapted }),
  ...(stale === undefined ? {} : { stale }),
});

/** The usual notation, and then the others. */
function formsOfNumber(number: BriefNumber): Forms<BriefNumber> {
  const usual = { ...number, targets: byLanguage(number.targets, (list) => list.slice(0, 1)) };
  const hasOthers = Object.values(number.targets).some((list) => list.length > 1);
  return [["essentials", usual], ...(hasOthers ? [["notations", number] as const] : [])];
}

/** The terms themselves; their forms and who prescribes them; the grammar of the forms; definitions. */
function formsOfTerm(term: BriefTerm): Forms<BriefTerm> {
  const withTerms = (change: (one: AllowedTerm) => AllowedTerm): BriefTerm => ({
    ...term,
    targets: byLanguage(term.targets, (list) => list.map(change)),
    definitions: {},
  });
  const bare = withTerms(({ text, status }) => ({ text, status, forms: [text], grammar: {} }));
  const formed = withTerms((one) => ({ ...one, grammar: {} }));
  const hasDefinitions = Object.keys(term.definitions).length > 0;
  return [
    ["essentials", bare],
    ["forms", formed],
    ["grammar", withTerms((one) => one)],
    ...(hasDefinitions ? [["definitions", term] as const] : []),
  ];
}

/** The same for each language. */
function byLanguage<Value, Made>(
  values: { readonly [language in (typeof LANGUAGES)[number]]?: Value },
  make: (value: Value) => Made,
): { readonly [language in (typeof LANGUAGES)[number]]?: Made } {
  const made: { [language in (typeof LANGUAGES)[number]]?: Made } = {};
  for (const language of LANGUAGES) {
    const value = values[language];
    if (value !== undefined) made[language] = make(value);
  }
  return made;
}
