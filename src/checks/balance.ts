import type { Issue, TextView } from "./check.ts";

/** A pair of marks; `open` and `close` may hold several marks that are equivalent. */
export interface Pair {
  readonly name: string;
  readonly open: string;
  readonly close: string;
}

/** Positions of the marks without a partner: opened and never closed, or closed and never opened. */
export function unbalanced(text: string, pair: Pair): readonly number[] {
  if (!hasAny(text, pair)) return NONE;
  const { open, close } = pair;
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

/** True if a text has a mark of the pair. */
export function hasAny(text: string, { open, close }: Pair): boolean {
  for (const mark of open) if (text.includes(mark)) return true;
  for (const mark of close) if (text.includes(mark)) return true;
  return false;
}

const signsOf = ({ view, alone }: { readonly view: TextView; readonly alone: readonly number[] }): string =>
  alone.map((at) => view.text.charAt(at)).join("");

/** Reports marks without a partner in some languages, but not in all. */
export function* unclosed(
  written: readonly TextView[],
  message: string,
  aloneIn: (view: TextView) => readonly number[],
): Generator<Issue> {
  const found = written.map((view) => ({ view, alone: aloneIn(view) }));
  // If the mark is open in all languages or in two of three, the sentence continues in another unit.
  const open = found.filter(({ alone }) => alone.length > 0).length;
  if (found.length > 1 && open >= Math.min(found.length, 2) && found.every(({ alone }) => alone.length < 2))
    return;
  if (found.length > 1 && open === found.length) return;
  // Two languages show the same brackets: “Missing ] after %s[”.
  const [first, second] = found.filter(({ alone }) => alone.length > 0).map(signsOf);
  if (open === 2 && found.length === 3 && first === second && first !== undefined && first.length > 1) return;
  for (const { view, alone } of found) {
    if (alone.length === 0) continue;
    const { language, text } = view;
    yield {
      ...(written.length === 1 && { severity: "info" as const }),
      certainty: written.length === 1 ? "possible" : "likely",
      languages: [language],
      ranges: { [language]: alone.map((at) => ({ start: at, end: at + 1 })) },
      message,
      params: { language, values: alone.map((at) => text.charAt(at)).join(" ") },
    };
  }
}
