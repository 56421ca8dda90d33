/**
 * Splits a list into JSON arrays of about `limit` UTF-16 units. The default keeps them below the 2 MB that D1 allows for
 * one parameter, because a UTF-16 unit takes up to three bytes. A longer item is a part of its own.
 */
export function jsonParts(list: readonly unknown[], limit = 500_000): string[] {
  const parts: string[] = [];
  let part: string[] = [];
  let size = 0;
  for (const item of list) {
    const json = JSON.stringify(item);
    if (part.length > 0 && size + json.length > limit) {
      parts.push(`[${part.join(",")}]`);
      part = [];
      size = 0;
    }
    part.push(json);
    size += json.length + 1;
  }
  if (part.length > 0) parts.push(`[${part.join(",")}]`);
  return parts;
}
