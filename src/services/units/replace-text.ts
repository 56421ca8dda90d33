import { type Language, LANGUAGES } from "../../domain/language.ts";
import { findPlaceholders } from "../../domain/placeholder.ts";
import { type Content, plainText } from "../../domain/segment.ts";
import { codeOffsets, editByWords, spliceContent, type TextEdit } from "../../domain/splice-content.ts";
import { compareStates, type State, type Variant } from "../../domain/unit.ts";
import { type StoredUnit, unitNumber } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import type { ImportReport } from "../imports/import-report.ts";
import { changeUnits, type UnitOutcome } from "./change-units.ts";
import type { Doubt, FindProposals, Proposal } from "./find-text.ts";
import { type SelectedTexts, selectedTexts, type UnitSelection } from "./select-units.ts";

export interface ReplaceText {
  readonly find: FindProposals;
  readonly selection: UnitSelection;
  /** State of the changed texts. By default they keep theirs. */
  readonly state?: State;
  /** The most mature state that the actor may leave a changed text in. */
  readonly ceiling: State;
  /** Ids of places. With `only`, all others are left out. */
  readonly only?: readonly string[];
  readonly exclude?: readonly string[];
  /** True to leave out every place with a doubt. */
  readonly sureOnly?: boolean;
  /** Most places that the answer lists. */
  readonly limit: number;
  readonly dryRun?: boolean;
}

/** A place where a text is replaced, with the text around it. */
export interface ReplacedPlace {
  /** Names unit, version, language and offset, so that it means nothing else when the text has changed. */
  readonly id: string;
  readonly unit: string;
  readonly document: string;
  readonly key: string;
  readonly language: Language;
  readonly state: State;
  /** Up to 80 characters before and after the place. */
  readonly left: string;
  readonly right: string;
  readonly found: string;
  readonly replacement: string;
  readonly doubt?: Doubt;
}

export interface ReplacementReport extends ImportReport {
  readonly places: readonly ReplacedPlace[];
  /** Number of all places that are replaced, also of those that are not listed. */
  readonly total: number;
  /** Number of those with a doubt. */
  readonly doubtful: number;
  /** Number of places that were found and stay, because they lie in a placeholder or across segments. */
  readonly protected: number;
}

/** Characters of context on each side of a place. */
const CONTEXT = 80;

/**
 * Replaces texts in the units of a selection, as one import. Inline codes and placeholders stay as they are.
 *
 * @throws {Problem} `not-found`, `invalid-fields`, `selection-too-large`
 */
export async function replaceText(
  context: Context,
  actor: Actor,
  request: ReplaceText,
): Promise<ReplacementReport> {
  const texts = selectedTexts(request.selection);
  const chosen = choiceOf(request);
  const places: ReplacedPlace[] = [];
  const counts = { total: 0, doubtful: 0 };
  // `decide` runs again when the units are written; the answer lists the places of the first run.
  const plans = new WeakMap<StoredUnit, Plan>();
  const kept = new Map<number, number>();
  const decide = (unit: StoredUnit): UnitOutcome | undefined => {
    const plan = planOf(unit, request, texts, chosen);
    plans.set(unit, plan);
    if (plan.protected > 0) kept.set(unit.n, plan.protected);
    return outcomeOf(unit, plan, request, { author: actor.name, time: context.now().toISOString() });
  };
  const report = await changeUnits(context, actor, request.selection, {
    decide,
    dryRun: request.dryRun ?? false,
    onOutcome: (unit, document) => {
      for (const place of plans.get(unit)?.places ?? []) {
        counts.total += 1;
        if (place.proposal.doubt !== undefined) counts.doubtful += 1;
        if (places.length < request.limit) places.push(shown(unit, document.id, place));
      }
    },
  });
  const protectedPlaces = [...kept.values()].reduce((sum, count) => sum + count, 0);
  return { ...report, ...counts, protected: protectedPlaces, places };
}

interface Place {
  readonly id: string;
  readonly language: Language;
  readonly variant: Variant;
  readonly text: string;
  readonly proposal: Proposal;
}

interface Plan {
  readonly places: readonly Place[];
  readonly contents: ReadonlyMap<Language, Content>;
  readonly protected: number;
  /** A text of this unit was chosen in another version. */
  readonly moved: Language | undefined;
}

function planOf(
  unit: StoredUnit,
  { find, sureOnly }: ReplaceText,
  texts: SelectedTexts,
  chosen: Choice,
): Plan {
  const places: Place[] = [];
  const contents = new Map<Language, Content>();
  let kept = 0;
  let moved: Language | undefined;
  for (const language of texts.languagesOf(unit)) {
    const variant = unit.variants[language];
    if (variant === undefined) continue;
    const text = plainText(variant.content);
    const proposals = find(text, language);
    if (proposals.length === 0) continue;
    if (chosen.isMoved(unit, language)) {
      moved = language;
      continue;
    }
    const free = withoutProtected(proposals, text, variant.content);
    kept += proposals.length - free.length;
    const edits: TextEdit[] = [];
    for (const one of free) {
      const id = placeId(unit, language, one.start);
      const { edits: own, isMoving } = editsOf(one, text, variant.content);
      const proposal = isMoving && one.doubt === undefined ? { ...one, doubt: "codes" as const } : one;
      if (own.length === 0 || !chosen.isChosen(id) || (sureOnly && proposal.doubt !== undefined)) continue;
      places.push({ id, language, variant, text, proposal });
      edits.push(...own);
    }
    if (edits.length > 0) contents.set(language, spliceContent(variant.content, edits));
  }
  return { places, contents, protected: kept, moved };
}

const placeId = (unit: StoredUnit, language: Language, start: number): string =>
  `${unit.id}@${unit.version}.${language}.${start}`;

/** The proposals that touch no placeholder and no border between segments. */
function withoutProtected(proposals: readonly Proposal[], text: string, content: Content): Proposal[] {
  const placeholders = findPlaceholders(text);
  const breaks = codeOffsets(content, true);
  return proposals.filter(
    ({ start, end }) =>
      !placeholders.some((one) => one.start < end && start < one.end) &&
      !breaks.some((offset) => start < offset && offset < end),
  );
}

/** The edits of one proposal; none if the text stays the same. */
function editsOf(
  { start, end, replacement }: Proposal,
  text: string,
  content: Content,
): { readonly edits: readonly TextEdit[]; readonly isMoving: boolean } {
  const whole = { start, end, text: replacement };
  if (text.slice(start, end) === replacement) return { edits: [], isMoving: false };
  const codes = codeOffsets(content, false);
  const hasCodes = (edit: TextEdit) => codes.some((offset) => edit.start < offset && offset < edit.end);
  if (!hasCodes(whole)) return { edits: [whole], isMoving: false };
  const edits = editByWords(text, whole).filter((edit) => edit.end > edit.start);
  return { edits, isMoving: edits.some(hasCodes) };
}

interface Choice {
  readonly isChosen: (id: string) => boolean;
  /** The ids name a text of this unit in another version: a person has seen another text than the present one. */
  readonly isMoved: (unit: StoredUnit, language: Language) => boolean;
}

function choiceOf({ only, exclude = [] }: Pick<ReplaceText, "only" | "exclude">): Choice {
  const wanted = only === undefined ? undefined : new Set(only);
  const unwanted = new Set(exclude);
  const named = new Map<string, string>();
  for (const id of [...(only ?? []), ...exclude]) {
    const [, unit = "", version = "", language = ""] = /^(u\w+)@(\d+)\.(\w\w)\.\d+$/u.exec(id) ?? [];
    if (unitNumber(unit) !== undefined) named.set(`${unit}.${language}`, version);
  }
  return {
    isChosen: (id) => !unwanted.has(id) && (wanted?.has(id) ?? true),
    isMoved: (unit, language) => {
      const version = named.get(`${unit.id}.${language}`);
      return version !== undefined && version !== String(unit.version);
    },
  };
}

function outcomeOf(
  unit: StoredUnit,
  plan: Plan,
  request: ReplaceText,
  stamp: { readonly author: string; readonly time: string },
): UnitOutcome | undefined {
  const entry = { unit: unit.id, key: unit.key };
  if (plan.contents.size === 0) {
    if (plan.moved === undefined) return undefined;
    const problem = { code: "unit-conflict" as const, place: { unit: unit.id, language: plan.moved } };
    return { after: unit, entry: { ...entry, result: "conflict", language: plan.moved, problem } };
  }
  const version = unit.version + 1;
  const variants: { [language in Language]?: Variant } = { ...unit.variants };
  for (const [language, content] of plan.contents) {
    const was = unit.variants[language];
    if (was === undefined) continue;
    const state =
      request.state ?? (compareStates(was.state, request.ceiling) > 0 ? request.ceiling : was.state);
    // A translation that changes together with its source is up to date with it.
    const from = was.from && {
      ...was.from,
      ...(plan.contents.has(was.from.language) ? { version } : {}),
    };
    variants[language] = { content, state, version, ...stamp, origin: "typed", ...(from ? { from } : {}) };
  }
  const [only, second] = LANGUAGES.filter((language) => plan.contents.has(language));
  return {
    after: { ...unit, version, variants },
    entry: {
      ...entry,
      result: "changed",
      ...(only !== undefined && second === undefined ? { language: only } : {}),
    },
  };
}

function shown(
  unit: StoredUnit,
  document: string,
  { id, language, variant, text, proposal }: Place,
): ReplacedPlace {
  const { start, end, replacement, doubt } = proposal;
  return {
    id,
    unit: unit.id,
    document,
    key: unit.key,
    language,
    state: variant.state,
    left: text.slice(Math.max(0, start - CONTEXT), start).replace(/^[\uDC00-\uDFFF]/u, ""),
    right: text.slice(end, end + CONTEXT).replace(/[\uD800-\uDBFF]$/u, ""),
    found: text.slice(start, end),
    replacement,
    ...(doubt === undefined ? {} : { doubt }),
  };
}
