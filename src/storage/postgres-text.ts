import type { Param } from "./port.ts";

/**
 * PostgreSQL stores no U+0000, and its JSON functions refuse the escapes of U+0000 and of lone surrogates. They are
 * stored as a mark and four hexadecimal digits. The mark is a noncharacter of Unicode; in a text it is written the same way.
 */
const MARK = "\uFDD0";

/** Texts without any of these are stored as they are. */
// oxlint-disable-next-line no-control-regex -- U+0000 is looked for
const IS_CONCERNED = /[\0\uFDD0]|\\u(?:0000|d[89a-f])/u;

/** An escape of JSON after an even number of backslashes, as `JSON.stringify` writes it. */
const ESCAPES = /(?<!\\)((?:\\\\)*)\\u(0000|d[89a-f][0-9a-f]{2})/gu;

const MARKED = /\uFDD0([0-9a-f]{4})/gu;

/** A parameter as PostgreSQL can store it. */
export function toPostgres(param: Param): Param {
  if (typeof param !== "string" || !IS_CONCERNED.test(param)) return param;
  const marked = param.replaceAll(MARK, `${MARK}fdd0`).replaceAll("\0", `${MARK}0000`);
  return isJson(param)
    ? marked.replaceAll(ESCAPES, (_, before: string, code: string) => before + MARK + code)
    : marked;
}

/** A value of a row as it was before `toPostgres`. */
export function fromPostgres(value: unknown): unknown {
  if (typeof value !== "string" || !value.includes(MARK)) return value;
  const written = (escape: (code: string) => string): string =>
    value.replaceAll(MARKED, (_, code: string) => (code === "fdd0" ? MARK : escape(code)));
  const json = written((code) => String.raw`\u${code}`);
  return isJson(json) ? json : written((code) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** True for a JSON list or object. */
function isJson(text: string): boolean {
  if (!/^[[{]/u.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
