/** A pair of marks; `open` and `close` may hold several that stand for each other. */
export interface Pair {
  readonly name: string;
  readonly open: string;
  readonly close: string;
}

/** Where marks have no partner: places of those opened and never closed, or closed and never opened. */
export function unbalanced(text: string, { open, close }: Pair): readonly number[] {
  if (!any(text, open) && !any(text, close)) return NONE;
  const opened: number[] = [];
  const alone: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (open.includes(char)) opened.push(at);
    else if (close.includes(char) && opened.pop() === undefined) alone.push(at);
  }
  return [...alone, ...opened];
}

const NONE: readonly number[] = [];
function any(text: string, marks: string): boolean {
  for (const mark of marks) if (text.includes(mark)) return true;
  return false;
}
