import { Problem } from "../../domain/problem.ts";
import { byteOrderMark, encodingName } from "../encoding.ts";
import {
  DEFAULT_LIMITS,
  type ExchangeFile,
  type ExchangeUnit,
  type Limits,
  type ReadOptions,
} from "../contract.ts";
import { declaredEncoding } from "./decode.ts";
import type { XmlParser } from "./reader.ts";

/** Some units of a file, and what is known of the file so far. */
export interface StreamBatch {
  readonly file: Omit<ExchangeFile, "units">;
  readonly units: readonly ExchangeUnit[];
}

const BATCH = 1000;
/** The declaration of the encoding stands within this many bytes. */
const HEAD = 1024;

/**
 * Feeds chunks of bytes to an incremental parser and yields units in batches. The last batch may be empty; it comes when
 * the document has ended well. The encoding is never guessed: it is UTF-8 unless the file or the caller names another.
 * `options.limits.bytes` defaults to one gigabyte here.
 */
export async function* streamXml(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions,
  start: (
    emit: (unit: ExchangeUnit) => void,
    limits: Limits,
  ) => { readonly parser: XmlParser; readonly about: () => Omit<ExchangeFile, "units"> },
): AsyncGenerator<StreamBatch> {
  const limits = { ...DEFAULT_LIMITS, bytes: 1024 ** 3, ...options.limits };
  let units: ExchangeUnit[] = [];
  const { parser, about } = start((unit) => units.push(unit), limits);
  for await (const text of decodeStream(chunks, options.encoding, limits.bytes)) {
    parser.write(text);
    if (units.length >= BATCH) {
      yield { file: about(), units };
      units = [];
    }
  }
  parser.close();
  yield { file: about(), units };
}

/** Decodes chunks of bytes to chunks of text. @throws {Problem} `file-empty`, `too-large`, `encoding-*` */
export async function* decodeStream(
  chunks: AsyncIterable<Uint8Array>,
  given: string | undefined,
  limit: number,
): AsyncGenerator<string> {
  let head: Uint8Array | undefined = new Uint8Array();
  let decoder: TextDecoder | undefined;
  let size = 0;
  const begin = (bytes: Uint8Array): string => {
    if (bytes.length === 0) throw new Problem("file-empty");
    const mark = byteOrderMark(bytes);
    const label = mark?.encoding ?? given ?? declaredEncoding(bytes) ?? "utf-8";
    const encoding = encodingName(label);
    if (encoding === undefined) throw new Problem("encoding-unknown", { encoding: label.slice(0, 64) });
    decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    return decode(bytes.subarray(mark?.length ?? 0), true);
  };
  const decode = (bytes: Uint8Array, more: boolean): string => {
    try {
      return decoder?.decode(bytes, { stream: more }) ?? "";
    } catch {
      throw new Problem("encoding-invalid", {
        encoding: decoder?.encoding ?? "",
        offset: Math.max(0, size - bytes.length),
      });
    }
  };
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limit) throw new Problem("too-large", { size, limit });
    if (head === undefined) yield decode(chunk, true);
    else {
      const joined: Uint8Array = new Uint8Array(head.length + chunk.length);
      joined.set(head);
      joined.set(chunk, head.length);
      head = joined;
      if (head.length >= HEAD) {
        yield begin(head);
        head = undefined;
      }
    }
  }
  if (head !== undefined) yield begin(head);
  yield decode(new Uint8Array(), false);
}
