import type { Alignment } from "../../alignment/align.ts";
import type { Segmentation } from "../../alignment/segmentation.ts";
import { collectionRules } from "../segmentation/known-rules.ts";
import { type Bead, numbersOf } from "../../alignment/bead.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import type { Draft } from "../../domain/unit.ts";
import type { ExchangeFile, ExchangeUnit } from "../../formats/contract.ts";
import type { Actor, Context } from "../context.ts";
import { type CreatedDocument, type NewDocument, storeDocument } from "../documents/store-document.ts";
import { unusedDocumentId } from "../documents/unused-document-id.ts";
import { joinSentences } from "../../alignment/join-sentences.ts";
import { readExchange } from "../../formats/registry.ts";
import type { TextFormat } from "../../formats/traits.ts";
import { type PlacedSentence, placeSentences, placesOf } from "./internal/place-sentences.ts";

export interface AlignedDocument {
  readonly segments: Alignment["segments"];
  readonly beads: readonly Bead[];
  /** Least confidence for the state `translated`, 0 … 1; other beads become `initial`. */
  readonly threshold: number;
}

/** A file that a text of an alignment came from. */
export interface AlignedFile {
  readonly bytes: Uint8Array;
  readonly filename?: string;
  readonly format: TextFormat;
  readonly encoding?: string;
}
/** Files by language. */
export type AlignedFiles = { readonly [language in Language]?: AlignedFile };

/**
 * Makes a document from beads: one unit per bead, in order. A bead with several sentences becomes one unit with
 * several segments. Files of one format are kept with it: each language goes out in its own file.
 *
 * @throws {Problem} `not-found` (collection), `already-exists`, `align-fixed-invalid` (a bead with an unknown
 *   sentence), and the problems of the files' readers
 */
export async function saveAlignment(
  context: Context,
  actor: Actor,
  wanted: Omit<NewDocument, "format">,
  aligned: AlignedDocument,
  files: AlignedFiles = {},
): Promise<CreatedDocument> {
  await context.loadDictionaries();
  const id = await unusedDocumentId(context, actor, wanted);
  const { segmentation, name } = await collectionRules(context, wanted.collection);
  const [format] = Object.values(files).map((one) => one.format);
  const kept = LANGUAGES.flatMap((language) => {
    const own = files[language];
    return own === undefined || own.format !== format ? [] : [{ language, ...own }];
  });
  const sentences: PlacedSentences = {};
  for (const language of LANGUAGES) {
    const own = kept.find((one) => one.language === language);
    const texts = aligned.segments[language] ?? [];
    sentences[language] =
      own === undefined
        ? texts.map((text) => ({ content: [text], place: "" }))
        : placeSentences(
            texts,
            readAligned(own, segmentation).units,
            (unit) => unit.variants[language]?.content,
          );
  }
  const [first] = kept;
  const file: ExchangeFile = {
    format: first?.format ?? "json",
    ...(first === undefined ? {} : { source: first.language }),
    tags: {},
    ...(wanted.title === undefined ? {} : { title: wanted.title }),
    units: aligned.beads.map((bead, at) => unitOfBead(aligned, sentences, bead, at)),
  };
  const named = first?.filename === undefined ? wanted : { ...wanted, filename: first.filename };
  return storeDocument(context, actor, { ...named, id }, file, "alignment", {
    files: kept.map((one) => ({
      bytes: one.bytes,
      about: {
        format: one.format,
        source: one.language,
        ...(one.filename === undefined ? {} : { filename: one.filename }),
        ...(name === undefined ? {} : { segmentation: name }),
      },
    })),
  });
}

type PlacedSentences = { [language in Language]?: readonly PlacedSentence[] };

const readAligned = (
  { bytes, language, ...options }: AlignedFile & { readonly language: Language },
  segmentation: Segmentation | undefined,
) => readExchange(bytes, { ...options, source: language, segmentation });

function unitOfBead(
  { threshold }: AlignedDocument,
  known: PlacedSentences,
  bead: Bead,
  at: number,
): ExchangeUnit {
  const variants: { [language in Language]?: Draft } = {};
  for (const language of LANGUAGES) {
    const sentences = numbersOf(bead, language).map((number) => {
      const sentence = known[language]?.[number];
      if (sentence === undefined) throw new Problem("align-fixed-invalid", { bead: at + 1 }, { language });
      return sentence;
    });
    if (sentences.length === 0) continue;
    variants[language] = {
      content: joinSentences(
        sentences.map(({ content }) => content),
        language,
      ),
      state: bead.confidence >= threshold ? "translated" : "initial",
      confidence: bead.confidence,
      ...placesOf(sentences),
    };
  }
  return { key: String(at + 1).padStart(4, "0"), line: 0, notes: [], variants };
}
