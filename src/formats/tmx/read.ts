import { languageOf } from "../../domain/language.ts";
import { DEFAULT_LIMITS, type ExchangeFile, type ExchangeUnit, type ReadOptions } from "../contract.ts";
import { decodeXml } from "../xml/decode.ts";
import { type StreamBatch, streamXml } from "../xml/stream.ts";
import { type Chooser, createChooser, exchangeUnit } from "./choose-variants.ts";
import { createTmxScanner, type TmxScanner } from "./scan.ts";

/**
 * Reads TMX 1.1–1.4b with any number of languages in a unit. A `prop` becomes a note of category `prop:TYPE`.
 * Variants in languages that we do not support are counted in `skippedLanguages`. A second variant in one of our
 * languages makes a further unit with the key `KEY+TAG`. A `tu` that cannot be read is a rejected unit; a `tuv`
 * without `seg` is a warning.
 *
 * @throws {Problem} `xml-*`, `encoding-*`, `too-large`, `tmx-invalid`
 */
export function read(bytes: Uint8Array, options: ReadOptions = {}): ExchangeFile {
  const { text } = decodeXml(bytes, options);
  const chooser = createChooser();
  const units: ExchangeUnit[] = [];
  const scanner = createTmxScanner(
    (tu) => {
      for (const chosen of chooser.unitsOf(tu)) units.push(exchangeUnit(tu, chosen));
    },
    { limits: { ...DEFAULT_LIMITS, ...options.limits } },
  );
  scanner.parser.write(text);
  scanner.parser.close();
  return { ...about(scanner, chooser), units };
}

/** Like `read`, but from a stream: returns batches of units, and memory does not grow with the file. */
export function readStream(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
): AsyncGenerator<StreamBatch> {
  const chooser = createChooser();
  return streamXml(chunks, options, (emit, limits) => {
    const scanner = createTmxScanner(
      (tu) => {
        for (const chosen of chooser.unitsOf(tu)) emit(exchangeUnit(tu, chosen));
      },
      { limits },
    );
    return { parser: scanner.parser, about: () => about(scanner, chooser) };
  });
}

function about(scanner: TmxScanner, { tags, skipped }: Chooser): Omit<ExchangeFile, "units"> {
  const { version, attributes, notes } = scanner.header();
  const warnings = scanner.warnings();
  const source = languageOf(attributes["srclang"] ?? "");
  const title = notes.find((note) => note.category === undefined);
  return {
    format: "tmx",
    version,
    ...(source === undefined ? {} : { source }),
    tags: { ...tags },
    ...(title === undefined ? {} : { title: title.text.trim().slice(0, 200) }),
    ...(skipped.size === 0 ? {} : { skippedLanguages: Object.fromEntries(skipped) }),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}
