import { LANGUAGES, type Language } from "../domain/language.ts";
import { Problem, type ProblemData } from "../domain/problem.ts";
import { type Alternative, type Bead, type Group, groupOf, numbersOf } from "./bead.ts";
import { coreLexicon, type TrilingualLexicon } from "./core-vocabulary.ts";
import { joinFixedGroups, type JoinedTexts, originalNumbers } from "./fixed-groups.ts";
import { type PairModel, pairPasses } from "./pair.ts";
import { type PreparedText, prepareText } from "./prepared-text.ts";
import { type ScoredBead, scorePair, scoreTriangle } from "./scored-beads.ts";
import { stem } from "./stem.ts";
import { type AlignText, readSentences, SENTENCE_LIMIT, type Sentences } from "./text-sentences.ts";
import {
  overallConfidence,
  type PairRelatedness,
  relatedness,
  relatednessThroughThird,
  strangers,
  type Verdict,
  verdictOf,
} from "./verdict.ts";

export type { AlignText } from "./text-sentences.ts";

export interface AlignRequest {
  /** Two or three texts. */
  readonly texts: { readonly [language in Language]?: AlignText };
  /** Abbreviations of the collection, by language. */
  readonly abbreviations?: { readonly [language in Language]?: readonly string[] };
  /** Lexicons of glossary and memory; the core vocabulary is always used. */
  readonly lexicons?: readonly TrilingualLexicon[];
  /** Beads that must stay, by sentence numbers; in order, each language without gap. */
  readonly fixed?: readonly Group[];
  /** Accept each text as its language, whatever script it is in. */
  readonly anyLanguage?: boolean;
  /** Greatest number of sentences in a language. */
  readonly limit?: number;
}

export interface AlignControl {
  /** Called with the finished share of the work, 0 … 1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

export interface Alignment {
  readonly segments: { readonly [language in Language]?: readonly string[] };
  readonly beads: readonly Bead[];
  /** Expected share of the text that is aligned correctly, 0 … 1. */
  readonly confidence: number;
  readonly verdict: Verdict;
  readonly warnings: readonly ProblemData[];
}

/** Beads below this confidence have alternatives. */
const DOUBTFUL = 0.95;
/** Greatest confidence of a computed bead. Only a bead that a person has fixed has 1. */
const MOST_CONFIDENT = 0.9999;
/** Share of the work for the pair models. */
const PAIR_WORK = 0.95;

/**
 * Cuts two or three texts into sentences and aligns them. Other work can run between its passes. It reports
 * progress, and stops with the signal's reason when it is aborted.
 *
 * @throws {Problem} `align-languages`, `align-text-empty`, `align-language-wrong`, `align-too-long`,
 *   `align-fixed-invalid`
 */
export async function align(request: AlignRequest, control: AlignControl = {}): Promise<Alignment> {
  const steps = alignSteps(request);
  for (;;) {
    control.signal?.throwIfAborted();
    const step = steps.next();
    if (step.done) return step.value;
    control.onProgress?.(step.value);
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
  }
}

/** `align` in steps; each step yields the finished share of the work, 0 … 1. */
function* alignSteps(request: AlignRequest): Generator<number, Alignment> {
  const languages = LANGUAGES.filter((language) => request.texts[language] !== undefined);
  if (languages.length < 2) throw new Problem("align-languages");
  const { sentences, warnings } = readTexts(request, languages);
  const joined = joinFixedGroups(sentences, languages, request.fixed ?? []);
  const lexicons = [coreLexicon(), ...(request.lexicons ?? [])];
  const texts = prepareTexts(joined.sentences, lexicons);
  const pairs = languages.flatMap((source, index) =>
    languages.slice(index + 1).map((target): [Language, Language] => [source, target]),
  );
  const held = request.fixed !== undefined && request.fixed.length > 0;
  const models: PairModel[] = [];
  for (const [index, [source, target]] of pairs.entries()) {
    const passes = pairPasses(texts[source], texts[target], {
      lexicons: lexicons.map((lexicon) => ({
        forward: lexicon.between(source, target),
        backward: lexicon.between(target, source),
      })),
      ...(held ? { fixed: { source: joined.fixed[source], target: joined.fixed[target] } } : {}),
    });
    for (;;) {
      const step = passes.next();
      if (step.done) {
        models.push(step.value);
        break;
      }
      yield ((index + step.value) / pairs.length) * PAIR_WORK;
    }
  }
  const { en, ru, zh } = joined.fixed;
  const found =
    languages.length === 3
      ? scoreTriangle(models, [texts.en.size, texts.ru.size, texts.zh.size], held ? [en, ru, zh] : undefined)
      : scorePair(models[0] as PairModel, pairs[0] as [Language, Language]);
  const shares = relatednessThroughThird(
    models.map((model) => relatedness(model, Math.min(model.source.size, model.target.size))),
  );
  const related = pairs.map(([source, target], index) => ({ source, target, share: shares[index] ?? 0 }));
  const beads = finalBeads(found, joined.groups, related, request.fixed ?? []);
  const overall = round(overallConfidence(beads, sentences, languages));
  const verdict = verdictOf(overall);
  const stranger = strangers(related);
  if (verdict === "unrelated" || stranger.length > 0) {
    warnings.push({
      code: "align-unrelated",
      params: { confidence: Math.round(100 * overall) },
      ...(stranger.length === 1 ? { place: { language: stranger[0] as Language } } : {}),
    });
  }
  return {
    segments: Object.fromEntries(
      languages.map((language) => [language, sentences[language]?.map((sentence) => sentence.text) ?? []]),
    ),
    beads,
    confidence: overall,
    verdict,
    warnings,
  };
}

function readTexts(
  request: AlignRequest,
  languages: readonly Language[],
): { readonly sentences: Sentences; readonly warnings: ProblemData[] } {
  const warnings: ProblemData[] = [];
  const sentences = Object.fromEntries(
    languages.map((language) => {
      const abbreviations = request.abbreviations?.[language];
      const read = readSentences(request.texts[language] ?? [], language, {
        ...(abbreviations === undefined ? {} : { abbreviations }),
        anyLanguage: request.anyLanguage ?? false,
        limit: request.limit ?? SENTENCE_LIMIT,
      });
      warnings.push(...read.warnings);
      return [language, read.sentences];
    }),
  );
  return { sentences, warnings };
}

function prepareTexts(
  sentences: Sentences,
  lexicons: readonly TrilingualLexicon[],
): Record<Language, PreparedText> {
  const entries = new Set(lexicons.flatMap((lexicon) => [...lexicon.entries]));
  const prepare = (language: Language): PreparedText =>
    prepareText(language, sentences[language] ?? [], language === "zh" ? entries : undefined, (word) =>
      stem(word, language),
    );
  return { en: prepare("en"), ru: prepare("ru"), zh: prepare("zh") };
}

/** The beads with original sentence numbers. Unrelated pairs get a lower confidence; fixed beads get 1. */
function finalBeads(
  found: readonly ScoredBead[],
  groups: JoinedTexts["groups"],
  related: readonly PairRelatedness[],
  fixed: readonly Group[],
): Bead[] {
  const held = new Set(fixed.map((group) => JSON.stringify(groupOf(group))));
  return found.map((bead): Bead => {
    const group = originalNumbers(bead.span, groups);
    if (held.has(JSON.stringify(group))) return { ...group, confidence: 1, fixed: true };
    const shares = related
      .filter(
        ({ source, target }) => numbersOf(group, source).length > 0 && numbersOf(group, target).length > 0,
      )
      .map(({ share }) => share);
    const alternatives: Alternative[] = bead.alternatives.map((other) => ({
      ...originalNumbers(other.span, groups),
      probability: round(other.probability),
    }));
    return {
      ...group,
      confidence: round(Math.min(MOST_CONFIDENT, round(bead.confidence) * Math.min(1, ...shares))),
      ...(bead.agreed ? {} : { agreed: false }),
      ...(bead.confidence < DOUBTFUL && alternatives.length > 0 ? { alternatives } : {}),
    };
  });
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
