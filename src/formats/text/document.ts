import { Problem } from "../../domain/problem.ts";
import { encode } from "../encoding.ts";
import { DEFAULT_LIMITS, type Limits, type Read, type ReadOptions, type Write } from "../contract.ts";
import type { FormatName } from "../traits.ts";
import { type Block, blocksOfUnits, type TextDocument, unitsOfDocument } from "./blocks.ts";

/**
 * Makes the reader of a format with documents in one language.
 *
 * @param most greatest number of bytes for `parse`, even if the limits allow more
 * @returns a reader that throws the problems of `parse` and `unitsOfDocument`, and `too-large`
 */
export function documentReader(
  format: FormatName,
  parse: (bytes: Uint8Array, options: ReadOptions, limits: Limits) => TextDocument,
  most = Number.POSITIVE_INFINITY,
): Read {
  return (bytes, options = {}) => {
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    const limit = Math.min(limits.bytes, most);
    if (bytes.length > limit) throw new Problem("too-large", { limit, size: bytes.length });
    return unitsOfDocument(parse(bytes, options, limits), format, options, limits);
  };
}

/**
 * Makes the writer of a format with documents in one language. Each block is a paragraph; list items have no empty
 * line between them. UTF-8, LF.
 *
 * @returns a writer that throws `language-missing`
 */
export function documentWriter(render: (block: Block) => string): Write {
  return (file, options = {}) => {
    const language = options.target ?? options.source ?? file.source;
    if (language === undefined) throw new Problem("language-missing");
    const blocks = blocksOfUnits(file, language);
    let text = "";
    for (const [at, block] of blocks.entries()) {
      const isListed = block.kind === "list-item" && blocks[at - 1]?.kind === "list-item";
      if (at > 0) text += isListed ? "\n" : "\n\n";
      text += render(block);
    }
    return encode(blocks.length === 0 ? "" : `${text}\n`);
  };
}
