import { useEffect, useMemo, useState } from "preact/hooks";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import { type Content, plainText } from "../../../domain/segment.ts";
import {
  checkTexts,
  type ConceptView,
  type DocumentView,
  getConcept,
  lookup,
  type Match,
  type RecognisedTerm,
  recogniseTerms,
  type TypedFinding,
  type UnitView,
} from "../../api/resources.ts";
import { type Loaded, useLoaded } from "../../loading.ts";
import { carriedRange } from "../../text/carried-range.ts";

/** Matches, terms and findings for the unit that is open. */

export interface Neighbours {
  readonly previous: UnitView | undefined;
  readonly next: UnitView | undefined;
}

/** Most matches offered: one for each digit key. */
export const MATCHES = 9;

/** Matches of the memory for the source of a unit, best first, and a function that loads them again. */
export function useMatches(
  unit: UnitView | undefined,
  { previous, next }: Neighbours,
  source: Language,
  target: Language,
): readonly [Loaded<readonly Match[]>, () => void] {
  const from = unit?.variants[source];
  const third = LANGUAGES.find((language) => language !== source && language !== target);
  const also = third === undefined ? undefined : unit?.variants[third]?.text;
  const key =
    unit && from && from.text !== "" ? [unit.id, from.version, source, target].join(" ") : undefined;
  const [loaded, reload] = useLoaded(key, async (signal) => {
    if (!unit || !from) return [];
    const segment = {
      text: from.content,
      previous: previous?.variants[source]?.text ?? "",
      next: next?.variants[source]?.text ?? "",
      ...(third !== undefined && also ? { also: { language: third, text: also } } : {}),
    };
    const [result] = await lookup(
      {
        source,
        targets: [target],
        segments: [segment],
        threshold: 0.6,
        limit: MATCHES,
        exclude: [unit.id],
      },
      signal,
    );
    return (result?.matches ?? []).slice(0, MATCHES);
  });
  return [loaded, reload];
}

export interface FoundTerm extends RecognisedTerm {
  readonly details: ConceptView;
}

const concepts = new Map<string, Promise<ConceptView>>();

/** A concept, requested at most once a minute: concepts hardly change while somebody translates. */
function rememberedConcept(id: string): Promise<ConceptView> {
  const known = concepts.get(id);
  if (known) return known;
  const asked = getConcept(id);
  concepts.set(id, asked);
  const forget = () => concepts.delete(id);
  asked.catch(forget);
  setTimeout(forget, 60_000);
  return asked;
}

/** Terms of the glossary in the source of a unit, with their concepts. */
export function useTerms(unit: UnitView | undefined, source: Language): Loaded<readonly FoundTerm[]> {
  const from = unit?.variants[source];
  const key = unit && from && from.text !== "" ? [unit.id, from.version, source].join(" ") : undefined;
  const [loaded] = useLoaded(key, async (signal) => {
    const terms = await recogniseTerms(source, from?.text ?? "", signal);
    return Promise.all(
      terms.map(async (term): Promise<FoundTerm> => ({
        ...term,
        details: await rememberedConcept(term.concept),
      })),
    );
  });
  return loaded;
}

/** Pause in typing after which a text is checked, in milliseconds. */
const PAUSE = 350;

/**
 * The findings that concern the target, for the text as it is being typed. Until the answer for a new text is there,
 * those of the text before stand where their words stand now.
 */
export function useTypedFindings(
  document: DocumentView,
  unit: UnitView,
  target: Language,
  content: Content,
): readonly TypedFinding[] {
  const [checked, setChecked] = useState(NOTHING_CHECKED);
  const text = plainText(content);
  const rest = LANGUAGES.filter((language) => language !== target && unit.variants[language] !== undefined);
  useEffect(() => {
    if (text === "") {
      setChecked(NOTHING_CHECKED);
      return undefined;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const texts = Object.fromEntries([
        ...rest.map((language) => [language, unit.variants[language]?.text ?? ""]),
        [target, text],
      ]);
      checkTexts([texts], document.collection, stop.signal).then(
        (found) =>
          setChecked({ text, findings: found.filter(({ languages }) => languages.includes(target)) }),
        // One can write without the checks; the shell says when the server cannot be reached.
        () => undefined,
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, unit.id, unit.version, target]);
  return useMemo(
    () => checked.findings.map((finding) => carriedFinding(finding, target, checked.text, text)),
    [checked, target, text],
  );
}

/** A text, and what was found in it. */
interface Checked {
  readonly text: string;
  readonly findings: readonly TypedFinding[];
}

const NOTHING_CHECKED: Checked = { text: "", findings: [] };

/** A finding with its places in the target moved to where they stand now; a place that was changed itself is left out. */
function carriedFinding(
  finding: TypedFinding,
  target: Language,
  before: string,
  after: string,
): TypedFinding {
  const { suggestion, ...rest } = finding;
  const places = finding.ranges[target]?.flatMap((one) => carriedRange(before, after, one) ?? []);
  const moved = { ...rest, ...(places !== undefined && { ranges: { ...finding.ranges, [target]: places } }) };
  if (suggestion?.range === undefined || suggestion.language !== target)
    return suggestion === undefined ? moved : { ...moved, suggestion };
  const range = carriedRange(before, after, suggestion.range);
  return range === undefined ? moved : { ...moved, suggestion: { ...suggestion, range } };
}
