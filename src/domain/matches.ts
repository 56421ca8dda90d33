const NONE: readonly RegExpExecArray[] = [];

/**
 * All matches of a global pattern, in order. `matchAll` copies the pattern, which takes longer than the search in
 * a sentence. The pattern must not be in use elsewhere at the same time.
 */
export function matchesOf(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  pattern.lastIndex = 0;
  let match = pattern.exec(text);
  if (match === null) return NONE;
  const found: RegExpExecArray[] = [];
  for (; match !== null; match = pattern.exec(text)) {
    found.push(match);
    if (match[0] === "") pattern.lastIndex++;
  }
  return found;
}
