import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { Problem } from "../../domain/problem.ts";
import {
  DEFAULT_LIMITS,
  type ExchangeFile,
  type ExchangeUnit,
  type ReadOptions,
} from "../../formats/contract.ts";
import type { FormatName } from "../../formats/traits.ts";
import { guessFormat } from "../../formats/registry.ts";
import { readStream as readTmx } from "../../formats/tmx/read.ts";
import { readStream as readXliff } from "../../formats/xliff/read.ts";
import { decodeStream, type StreamBatch } from "../../formats/xml/stream.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { codeOf, reasonOf } from "./paths.ts";

/** Largest file in bytes that is sent whole: no server takes more. */
export const WHOLE_LIMIT = DEFAULT_LIMITS.bytes;
/** The largest file that is read, in bytes. */
const FILE_LIMIT = 4 * 1024 ** 3;
/** Most units of a batch, and about the most UTF-16 units of their texts. */
const BATCH_UNITS = 1000;
const BATCH_TEXT = 500_000;
/** A server with a lower limit, in bytes, takes no batch either. */
export const BATCH_BYTES = 2 * 1024 * 1024;
const CHUNK = 256 * 1024;
const HEAD = 4096;

const READERS = { xliff: readXliff, tmx: readTmx } as const;
export type StreamedFormat = keyof typeof READERS;
export const isStreamed = (format: FormatName): format is StreamedFormat => format in READERS;

/** A file that is read in parts: it may be larger than memory and than one request. */
export interface LargeFile {
  readonly absolute: string;
  readonly name: string;
  readonly size: number;
  readonly format: StreamedFormat;
  readonly reading: Pick<ReadOptions, "encoding" | "source" | "target">;
}

/** Result of the first reading. Nothing is sent before the whole file has been read. */
export interface Survey {
  /** SHA-256 of the bytes, hexadecimal. */
  readonly hash: string;
  readonly severalFiles: boolean;
  readonly about: Omit<ExchangeFile, "units">;
  readonly units: number;
  readonly batches: number;
  /** Units that can't be read. */
  readonly rejected: readonly ExchangeUnit[];
}

/** Is called with the number of bytes that were read. */
type Heard = (bytes: number) => void;

/** @throws {Failure} `not-read` (74); `undefined` when there is no such file */
export async function sizeOf(absolute: string, shown: string): Promise<number | undefined> {
  try {
    return (await stat(absolute)).size;
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined;
    throw new Failure(EXIT.inputOutput, "not-read", { path: shown, reason: reasonOf(error) });
  }
}

/**
 * A file that is to be read in parts.
 *
 * @throws {Problem} `too-large` for a format that can only be read whole; `unsupported-format`
 */
export async function largeFile(
  absolute: string,
  size: number,
  { format, ...reading }: LargeFile["reading"] & { readonly format?: FormatName | undefined },
): Promise<LargeFile> {
  const name = basename(absolute);
  const found = format ?? guessFormat(await headOf(absolute, name), name);
  if (!isStreamed(found)) throw new Problem("too-large", { limit: WHOLE_LIMIT, size }, { file: name });
  return { absolute, name, size, format: found, reading };
}

async function headOf(absolute: string, shown: string): Promise<Uint8Array> {
  try {
    const handle = await open(absolute);
    try {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(HEAD), 0, HEAD, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new Failure(EXIT.inputOutput, "not-read", { path: shown, reason: reasonOf(error) });
  }
}

async function* chunksOf(
  { absolute, name }: LargeFile,
  signal: AbortSignal,
  heard: Heard = () => undefined,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(absolute, { highWaterMark: CHUNK, signal })) {
      const part = chunk as Uint8Array;
      bytes += part.length;
      yield part;
      heard(bytes);
    }
  } catch (error) {
    if (codeOf(error) === undefined || signal.aborted) throw error;
    throw new Failure(EXIT.inputOutput, "not-read", { path: name, reason: reasonOf(error) });
  }
}

/** SHA-256 of a file of any size, hexadecimal. */
export async function hashOfFile(absolute: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(absolute, { highWaterMark: CHUNK }))
    hash.update(chunk as Uint8Array);
  return hash.digest("hex");
}

/** The units of the file in batches, which are the same at each reading. @throws {Problem} as its reader does */
export async function* batchesOf(
  file: LargeFile,
  severalFiles: boolean,
  signal: AbortSignal,
  heard?: Heard,
): AsyncGenerator<StreamBatch> {
  const options = {
    ...file.reading,
    filename: file.name,
    severalFiles,
    limits: { bytes: FILE_LIMIT, units: Number.POSITIVE_INFINITY },
  };
  let units: ExchangeUnit[] = [];
  let text = 0;
  let about: StreamBatch["file"] | undefined;
  for await (const batch of READERS[file.format](chunksOf(file, signal, heard), options)) {
    about = batch.file;
    for (const unit of batch.units) {
      units.push(unit);
      text += lengthOf(unit);
      if (units.length < BATCH_UNITS && text < BATCH_TEXT) continue;
      yield { file: about, units };
      units = [];
      text = 0;
    }
  }
  if (about !== undefined) yield { file: about, units };
}

function lengthOf({ variants, notes }: ExchangeUnit): number {
  let length = 0;
  for (const draft of Object.values(variants))
    for (const part of draft.content) length += typeof part === "string" ? part.length : 100;
  for (const { text } of notes) length += text.length;
  return length;
}

/** Reads the whole file once. @throws {Problem} when it has a fault */
export async function surveyOf(file: LargeFile, signal: AbortSignal, heard: Heard): Promise<Survey> {
  const { hash, severalFiles } = await fingerprintOf(file, signal, (bytes) => heard(bytes / 4));
  const rejected: ExchangeUnit[] = [];
  let units = 0;
  let batches = 0;
  let about: Survey["about"] = { format: file.format, tags: {} };
  const after = (bytes: number): void => heard((file.size + 3 * bytes) / 4);
  for await (const batch of batchesOf(file, severalFiles, signal, after)) {
    about = batch.file;
    units += batch.units.length;
    batches += 1;
    for (const unit of batch.units) if (unit.rejection !== undefined) rejected.push(unit);
  }
  return { hash, severalFiles, about, units, batches, rejected };
}

/** Hash and number of `<file>` elements. Keys name their `<file>` when there are several, which only a whole reading tells. */
async function fingerprintOf(
  file: LargeFile,
  signal: AbortSignal,
  heard: Heard,
): Promise<Pick<Survey, "hash" | "severalFiles">> {
  const hash = createHash("sha256");
  const hashed = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunksOf(file, signal, heard)) {
      hash.update(chunk);
      yield chunk;
    }
  };
  let files = 0;
  let tail = "";
  for await (const part of decodeStream(hashed(), file.reading.encoding, FILE_LIMIT)) {
    if (file.format !== "xliff" || files > 1) continue;
    const text = tail + part;
    const cut = text.lastIndexOf("<");
    // A tag that may go on in the next part is counted with it.
    const whole = cut === -1 ? text : text.slice(0, cut);
    tail = cut === -1 ? "" : text.slice(cut).slice(0, HEAD);
    files += whole.match(/<(?:[\w.-]{1,64}:)?file[\s>]/gu)?.length ?? 0;
  }
  return { hash: hash.digest("hex"), severalFiles: files > 1 };
}
