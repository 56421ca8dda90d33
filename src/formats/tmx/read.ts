import { languageOf } from "../../domain/language.ts";
import {
  DEFAULT_LIMITS,
  type ExchangeFile,
  type ExchangeUnit,
  type FileOfAnySize,
  type ReadOptions,
  type TextStore,
} from "../contract.ts";
import { packUnits } from "../packed-units.ts";
import { decodeXmlParts } from "../xml/decode.ts";
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
  const units: ExchangeUnit[] = [];
  return { ...readInto((unit) => units.push(unit), bytes, options), units };
}

/** Like `read`, but neither all units nor the whole text are in memory. */
export function readUnits(bytes: Uint8Array, options: ReadOptions = {}, store?: TextStore): FileOfAnySize {
  const units = packUnits(store);
  const file = readInto(units.add, bytes, options);
  return { ...file, units: units.list() };
}

function readInto(
  add: (unit: ExchangeUnit) => void,
  bytes: Uint8Array,
  options: ReadOptions,
): Omit<ExchangeFile, "units"> {
  const chooser = createChooser();
  const scanner = createTmxScanner(
    (tu) => {
      for (const chosen of chooser.unitsOf(tu)) add(exchangeUnit(tu, chosen));
    },
    { limits: { ...DEFAULT_LIMITS, ...options.limits } },
  );
  for (const part of decodeXmlParts(bytes, options).parts()) scanner.parser.write(part);
  scanner.parser.close();
  return about(scanner, chooser);
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
