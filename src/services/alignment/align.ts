import { align, type Alignment, type AlignControl, type AlignText } from "../../alignment/align.ts";
import { lexiconFromTerms, lexiconFromUnits, MEMORY_UNITS } from "../../alignment/background-lexicon.ts";
import { type Bead, type Group, numbersOf } from "../../alignment/bead.ts";
import type { TrilingualLexicon } from "../../alignment/core-vocabulary.ts";
import { isAllowed } from "../../domain/concept.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import type { Content, Inline } from "../../domain/segment.ts";
import type { Draft } from "../../domain/unit.ts";
import { decode } from "../../formats/encoding.ts";
import { parseDocx } from "../../formats/docx/docx.ts";
import type { TextFormat } from "../../formats/traits.ts";
import type { ExchangeFile, ExchangeUnit } from "../../formats/contract.ts";
import { decodeHtml, parseHtml } from "../../formats/html/html.ts";
import { parseMarkdown } from "../../formats/markdown/markdown.ts";
import { sentencesOfBlocks, type TextDocument } from "../../formats/text/blocks.ts";
import { parseText } from "../../formats/text/text.ts";
import { findCollection } from "../../storage/rows/collections.ts";
import { newestTexts } from "../../storage/rows/units.ts";
import { type Actor, assertVisible, type Context } from "../context.ts";
import {
  type CreatedDocument,
  type NewDocument,
  storeDocument,
  unusedId,
} from "../documents/create-document.ts";
import { currentGlossary } from "../glossary/current-glossary.ts";

/** A Worker has 128 MB and some seconds: longer texts are for the Node service or the command line. */
const WORKER_SENTENCES = 800;

/** A text as it is sent: running text, its sentences, or the bytes of a file. */
export type SentText = string | readonly string[] | Uint8Array;

export interface AlignInput {
  readonly texts: { readonly [language in Language]?: SentText };
  /** Of running text; of files where it is not given per language. */
  readonly format?: TextFormat;
  readonly formats?: { readonly [language in Language]?: TextFormat };
  readonly encoding?: string;
  /** Its abbreviations and memory help. */
  readonly collection?: string;
  /** Beads that hold. */
  readonly fixed?: readonly Group[];
  readonly anyLanguage?: boolean;
  readonly limit?: number;
}

/**
 * Segments and aligns two or three texts, with the glossary and the memory that the actor may see as a
 * background lexicon. Saves nothing.
 *
 * @throws {Problem} as `align` does; `not-found` (collection); whatever is wrong with a file
 */
export async function alignTexts(
  context: Context,
  actor: Actor,
  input: AlignInput,
  control: AlignControl = {},
): Promise<Alignment> {
  const { collection } = input;
  if (collection !== undefined) {
    assertVisible(actor, collection, collection);
    if (!(await findCollection(context.storage, collection)))
      throw new Problem("not-found", { what: collection });
  }
  const abbreviations = collection === undefined ? {} : await abbreviationsOf(context, collection);
  const texts: { [language in Language]?: AlignText } = {};
  const warnings: ProblemData[] = [];
  for (const language of LANGUAGES) {
    const sent = input.texts[language];
    if (sent === undefined) continue;
    const format = input.formats?.[language] ?? input.format ?? "text";
    const read = readText(sent, format, input.encoding);
    if (read.guessed !== undefined)
      warnings.push({
        code: "align-encoding-guessed",
        params: { language, encoding: read.guessed },
        place: { language },
      });
    texts[language] =
      read.document === undefined
        ? read.sentences
        : sentencesOfBlocks(read.document.blocks, language, {
            abbreviations: abbreviations[language] ?? [],
          });
  }
  const limit = input.limit ?? (context.storage.engine === "d1" ? WORKER_SENTENCES : undefined);
  const alignment = await align(
    {
      texts,
      abbreviations,
      lexicons: await background(context, actor, collection),
      ...(input.fixed === undefined ? {} : { fixed: input.fixed }),
      ...(input.anyLanguage === undefined ? {} : { anyLanguage: input.anyLanguage }),
      ...(limit === undefined ? {} : { limit }),
    },
    control,
  );
  return { ...alignment, warnings: [...warnings, ...alignment.warnings] };
}

/** What was sent, read: a document or its sentences, and the encoding where nothing but a guess told it. */
type ReadText = (
  | { readonly document: TextDocument }
  | { readonly document?: undefined; readonly sentences: readonly string[] }
) & { readonly guessed?: string };

function readText(sent: SentText, format: TextFormat, encoding: string | undefined): ReadText {
  if (typeof sent === "string") {
    if (format === "docx") throw new Problem("unsupported-format", { format });
    return { document: parseDocument(sent, format) };
  }
  if (!(sent instanceof Uint8Array)) return { sentences: sent };
  if (format === "docx") return { document: parseDocx(sent) };
  const decoded = format === "html" ? decodeHtml(sent, encoding) : decode(sent, { given: encoding });
  // UTF-8 that decodes is UTF-8: other bytes hardly ever look like it
  const doubtful = decoded.certainty === "guessed" && decoded.encoding !== "utf-8";
  return {
    document: parseDocument(decoded.text, format),
    ...(doubtful ? { guessed: decoded.encoding } : {}),
  };
}

function parseDocument(text: string, format: Exclude<TextFormat, "docx">): TextDocument {
  if (format === "html") return parseHtml(text);
  return format === "markdown" ? parseMarkdown(text) : parseText(text);
}

/** `settings.abbreviations` of a collection: `{"ru": ["акад.", …]}`. */
async function abbreviationsOf(
  context: Context,
  collection: string,
): Promise<{ [language in Language]?: string[] }> {
  const setting = (await findCollection(context.storage, collection))?.settings["abbreviations"];
  const found: { [language in Language]?: string[] } = {};
  if (typeof setting !== "object" || setting === null) return found;
  for (const language of LANGUAGES) {
    const list: unknown = (setting as Record<string, unknown>)[language];
    if (Array.isArray(list)) found[language] = list.filter((item) => typeof item === "string");
  }
  return found;
}

/** What glossary and memory know of translations. */
export async function background(
  context: Context,
  actor: Actor,
  collection: string | undefined,
): Promise<TrilingualLexicon[]> {
  const { concepts } = await currentGlossary(context);
  const terms = [...concepts.values()].map(({ concept }) => {
    const texts: { [language in Language]?: string[] } = {};
    for (const term of concept.terms.filter(isAllowed)) (texts[term.language] ??= []).push(term.text);
    return texts;
  });
  // A Worker has seconds, not minutes.
  const taught = context.storage.engine === "d1" ? 500 : MEMORY_UNITS;
  const units = await newestTexts(context.storage, actor.collection ?? collection, taught);
  return [
    ...(terms.length === 0 ? [] : [lexiconFromTerms(terms)]),
    ...(units.length === 0 ? [] : [lexiconFromUnits(units)]),
  ];
}

export interface AlignedDocument {
  readonly segments: Alignment["segments"];
  readonly beads: readonly Bead[];
  /** Beads at or above it become `translated`, the others `initial`; 0 … 1. */
  readonly threshold: number;
}

/**
 * Makes a document of beads: a unit each, in order; a bead of several sentences is one unit of several
 * segments.
 *
 * @throws {Problem} `not-found` (collection), `already-exists`, `align-fixed-invalid` for a bead that names
 *   a sentence that is not there
 */
export async function saveAlignment(
  context: Context,
  actor: Actor,
  wanted: Omit<NewDocument, "format">,
  aligned: AlignedDocument,
): Promise<CreatedDocument> {
  const id = await unusedId(context, actor, wanted);
  const file: ExchangeFile = {
    format: "json",
    tags: {},
    ...(wanted.title === undefined ? {} : { title: wanted.title }),
    units: aligned.beads.map((bead, at) => unitOfBead(aligned, bead, at)),
  };
  return storeDocument(context, actor, { ...wanted, id }, file, "alignment");
}

function unitOfBead({ segments, threshold }: AlignedDocument, bead: Bead, at: number): ExchangeUnit {
  const variants: { [language in Language]?: Draft } = {};
  for (const language of LANGUAGES) {
    const sentences = numbersOf(bead, language).map((number) => {
      const sentence = segments[language]?.[number];
      if (sentence === undefined) throw new Problem("align-fixed-invalid", { bead: at + 1 }, { language });
      return sentence;
    });
    if (sentences.length === 0) continue;
    variants[language] = {
      content: joined(
        sentences.map((sentence) => [sentence]),
        language,
      ),
      state: bead.confidence >= threshold ? "translated" : "initial",
      confidence: bead.confidence,
    };
  }
  return { key: String(at + 1).padStart(4, "0"), line: 0, notes: [], variants };
}

/** Sentences as segments of one unit, with the space that stands between them in the text. */
export function joined(sentences: readonly Content[], language: Language): Inline[] {
  const content: Inline[] = [];
  for (const [at, sentence] of sentences.entries()) {
    if (at > 0) {
      if (language !== "zh") content.push({ kind: "break", id: `i${at}`, element: "ignorable" }, " ");
      content.push({ kind: "break", id: `s${at + 1}`, element: "segment" });
    }
    content.push(...sentence);
  }
  return content;
}
