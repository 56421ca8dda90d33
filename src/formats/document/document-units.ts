import type { Segmentation } from "../../alignment/segmentation.ts";
import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import type { ExchangeFile, ExchangeUnit, Limits } from "../contract.ts";
import { blockName } from "../../domain/block.ts";
import type { FormatName } from "../traits.ts";
import { type SourceBlock, type SourceSentence, sentencesOfBlock } from "./source-block.ts";

/** A sentence with its block and the key of its unit. */
export interface KeyedSentence extends SourceSentence {
  readonly key: string;
  readonly block: SourceBlock;
  /** True for the first sentence of its block. */
  readonly startsBlock: boolean;
}

/**
 * The sentences of a document with their keys: `BLOCK.SENTENCE` (both from 1), `aBLOCK.SENTENCE` for attributes, and
 * `fBLOCK.SENTENCE` for fields before the text, which are counted apart. So a new attribute does not change the keys of
 * the text.
 */
export function keyedSentences(
  blocks: readonly SourceBlock[],
  text: string,
  language: Language,
  segmentation?: Segmentation,
): KeyedSentence[] {
  let bodies = 0;
  let attributes = 0;
  let fields = 0;
  return blocks.flatMap((block) => {
    const sentences = sentencesOfBlock(block, text, language, segmentation);
    if (sentences.length === 0) return [];
    const isAttribute = block.kind === "attribute";
    const number =
      block.isFront === true
        ? `f${(fields += 1)}`
        : isAttribute
          ? `a${(attributes += 1)}`
          : String((bodies += 1));
    return sentences.map((sentence, at): KeyedSentence => ({
      ...sentence,
      key: `${number}.${at + 1}`,
      block,
      startsBlock: at === 0,
    }));
  });
}

/**
 * Makes units in one language from the sentences of a document. The context of a unit is the kind of its block.
 *
 * @throws {Problem} `file-empty`, `too-large`, `too-long`
 */
export function unitsOfSentences(
  sentences: readonly KeyedSentence[],
  about: { readonly format: FormatName; readonly language: Language; readonly title?: string },
  limits: Limits,
): ExchangeFile {
  const { format, language, title } = about;
  if (sentences.length === 0) throw new Problem("file-empty");
  if (sentences.length > limits.units)
    throw new Problem("too-large", { limit: limits.units, size: sentences.length });
  const units = sentences.map(({ key, block, content }): ExchangeUnit => {
    const length = content.reduce((sum, part) => sum + (typeof part === "string" ? part.length : 0), 0);
    if (length > limits.text)
      throw new Problem("too-long", { length, limit: limits.text }, { line: block.line });
    return {
      key,
      line: block.line,
      notes: [],
      context: blockName(block),
      variants: { [language]: { content, state: "translated" } },
    };
  });
  return { format, source: language, tags: {}, ...(title === undefined ? {} : { title }), units };
}
