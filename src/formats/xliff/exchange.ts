import { placeholderText } from "../../domain/segment.ts";
import { basesOf } from "../unit-base.ts";
import type { ExchangeFile, WriteOptions } from "../contract.ts";
import { unitLanguages } from "./read.ts";
import { joinSegments } from "./scan/scanned.ts";
import { splice } from "./splice/splice.ts";
import { write } from "./write.ts";

/** Writes fresh XLIFF with the known versions of its units. */
export const writeWithBases = (file: ExchangeFile, options: WriteOptions = {}): Uint8Array =>
  write(file, { ...options, bases: basesOf(file) });

/**
 * The units put into a file that came in: targets, states, and sources that were edited since. Units that only the file
 * has stay as they are. `undefined` when it is no mould for them: it lacks a unit, or has other segments.
 */
export function spliceUnits(
  original: Uint8Array,
  file: ExchangeFile,
  options: WriteOptions = {},
): Uint8Array | undefined {
  const source = options.source ?? file.source;
  const target = options.target ?? file.target;
  if (source === undefined || target === undefined) return undefined;
  const direction = { source, target };
  const wanted = new Map(
    file.units.filter(({ variants }) => variants[source] !== undefined).map((unit) => [unit.key, unit]),
  );
  const targetTag = file.tags[target];
  const spliced = splice(
    original,
    (unit) => {
      const variants = wanted.get(unit.key)?.variants;
      const text = joinSegments(unit.segments, "source") ?? [];
      // A unit without a source text, or in another language, is not the one that we have.
      if (!variants?.[source] || text.length === 0 || unitLanguages(unit, direction).source !== source)
        return undefined;
      wanted.delete(unit.key);
      const { content } = variants[source];
      const translation = variants[target];
      const { state, subState } = translation ?? {};
      return {
        // Ids of codes differ between the files that a document came in with.
        ...(placeholderText(content) === placeholderText(text) ? {} : { source: content }),
        ...(translation === undefined ? {} : { target: translation.content }),
        ...(state === undefined ? {} : { state }),
        ...(subState === undefined ? {} : { subState }),
      };
    },
    {
      ...direction,
      bases: basesOf(file),
      ...(options.candidates === undefined ? {} : { candidates: options.candidates }),
      ...(options.glossary === undefined ? {} : { glossary: options.glossary }),
      ...(targetTag === undefined ? {} : { targetTag }),
    },
  );
  return wanted.size > 0 || spliced.findings.length > 0 ? undefined : spliced.bytes;
}
