import type { Alignment } from "../../alignment/align.ts";
import { type Bead, numbersOf } from "../../alignment/bead.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import type { Draft } from "../../domain/unit.ts";
import type { ExchangeFile, ExchangeUnit } from "../../formats/contract.ts";
import type { Actor, Context } from "../context.ts";
import { type CreatedDocument, type NewDocument, storeDocument } from "../documents/store-document.ts";
import { unusedDocumentId } from "../documents/unused-document-id.ts";
import { joinSentences } from "../../alignment/join-sentences.ts";

export interface AlignedDocument {
  readonly segments: Alignment["segments"];
  readonly beads: readonly Bead[];
  /** Least confidence for the state `translated`, 0 … 1; other beads become `initial`. */
  readonly threshold: number;
}

/**
 * Makes a document from beads: one unit per bead, in order. A bead with several sentences becomes one unit with
 * several segments.
 *
 * @throws {Problem} `not-found` (collection), `already-exists`, `align-fixed-invalid` (a bead with an unknown
 *   sentence)
 */
export async function saveAlignment(
  context: Context,
  actor: Actor,
  wanted: Omit<NewDocument, "format">,
  aligned: AlignedDocument,
): Promise<CreatedDocument> {
  const id = await unusedDocumentId(context, actor, wanted);
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
      content: joinSentences(
        sentences.map((sentence) => [sentence]),
        language,
      ),
      state: bead.confidence >= threshold ? "translated" : "initial",
      confidence: bead.confidence,
    };
  }
  return { key: String(at + 1).padStart(4, "0"), line: 0, notes: [], variants };
}
