/** From an offset in a text to the offset of the same character in the file. */
export type Places = (offset: number) => number;

/** Where a text with LF line ends stands in a file with any line ends. */
export function placesOfLines(file: string): Places {
  if (!file.includes("\r")) return (offset) => offset;
  const starts: number[] = [0];
  const shifts: number[] = [0];
  let shift = 0;
  for (const { index } of file.matchAll(/\r\n/gu)) {
    shift += 1;
    starts.push(index - shift + 2);
    shifts.push(shift);
  }
  return (offset) => offset + (shifts[lastAtMost(starts, offset)] ?? 0);
}

/**
 * Where the lines of a container stand in the container's source: the same lines without their indentation and marks.
 *
 * @param inner the text of the container, as the lexer gives it
 * @param outer the source of the container, with the places of its characters
 * @returns `undefined` if a line is not found
 */
export function placesInContainer(inner: string, outer: string, places: Places): Places | undefined {
  const outerLines = linesOf(outer);
  const starts: number[] = [];
  const shifts: number[] = [];
  let cursor = 0;
  for (const { text, start } of linesOf(inner)) {
    const wanted = text.trimEnd();
    if (wanted.trim() !== "")
      while (cursor < outerLines.length && !endsAlike(outerLines[cursor]?.text ?? "", wanted)) cursor += 1;
    const line = outerLines[cursor];
    if (line === undefined) {
      if (wanted.trim() !== "") return undefined;
      break;
    }
    starts.push(start);
    shifts.push(line.start + line.text.trimEnd().length - wanted.length - start);
    cursor += 1;
  }
  if (starts.length === 0) return undefined;
  return (offset) => places(offset + (shifts[lastAtMost(starts, offset)] ?? 0));
}

/** A line of a list may have had tabs before its text. */
const endsAlike = (line: string, wanted: string): boolean =>
  line.trimEnd().endsWith(wanted) || line.trimEnd().endsWith(wanted.trimStart());

/**
 * Where a text stands in its source, if the text differs by backslashes that were taken out.
 *
 * @returns `undefined` if they differ otherwise
 */
export function placesUnescaped(
  text: string,
  source: string,
  from: number,
  places: Places,
): Places | undefined {
  if (source.startsWith(text, from)) return (offset) => places(offset + from);
  const offsets: number[] = [];
  let at = from;
  for (let index = 0; index < text.length; index += 1) {
    if (source[at] !== text[index] && source[at] === "\\") at += 1;
    if (source[at] !== text[index]) return undefined;
    offsets.push(at);
    at += 1;
  }
  return (offset) => places(offsets[offset] ?? at);
}

/** The end of a stretch in the file. After a line end it is the start of the next line's text. */
export function endPlace(places: Places, text: string, end: number): number {
  if (end === 0) return places(0);
  return text[end - 1] === "\n" && end < text.length ? places(end) : places(end - 1) + 1;
}

function linesOf(text: string): { text: string; start: number }[] {
  let start = 0;
  return text.split("\n").map((line) => {
    const here = { text: line, start };
    start += line.length + 1;
    return here;
  });
}

function lastAtMost(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
