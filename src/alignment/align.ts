import { LANGUAGES, type Language } from "../domain/language.ts";
import { Problem, type ProblemData } from "../domain/problem.ts";
import { type Alternative, type Bead, type Group, groupOf, numbersOf } from "./bead.ts";
import { confidence, PAIR_WEIGHTS, type Signs, TRIANGLE_WEIGHTS } from "./confidence.ts";
import { coreLexicon, type TrilingualLexicon } from "./core-vocabulary.ts";
import { examineLanguage } from "./language-check.ts";
import { decode, type PairBead, type PairModel, pairPasses, type Span } from "./pair.ts";
import { prepareText, type PreparedText, type Sentence } from "./prepared-text.ts";
import { sentenceSpans } from "./segmentation.ts";
import { stem } from "./stem.ts";
import { alignThree, beadKey, type JointModel, type Shape3 } from "./three-way.ts";
import { type ClosedBead, combine, components } from "./triangle.ts";

/** A text to align: running text (it is segmented), or its sentences, with or without structure. */
export type AlignText = string | readonly (string | Sentence)[];

export interface AlignRequest {
  /** Two or three texts. */
  readonly texts: { readonly [language in Language]?: AlignText };
  /** Abbreviations of the collection, by language. */
  readonly abbreviations?: { readonly [language in Language]?: readonly string[] };
  /** What glossary and memory know, beside the core vocabulary. */
  readonly lexicons?: readonly TrilingualLexicon[];
  /** Beads that hold, by sentence numbers; in order, each language without gap. */
  readonly fixed?: readonly Group[];
  /** Take the texts for what they are said to be, whatever script they are in. */
  readonly anyLanguage?: boolean;
  /** Most sentences a language. */
  readonly limit?: number;
}

export interface AlignControl {
  /** Share done, 0 … 1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Verdict on a whole alignment: `unrelated` texts are no translation of each other. */
export type Verdict = "parallel" | "partial" | "unrelated";

export interface Alignment {
  readonly segments: { readonly [language in Language]?: readonly string[] };
  readonly beads: readonly Bead[];
  /** Confidence of the whole: expected share of the text that is aligned rightly. */
  readonly confidence: number;
  readonly verdict: Verdict;
  readonly warnings: readonly ProblemData[];
}

/** More sentences than this a language are refused unless the caller allows more. */
export const SENTENCE_LIMIT = 25_000;
/** A sentence longer than this is aligned, but pointed out. */
export const LONG_SENTENCE = 5_000;
/** Beads below this confidence come with their alternatives. */
const DOUBTFUL = 0.95;
/**
 * What tells translations from texts of different matter: the mean log-likelihood ratio of a sentence, and how far the
 * words of a bead explain each other (texts that say the same again and again have little of the first and much of the
 * second). Each in units of what lies between; measured on news, guides, stories, manuals and messages of 12 to 160
 * sentences, the sum is 1.7 and more in the middle of translations of each kind, 1.5 and less in nearly all others.
 */
const MIDDLING_EVIDENCE = 3.2;
const MIDDLING_EXPLAINED = 0.45;
const RELATED = 1.5;
const RELATED_STEEPNESS = 14;
/** Fewer sentences than this tell nothing of the whole; fewer than the other, less than their numbers say. */
const LEAST_FOR_VERDICT = 6;
const ENOUGH_FOR_VERDICT = 24;
/** Log odds that texts which somebody wants to have aligned are translations: 20 to 1. */
const EXPECTED = 3;
/** Only a person is certain. */
const MOST_CONFIDENT = 0.9999;
const UNRELATED = 0.25;
const PARTIAL = 0.5;
const MOST_ALTERNATIVES = 3;
const LEAST_ALTERNATIVE = 0.03;

/**
 * Segments and aligns two or three texts. Gives way to other work between its passes, reports progress, and
 * stops with the signal's reason when told to.
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

/** The same in steps, each of which gives the share done. */
export function* alignSteps(request: AlignRequest): Generator<number, Alignment> {
  const languages = LANGUAGES.filter((language) => request.texts[language] !== undefined);
  if (languages.length < 2) throw new Problem("align-languages");
  const sentences: { [language in Language]?: Sentence[] } = {};
  const warnings: ProblemData[] = [];
  const limit = request.limit ?? SENTENCE_LIMIT;
  for (const language of languages) {
    const list = sentencesOfText(request.texts[language] ?? [], language, request.abbreviations?.[language]);
    if (list.every((sentence) => sentence.text.trim() === "")) {
      throw new Problem("align-text-empty", { language }, { language });
    }
    if (list.length > limit) {
      throw new Problem("align-too-long", { language, sentences: list.length, limit }, { language });
    }
    warnings.push(
      ...examineLanguage(
        list.map((sentence) => sentence.text),
        language,
        request.anyLanguage ?? false,
      ),
    );
    list.forEach((sentence, index) => {
      if (sentence.text.length > LONG_SENTENCE) {
        const params = { language, sentence: index + 1, characters: sentence.text.length };
        warnings.push({ code: "align-sentence-long", params, place: { language } });
      }
    });
    sentences[language] = list;
  }
  const fixed = contract(sentences, languages, request.fixed ?? []);
  const lexicons = [coreLexicon(), ...(request.lexicons ?? [])];
  const entries = new Set(lexicons.flatMap((lexicon) => [...lexicon.entries]));
  const prepared = new Map<Language, PreparedText>();
  for (const language of languages) {
    prepared.set(
      language,
      prepareText(
        language,
        fixed.sentences[language] ?? [],
        language === "zh" ? entries : undefined,
        (word) => stem(word, language),
      ),
    );
  }
  const text = (language: Language) => prepared.get(language) as PreparedText;
  const pairs: [Language, Language][] = [];
  languages.forEach((source, s) => {
    for (const target of languages.slice(s + 1)) pairs.push([source, target]);
  });
  const models: PairModel[] = [];
  for (const [index, [source, target]] of pairs.entries()) {
    const passes = pairPasses(text(source), text(target), {
      lexicons: lexicons.map((lexicon) => ({
        forward: lexicon.between(source, target),
        backward: lexicon.between(target, source),
      })),
      ...(fixed.held ? { fixed: { source: fixed.ids[source], target: fixed.ids[target] } } : {}),
    });
    for (;;) {
      const step = passes.next();
      if (step.done) {
        models.push(step.value);
        break;
      }
      yield ((index + step.value) / pairs.length) * 0.95;
    }
  }
  const found =
    languages.length === 3
      ? threeWay(
          models,
          [text("en").size, text("ru").size, text("zh").size],
          fixed.held ? fixed.ids : undefined,
        )
      : twoWay(models[0] as PairModel, pairs[0] as [Language, Language]);
  const held = new Set((request.fixed ?? []).map((group) => JSON.stringify(groupOf(group))));
  const relatednesses = throughThird(
    pairs.map(([source, target], index) =>
      relatedness(models[index] as PairModel, Math.min(text(source).size, text(target).size)),
    ),
  );
  const related = pairs.map(([source, target], index) => ({
    source,
    target,
    share: relatednesses[index] ?? 0,
  }));
  const beads = found
    .map((bead) => expand(bead, fixed.groups))
    .map((bead): Bead => {
      const shares = related
        .filter(
          ({ source, target }) => numbersOf(bead, source).length > 0 && numbersOf(bead, target).length > 0,
        )
        .map(({ share }) => share);
      const confidence = bead.confidence * Math.min(1, ...shares);
      return { ...bead, confidence: round(Math.min(MOST_CONFIDENT, confidence)) };
    })
    .map((bead): Bead => {
      const group = groupOf(bead);
      return held.has(JSON.stringify(group)) ? { ...group, confidence: 1, fixed: true } : bead;
    });
  const overall = overallConfidence(beads, sentences, languages);
  const verdict: Verdict = overall < UNRELATED ? "unrelated" : overall < PARTIAL ? "partial" : "parallel";
  const stranger = languages.filter((language) =>
    related.every(({ source, target, share }) => (source !== language && target !== language) || share < 0.5),
  );
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

/** Running text by paragraphs (empty lines; where there are none, lines) and sentences; lists as they are. */
function sentencesOfText(
  text: AlignText,
  language: Language,
  abbreviations: readonly string[] = [],
): Sentence[] {
  if (typeof text !== "string") {
    return text.map((sentence) => (typeof sentence === "string" ? { text: sentence } : sentence));
  }
  const unified = text.replace(/\r\n?/gu, "\n");
  const paragraphs = /\n[^\S\n]*\n/u.test(unified) ? unified.split(/\n[^\S\n]*\n/u) : unified.split("\n");
  return paragraphs.flatMap((paragraph) =>
    sentenceSpans(paragraph, language, { abbreviations })
      .map(({ start, end }) => paragraph.slice(start, end).trim())
      .filter((sentence) => sentence !== "")
      .map((sentence, index) => ({ text: sentence, startsParagraph: index === 0 })),
  );
}

/** A bead over the contracted sentences, as start and size by language. */
interface Raw {
  readonly span: { readonly [language in Language]?: readonly [start: number, size: number] };
  readonly confidence: number;
  readonly agreed: boolean;
  readonly alternatives: readonly {
    readonly span: Raw["span"];
    readonly probability: number;
  }[];
}

interface Contracted {
  readonly sentences: { readonly [language in Language]?: readonly Sentence[] };
  /** Original sentence numbers of each contracted sentence. */
  readonly groups: { readonly [language in Language]?: readonly (readonly number[])[] };
  /** Number of the fixed bead of each contracted sentence, or -1. */
  readonly ids: Record<Language, Int32Array>;
  readonly held: boolean;
}

/** Joins the sentences of each fixed group to one, so that a fixed bead is one sentence a language. */
function contract(
  sentences: { readonly [language in Language]?: readonly Sentence[] },
  languages: readonly Language[],
  fixed: readonly Group[],
): Contracted {
  const result: { [language in Language]?: Sentence[] } = {};
  const groups: { [language in Language]?: number[][] } = {};
  const ids: Record<Language, Int32Array> = {
    en: new Int32Array(),
    ru: new Int32Array(),
    zh: new Int32Array(),
  };
  for (const language of languages) {
    const list = sentences[language] ?? [];
    const owner = new Map<number, number>();
    let reached = -1;
    fixed.forEach((bead, id) => {
      const numbers = numbersOf(bead, language);
      numbers.forEach((number, index) => {
        const expected = index === 0 ? number > reached : number === (numbers[index - 1] ?? 0) + 1;
        if (!expected || number >= list.length || !Number.isInteger(number)) {
          throw new Problem("align-fixed-invalid", { language, sentence: number + 1 }, { language });
        }
        reached = number;
        owner.set(number, id);
      });
    });
    const joined: Sentence[] = [];
    const members: number[][] = [];
    const held: number[] = [];
    list.forEach((sentence, number) => {
      const id = owner.get(number) ?? -1;
      if (id >= 0 && held.at(-1) === id) {
        const last = joined.at(-1) as Sentence;
        joined[joined.length - 1] = {
          ...last,
          text: `${last.text}${language === "zh" ? "" : " "}${sentence.text}`,
        };
        members.at(-1)?.push(number);
      } else {
        joined.push(sentence);
        members.push([number]);
        held.push(id);
      }
    });
    result[language] = joined;
    groups[language] = members;
    ids[language] = Int32Array.from(held);
  }
  return { sentences: result, groups, ids, held: fixed.length > 0 };
}

function expand(raw: Raw, groups: Contracted["groups"]): Bead {
  const numbers = (span: Raw["span"]): Group =>
    groupOf(
      Object.fromEntries(
        LANGUAGES.map((language) => {
          const [start, size] = span[language] ?? [0, 0];
          return [language, (groups[language] ?? []).slice(start, start + size).flat()];
        }),
      ),
    );
  const alternatives: Alternative[] = raw.alternatives.map((other) => ({
    ...numbers(other.span),
    probability: round(other.probability),
  }));
  return {
    ...numbers(raw.span),
    confidence: round(raw.confidence),
    ...(raw.agreed ? {} : { agreed: false }),
    ...(raw.confidence < DOUBTFUL && alternatives.length > 0 ? { alternatives } : {}),
  };
}

/** Probability that two texts, the shorter of so many sentences, are translations of each other at all. */
function relatedness(model: PairModel, sentences: number): number {
  if (sentences < LEAST_FOR_VERDICT) return 1;
  const beads = model.posteriors.filter(({ a, b, p }) => a > 0 && b > 0 && p > 0.5);
  const explained = beads.reduce((sum, bead) => sum + model.explained(bead), 0) / Math.max(1, beads.length);
  const signs = model.evidence / MIDDLING_EVIDENCE + explained / MIDDLING_EXPLAINED;
  // The spread of a mean grows as its text gets shorter: what people expect of what they align counts the more.
  const trust = Math.min(1, Math.sqrt(sentences / ENOUGH_FOR_VERDICT));
  const logit = trust * RELATED_STEEPNESS * (signs - RELATED) + (1 - trust) * EXPECTED;
  return 1 / (1 + Math.exp(-logit));
}

/** Of three texts, two that both translate the third translate each other. */
function throughThird(shares: readonly number[]): readonly number[] {
  const [first, second, third] = shares;
  if (first === undefined || second === undefined || third === undefined) return shares;
  return [Math.max(first, second * third), Math.max(second, first * third), Math.max(third, first * second)];
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** Expected share of the characters, over all texts, that stand in a right bead of two or more languages. */
function overallConfidence(
  beads: readonly Bead[],
  sentences: { readonly [language in Language]?: readonly Sentence[] },
  languages: readonly Language[],
): number {
  let shares = 0;
  for (const language of languages) {
    const list = sentences[language] ?? [];
    const length = (number: number) => list[number]?.text.length ?? 0;
    const total = list.reduce((sum, sentence) => sum + sentence.text.length, 0);
    let right = 0;
    for (const bead of beads) {
      if (languages.filter((other) => numbersOf(bead, other).length > 0).length < 2) continue;
      right += bead.confidence * numbersOf(bead, language).reduce((sum, number) => sum + length(number), 0);
    }
    shares += right / Math.max(1, total);
  }
  return round(shares / languages.length);
}

const keyOf = (i: number, a: number, j: number, b: number): string => `${i},${a},${j},${b}`;

/** Posteriors of a pair by bead, and of each sentence to stand alone. */
interface PairView {
  readonly model: PairModel;
  readonly bead: (span: Span) => number;
  readonly alone: (span: Span) => number;
}

function viewOf(model: PairModel): PairView {
  const posterior = new Map<string, number>();
  const source = new Float64Array(model.source.size);
  const target = new Float64Array(model.target.size);
  for (const { i, a, j, b, p } of model.posteriors) {
    if (a > 0 && b > 0) posterior.set(keyOf(i, a, j, b), p);
    else if (a > 0) source[i] = (source[i] ?? 0) + p;
    else target[j] = (target[j] ?? 0) + p;
  }
  const bead = ({ i, a, j, b }: Span): number => {
    let best = posterior.get(keyOf(i, a, j, b)) ?? 0;
    if (a < 2 || b < 2) return best;
    // a block that the pair reads as two beads speaks for the block
    for (let x = 1; x < a; x += 1) {
      for (let y = 1; y < b; y += 1) {
        const first = posterior.get(keyOf(i, x, j, y)) ?? 0;
        if (first > best)
          best = Math.max(best, Math.min(first, bead({ i: i + x, a: a - x, j: j + y, b: b - y })));
      }
    }
    return best;
  };
  return {
    model,
    bead,
    alone: ({ i, a, j, b }) => {
      let least = 1;
      for (let k = 0; k < a; k += 1) least = Math.min(least, source[i + k] ?? 0);
      for (let k = 0; k < b; k += 1) least = Math.min(least, target[j + k] ?? 0);
      return least;
    },
  };
}

/** Signs that one pair of languages gives of a bead of it. */
function pairEvidence(
  model: PairModel,
  span: Span,
): Pick<Signs, "early" | "explained" | "lengthError" | "shortest"> {
  const { i, a, j, b } = span;
  const sum = (lengths: Float64Array) => lengths.reduce((total, length) => total + length, 0);
  const source = model.source.lengths.subarray(i, i + a);
  const target = model.target.lengths.subarray(j, j + b).map((length) => length / model.ratio);
  const full = a > 0 && b > 0;
  return {
    early: model.early(span),
    explained: full ? model.explained(span) : 0,
    lengthError: full ? Math.abs(Math.log(sum(source) / sum(target))) : 0,
    shortest: Math.min(...source, ...target),
  };
}

const irregularity = (beads: readonly { readonly size: readonly number[] }[]): number =>
  beads.filter(({ size }) => size.some((count) => count !== 1)).length / Math.max(1, beads.length);

/** Signs of every bead of a two-way alignment, in order. */
export function pairSigns(model: PairModel, beads: readonly PairBead[]): Signs[] {
  const irregular = irregularity(beads.map(({ a, b }) => ({ size: [a, b] })));
  return beads.map((bead) => ({
    posterior: bead.p,
    weakestPair: bead.p,
    meanPair: bead.p,
    agreed: 1,
    neighboursAgreed: 1,
    irregular,
    missing: bead.a > 0 && bead.b > 0 ? 0 : 1,
    extra: Math.max(0, bead.a - 1) + Math.max(0, bead.b - 1),
    ...pairEvidence(model, bead),
  }));
}

function twoWay(model: PairModel, [first, second]: readonly [Language, Language]): Raw[] {
  const beads = decode(model.source.size, model.target.size, model.band, model.posteriors);
  const signs = pairSigns(model, beads);
  const rivals = model.posteriors.filter((bead) => bead.p >= LEAST_ALTERNATIVE);
  const rivalsOf = rivalFinder(
    rivals.map((bead) => ({ start: [bead.i, bead.j], size: [bead.a, bead.b], p: bead.p })),
  );
  return beads.map((bead, index) => ({
    span: { [first]: [bead.i, bead.a], [second]: [bead.j, bead.b] },
    confidence: confidence(signs[index] as Signs, PAIR_WEIGHTS),
    agreed: true,
    alternatives: rivalsOf([bead.i, bead.j], [bead.a, bead.b]).map((rival) => ({
      span: { [first]: [rival.start[0], rival.size[0]], [second]: [rival.start[1], rival.size[1]] },
      probability: rival.p,
    })),
  }));
}

interface Rival {
  readonly start: readonly number[];
  readonly size: readonly number[];
  readonly p: number;
}

/** Finds the beads that share a sentence with a given one, likeliest first. */
function rivalFinder(
  rivals: readonly Rival[],
): (start: readonly number[], size: readonly number[]) => Rival[] {
  const bySentence = new Map<string, Rival[]>();
  for (const rival of rivals) {
    rival.size.forEach((size, side) => {
      for (let k = 0; k < size; k += 1) {
        const key = `${side}:${(rival.start[side] ?? 0) + k}`;
        const list = bySentence.get(key);
        if (list === undefined) bySentence.set(key, [rival]);
        else list.push(rival);
      }
    });
  }
  return (start, size) => {
    const found = new Set<Rival>();
    size.forEach((count, side) => {
      for (let k = 0; k < count; k += 1) {
        for (const rival of bySentence.get(`${side}:${(start[side] ?? 0) + k}`) ?? []) found.add(rival);
      }
    });
    return [...found]
      .filter((rival) => rival.start.join() !== start.join() || rival.size.join() !== size.join())
      .sort((a, b) => b.p - a.p)
      .slice(0, MOST_ALTERNATIVES);
  };
}

/** Everything that is known of a three-way alignment before confidences are given. */
export interface Triangle {
  readonly beads: readonly ClosedBead[];
  readonly signs: readonly Signs[];
  readonly joint: JointModel | undefined;
}

/** Joint alignment with its cycle check and the signs of every bead. Models in the order en–ru, en–zh, ru–zh. */
export function triangleOf(
  [enRu, enZh, ruZh]: readonly PairModel[],
  sizes: Shape3,
  ids?: Record<Language, Int32Array>,
): Triangle {
  if (enRu === undefined || enZh === undefined || ruZh === undefined)
    throw new Error("three pair models are needed");
  const joint = alignThree({ enRu, enZh, ruZh }, ids === undefined ? undefined : [ids.en, ids.ru, ids.zh]);
  const plain = (model: PairModel) =>
    decode(model.source.size, model.target.size, model.band, model.posteriors);
  const pairs = joint?.pairs ?? { enRu: plain(enRu), enZh: plain(enZh), ruZh: plain(ruZh) };
  const closed = components(sizes, pairs);
  const beads = joint === undefined ? closed : combine(closed, joint.beads);
  const views = [viewOf(enRu), viewOf(enZh), viewOf(ruZh)] as const;
  const posteriors = beads.map((bead) => joint?.posterior.get(beadKey(bead.start, bead.size))?.p ?? 0);
  const irregular = irregularity(beads);
  const signs = beads.map(({ start, size, closed: agreed }, index): Signs => {
    const legs = [
      [views[0], 0, 1],
      [views[1], 0, 2],
      [views[2], 1, 2],
    ] as const;
    const posterior = posteriors[index] ?? 0;
    const pairs: number[] = [];
    const evidence: ReturnType<typeof pairEvidence>[] = [];
    for (const [view, A, B] of legs) {
      const span = { i: start[A], a: size[A], j: start[B], b: size[B] };
      if (span.a === 0 && span.b === 0) continue;
      const full = span.a > 0 && span.b > 0;
      pairs.push(Math.min(1, full ? view.bead(span) : view.alone(span)));
      if (full) evidence.push(pairEvidence(view.model, span));
    }
    return {
      posterior,
      weakestPair: Math.min(...pairs),
      meanPair: pairs.reduce((sum, p) => sum + p, 0) / Math.max(1, pairs.length),
      agreed: agreed ? 1 : 0,
      neighboursAgreed:
        ((beads[index - 1]?.closed ?? true) ? 0.5 : 0) + ((beads[index + 1]?.closed ?? true) ? 0.5 : 0),
      irregular,
      missing: size.filter((count) => count === 0).length,
      extra: size.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
      ...(evidence.length === 0
        ? { early: 0, explained: 0, lengthError: 0, shortest: 1 }
        : {
            early: Math.min(...evidence.map(({ early }) => early)),
            explained: Math.min(...evidence.map(({ explained }) => explained)),
            lengthError: Math.max(...evidence.map(({ lengthError }) => lengthError)),
            shortest: Math.min(...evidence.map(({ shortest }) => shortest)),
          }),
    };
  });
  return { beads, signs, joint };
}

function threeWay(models: readonly PairModel[], sizes: Shape3, ids?: Record<Language, Int32Array>): Raw[] {
  const { beads, signs, joint } = triangleOf(models, sizes, ids);
  const rivalsOf = rivalFinder(
    [...(joint?.posterior.values() ?? [])].filter((bead) => bead.p >= LEAST_ALTERNATIVE),
  );
  const spanOf = (start: readonly number[], size: readonly number[]): Raw["span"] =>
    Object.fromEntries(
      LANGUAGES.map((language, index) => [language, [start[index] ?? 0, size[index] ?? 0] as const]),
    );
  return beads.map((bead, index) => ({
    span: spanOf(bead.start, bead.size),
    confidence: confidence(signs[index] as Signs, TRIANGLE_WEIGHTS),
    agreed: bead.closed,
    alternatives: rivalsOf(bead.start, bead.size).map((rival) => ({
      span: spanOf(rival.start, rival.size),
      probability: rival.p,
    })),
  }));
}
