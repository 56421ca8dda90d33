import { gathered } from "../domain/bytes.ts";
import { Problem } from "../domain/problem.ts";

export const MEBIBYTE = 1024 * 1024;
/** Largest body on a Worker, in bytes: a Worker has only 128 MB of memory. */
export const WORKER_BODY_LIMIT = 10 * MEBIBYTE;

/**
 * Reads a request's body. The limit applies to the bytes that arrive, whether the body is chunked or not; a small
 * `Content-Length` does not raise it.
 *
 * @param limit in bytes
 * @throws {Problem} `too-large` over the limit, `unsupported-format` for a compressed body
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const encoding = request.headers.get("content-encoding");
  if (encoding !== null && encoding.trim().toLowerCase() !== "identity") {
    throw new Problem("unsupported-format", { format: encoding.slice(0, 40) });
  }
  const tooLarge = () => new Problem("too-large", { limit: `${Math.floor(limit / MEBIBYTE)} MiB` });
  if (Number(request.headers.get("content-length")) > limit) throw tooLarge();
  // HTTP ends a body at its Content-Length, so a small one need not be counted, and is read without a stream.
  if (isDeclaredSmall(request.headers)) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.byteLength > limit) throw tooLarge();
    return bytes;
  }
  if (request.body === null) return new Uint8Array();
  return gathered(request.body, Number(request.headers.get("content-length")) || SMALL, (length) => {
    if (length > limit) throw tooLarge();
  });
}

/** In bytes. */
const SMALL = 64 * 1024;

const isDeclaredSmall = (headers: Headers): boolean => {
  const length = headers.get("content-length");
  return length !== null && Number(length) <= SMALL && !headers.has("transfer-encoding");
};

/**
 * Parses a JSON body: UTF-8 only, and no `__proto__` key at any depth.
 *
 * @throws {Problem} `bad-json`, with line and column if the engine reports them
 */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("bad-json");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Problem("bad-json", {}, placeOf(error, text));
  }
  // The key may be written with escapes. The slower parse runs only for texts that may contain the key.
  if (/__proto__|\\u00/u.test(text)) JSON.parse(text, refusePrototype);
  return value;
}

function refusePrototype(key: string, value: unknown): unknown {
  if (key === "__proto__") throw new Problem("bad-json", {}, { field: key });
  return value;
}

/** Line and column of a syntax error, from the offset in V8's message. */
function placeOf(error: unknown, text: string): { line?: number; column?: number } {
  const offset = /at position (\d{1,9})/u.exec(error instanceof Error ? error.message : "")?.[1];
  if (offset === undefined) return {};
  const before = text.slice(0, Number(offset));
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: before.length - lineStart + 1 };
}

/** The parts of a multipart form. @throws {Problem} `bad-request` */
export async function readForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { "content-type": contentType } }).formData();
  } catch {
    throw new Problem("bad-request");
  }
}

export interface Upload {
  readonly bytes: Uint8Array;
  readonly filename?: string;
  /** The other fields of a multipart form. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Returns the uploaded file: the part `file` of a multipart form, or else the whole body.
 *
 * @throws {Problem} `bad-request` for a form that can't be read, `file-empty` for a form without a file
 */
export async function parseUpload(
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string | undefined,
  filename: string | undefined,
): Promise<Upload> {
  if (!/^multipart\/form-data\b/iu.test(contentType ?? "")) {
    return { bytes, fields: {}, ...(filename === undefined ? {} : { filename }) };
  }
  const form = await readForm(bytes, contentType ?? "");
  const fields = new Map<string, string>();
  let file: File | undefined;
  for (const [name, value] of form) {
    if (typeof value === "string") fields.set(name, value);
    else if (name === "file") file ??= value;
  }
  if (file === undefined) throw new Problem("file-empty");
  const name = filename ?? file.name;
  return {
    bytes: new Uint8Array(await file.arrayBuffer()),
    fields: Object.fromEntries([...fields].filter(([key]) => key !== "__proto__")),
    ...(name === "" ? {} : { filename: name }),
  };
}
