import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { type Content, plainText } from "../../domain/segment.ts";
import { write } from "../../storage/problems.ts";
import { countUse, findSuggester, type Suggester, takeSuggestion } from "../../storage/rows/suggester.ts";
import type { Actor, Context } from "../context.ts";
import { brief, type BriefSegment } from "../memory/brief.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { visibleUnit } from "../units/visible-unit.ts";
import type { CallModel, ModelResponse } from "./call-model.ts";
import { assertModelAddress } from "./set-suggester.ts";
import { badness, judge, type Judged, type SuggestionFinding } from "./internal/judge.ts";
import { markedText } from "./internal/marked-text.ts";
import { firstMessages, type Message, repairMessages } from "./internal/prompt.ts";
import { type ModelAnswer, readAnswer } from "./internal/read-answer.ts";

export interface WantedSuggestion {
  readonly source: Language;
  readonly target: Language;
  readonly segment: BriefSegment;
  /** Id of the document that a text belongs to. */
  readonly document?: string;
}

/** A translation by a model. It is stored nowhere: a person takes it, or does not. */
export interface Suggestion {
  readonly origin: "machine";
  readonly language: Language;
  readonly text: string;
  readonly content: Content;
  readonly model: string;
  /** What our checks still find in it: errors and warnings. */
  readonly findings: readonly SuggestionFinding[];
  /** The first answer had faults, and this is the second. */
  readonly repaired: boolean;
  /** Requests to the model and tokens, as it counts them. */
  readonly cost: { readonly requests: number; readonly inputTokens: number; readonly outputTokens: number };
}

/** How the model is reached. */
export interface ModelAccess {
  readonly call: CallModel;
  /** Hosts inside the own network that may be called. */
  readonly allowed: readonly string[];
}

/** Characters of the brief that a model gets. */
const BUDGET = 12_000;
/** Longest source text for a model, in UTF-16 units. */
const LONGEST_SOURCE = 10_000;

/**
 * Asks the model for a translation of one segment, checks its answer, and asks once more if the checks find faults.
 * What it costs is counted for the person, also when nothing came of it.
 *
 * @param word a finding in English, for the model
 * @throws {Problem} `suggester-off`, `suggestions-used-up`, `not-found`, `invalid-fields`, `too-large`,
 *   `model-failed` (no answer, or none in the form of the protocol), `suggestion-unusable`
 */
export async function suggest(
  context: Context,
  actor: Actor,
  wanted: WantedSuggestion,
  { call, allowed }: ModelAccess,
  word: (finding: SuggestionFinding) => string,
): Promise<Suggestion> {
  const { source, target, segment, document } = wanted;
  const suggester = await activeSuggester(context);
  assertModelAddress(suggester.url, allowed);
  const { from, collection } = await sourceOf(context, actor, wanted);
  const [about] = await brief(context, actor, {
    source,
    targets: [target],
    segments: [segment],
    budget: BUDGET,
    ...(document === undefined ? {} : { document }),
  });
  if (about === undefined) throw new Error("a segment has no brief");
  const { day, person } = await takeTurn(context, actor, suggester);
  const cost = { requests: 0, inputTokens: 0, outputTokens: 0 };
  const ask = async (messages: readonly Message[]): Promise<ModelAnswer> => {
    cost.requests += 1;
    const answer = await askModel(suggester, call, messages);
    cost.inputTokens += answer.inputTokens;
    cost.outputTokens += answer.outputTokens;
    return answer;
  };
  const marked = markedText(from);
  const judged = async ({ translation }: ModelAnswer): Promise<Judged | undefined> =>
    translation === undefined
      ? undefined
      : judge(context, actor, {
          ...{ source, target, from, collection },
          content: marked.contentOf(translation),
        });
  try {
    const messages = firstMessages(marked.text, about, { source, target });
    const answer = await ask(messages);
    const first = await judged(answer);
    const isGood = first !== undefined && badness(first) === 0;
    const second = isGood
      ? undefined
      : await ask([...messages, ...repairMessages(answer.message, faultsOf(first, word))])
          .then(judged)
          // An answer with faults is better than none.
          .catch((error: unknown) => {
            if (first === undefined || first.refusal !== undefined) throw error;
            return undefined;
          });
    const best = better(first, second);
    if (best === undefined) throw new Problem("model-failed", { reason: "form" });
    if (best.refusal !== undefined) throw new Problem("suggestion-unusable", { reason: best.refusal });
    await write(context.storage, [countUse({ day, person, failed: 0, ...cost })]);
    return {
      origin: "machine",
      language: target,
      text: plainText(best.content),
      content: best.content,
      model: suggester.model,
      findings: best.findings,
      repaired: best === second,
      cost,
    };
  } catch (error) {
    await write(context.storage, [countUse({ day, person, failed: 1, ...cost })]);
    throw error;
  }
}

async function activeSuggester({ storage }: Context): Promise<Suggester> {
  const suggester = await findSuggester(storage);
  if (suggester?.active !== true) throw new Problem("suggester-off");
  return suggester;
}

/** The text to translate, and the collection whose settings of checks hold. */
async function sourceOf(
  context: Context,
  actor: Actor,
  { source, target, segment, document }: WantedSuggestion,
): Promise<{ readonly from: Content; readonly collection: string | undefined }> {
  if (source === target) throw new Problem("invalid-fields", {}, { field: "target" });
  const unit = "unit" in segment ? await visibleUnit(context, actor, segment.unit) : undefined;
  const id = unit?.document ?? document;
  const collection = id === undefined ? undefined : (await visibleDocument(context, actor, id)).collection;
  const text = "text" in segment ? segment.text : [];
  const from = unit ? (unit.variants[source]?.content ?? []) : typeof text === "string" ? [text] : text;
  const { length } = plainText(from);
  if (plainText(from).trim() === "") throw new Problem("invalid-fields", {}, { field: "segment" });
  if (length > LONGEST_SOURCE) throw new Problem("too-large", { limit: LONGEST_SOURCE });
  return { from, collection };
}

/** Counts the suggestion before the model is asked, so that many requests at once get no more than the day allows. */
async function takeTurn(context: Context, { name: person }: Actor, { daily }: Suggester) {
  const now = context.now();
  const day = now.toISOString().slice(0, 10);
  if (!(await takeSuggestion(context.storage, { day, person, daily }))) {
    const seconds = Math.ceil((Date.parse(`${day}T24:00:00Z`) - +now) / 1000);
    throw new Problem("suggestions-used-up", { daily, seconds });
  }
  return { day, person };
}

/** @throws {Problem} `model-failed` */
async function askModel(
  { url, model, secret }: Suggester,
  call: CallModel,
  messages: readonly Message[],
): Promise<ModelAnswer> {
  const headers = {
    "content-type": "application/json",
    accept: "application/json",
    "user-agent": "Polynya",
    ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
  };
  let response: ModelResponse;
  try {
    response = await call(url, headers, JSON.stringify({ model, messages, stream: false }));
  } catch (error) {
    const isSlow = error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError");
    throw new Problem("model-failed", { reason: isSlow ? "slow" : "unreachable" });
  }
  const { status, text } = response;
  // A redirect could lead the key and the texts somewhere else.
  if (status < 200 || status > 299) throw new Problem("model-failed", { reason: "status", status });
  const answer = readAnswer(text);
  if (answer === undefined) throw new Problem("model-failed", { reason: "form" });
  return answer;
}

const FAULTS = {
  codes: "The marks of inline codes are not the same as in `text`: each has to occur exactly once.",
  language: "The translation is in a wrong language.",
  length: "The translation is far too long.",
  markup: "The translation has tags that `text` does not have.",
} as const;

/** What the model is told about its answer. */
function faultsOf(first: Judged | undefined, word: (finding: SuggestionFinding) => string): string[] {
  if (first === undefined) return ['The answer is no JSON object {"translation": "…"}.'];
  return [...(first.refusal === undefined ? [] : [FAULTS[first.refusal]]), ...first.findings.map(word)].slice(
    0,
    20,
  );
}

/** The better of two answers; the first, where they are alike. */
const better = (a: Judged | undefined, b: Judged | undefined): Judged | undefined =>
  a === undefined || (b !== undefined && badness(b) < badness(a)) ? (b ?? a) : a;
