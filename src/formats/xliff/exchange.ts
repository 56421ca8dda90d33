import { plainText } from "../../domain/segment.ts";
import { basesOf } from "../base.ts";
import type { ExchangeFile, WriteOptions } from "../format.ts";
import { read } from "./read.ts";
import { splice, type TargetChange } from "./splice.ts";
import { write } from "./write.ts";

/** Fresh XLIFF that carries the versions of its units, where they are known. */
export const writeWithBases = (file: ExchangeFile, options: WriteOptions = {}): Uint8Array =>
  write(file, { ...options, bases: basesOf(file) });

/**
 * The units put into a file that came in. `undefined` when it is no mould for them: a source text is not
 * the file's own any more, or a unit is not in it.
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
  const there = new Map(read(original, direction).units.map((unit) => [unit.key, unit]));
  const changes = new Map<string, TargetChange>();
  for (const unit of file.units) {
    const wanted = unit.variants[source];
    if (wanted === undefined) continue;
    const found = there.get(unit.key)?.variants[source];
    if (found === undefined || plainText(found.content) !== plainText(wanted.content)) return undefined;
    const translation = unit.variants[target];
    if (translation === undefined) continue;
    const { content, state, subState } = translation;
    changes.set(unit.key, { target: content, state, ...(subState === undefined ? {} : { subState }) });
  }
  const targetTag = file.tags[target];
  const spliced = splice(original, changes, {
    ...direction,
    bases: basesOf(file),
    ...(options.candidates === undefined ? {} : { candidates: options.candidates }),
    ...(options.glossary === undefined ? {} : { glossary: options.glossary }),
    ...(targetTag === undefined ? {} : { targetTag }),
  });
  return spliced.findings.length > 0 ? undefined : spliced.bytes;
}
