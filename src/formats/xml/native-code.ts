import type { Code } from "../../domain/segment.ts";

/**
 * A code with the native code that its element held: what of it is text and, where there is markup in it (`sub`), all of
 * it. Written out, as there are as many of them as codes in a file: `...` takes several times as long.
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
