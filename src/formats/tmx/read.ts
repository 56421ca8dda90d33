import { languageOf } from "../../domain/language.ts";
import { DEFAULT_LIMITS, type ExchangeFile, type ExchangeUnit, type ReadOptions } from "../contract.ts";
import { decodeXml } from "../xml/decode.ts";
import { type StreamBatch, streamXml } from "../xml/stream.ts";
import { type Chooser, createChooser, exchangeUnit } from "./choose-variants.ts";
import { createTmxScanner } from "./scan.ts";
import type { TmxHeader } from "./scan-state.ts";

/**
 * Reads TMX 1.1–1.4b, with any number of languages to a unit. `prop`s become notes of category `prop:TYPE`; variants
 * in languages that are not ours, and second ones in one of ours, are counted in `skippedLanguages`.
 *
 * @throws {Problem} `xml-*`, `encoding-*`, `too-large`, `tmx-invalid`
 */
export function read(bytes: Uint8Array, options: ReadOptions = {}): ExchangeFile {
  const { text } = decodeXml(bytes, options);
  const chooser = createChooser();
  const units: ExchangeUnit[] = [];
  const scanner = createTmxScanner((tu) => units.push(exchangeUnit(tu, chooser.choose(tu))), {
    limits: { ...DEFAULT_LIMITS, ...options.limits },
  });
  scanner.parser.write(text);
  scanner.parser.close();
  return { ...about(scanner.header(), chooser), units };
}

/** The same from a stream, in batches of units, in memory that does not grow with the file. */
export function readStream(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
): AsyncGenerator<StreamBatch> {
  const chooser = createChooser();
  return streamXml(chunks, options, (emit, limits) => {
    const scanner = createTmxScanner((tu) => emit(exchangeUnit(tu, chooser.choose(tu))), { limits });
    return { parser: scanner.parser, about: () => about(scanner.header(), chooser) };
  });
}

function about(
  { version, attributes, notes }: TmxHeader,
  { tags, skipped }: Chooser,
): Omit<ExchangeFile, "units"> {
  const source = languageOf(attributes["srclang"] ?? "");
  const title = notes.find((note) => note.category === undefined);
  return {
    format: "tmx",
    version,
    ...(source === undefined ? {} : { source }),
    tags: { ...tags },
    ...(title === undefined ? {} : { title: title.text.trim().slice(0, 200) }),
    ...(skipped.size === 0 ? {} : { skippedLanguages: Object.fromEntries(skipped) }),
  };
}
