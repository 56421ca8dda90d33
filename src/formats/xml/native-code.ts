import type { Code } from "../../domain/segment.ts";

/**
 * Adds to a code the native code that its element contained: `data` is its text, `markup` all of it when it contains
 * elements (`sub`). Written without spread syntax, which takes several times as long and runs once per code.
 */
export function nativeCode(
  { kind, id, element, attributes = {} }: Code,
  data: string,
  markup: string | undefined,
): Code {
  if (markup !== undefined) {
    return data === ""
      ? { kind, id, element, attributes, markup }
      : { kind, id, element, attributes, data, markup };
  }
  return data === "" ? { kind, id, element, attributes } : { kind, id, element, attributes, data };
}
