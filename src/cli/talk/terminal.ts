/**
 * C0 and C1 controls, DEL and the marks that reorder text. A terminal may obey them, or show the text in another order.
 * The caller decides about LF and TAB.
 */
const DANGEROUS =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/gu;

const codePoint = (character: string): string =>
  (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");

/** Foreign text made safe to print: dangerous characters are replaced by their numbers. */
export function printable(text: string): string {
  return text.toWellFormed().replace(DANGEROUS, (character) => `<U+${codePoint(character)}>`);
}

/** As `printable`, on one line. */
export function oneLine(text: string): string {
  return printable(text).replace(/\n/gu, "⏎").replace(/\t/gu, "⇥");
}

/**
 * A word of a command line that a person can copy: quoted where a shell (POSIX, bash, zsh) would take it for more than one
 * word or for an option. Characters that a terminal may obey are written as escapes, which bash and zsh understand.
 */
export function shellWord(text: string): string {
  const word = text.startsWith("-") ? `./${text}` : text;
  if (/^[\p{L}\p{N}_@%+=:,./-]+$/u.test(word)) return word;
  // Without the flag `g` a search does not remember where it was.
  if (!new RegExp(`${DANGEROUS.source}|[\\t\\n]`, "u").test(word))
    return `'${word.replaceAll("'", "'\\''")}'`;
  const escaped = word
    .replace(/[\\']/gu, "\\$&")
    .replace(/[\t\n]/gu, (character) => (character === "\n" ? "\\n" : "\\t"))
    .replace(DANGEROUS, (character) => `\\u${codePoint(character)}`);
  return `$'${escaped}'`;
}

/** The same data as JSON that is safe to print. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(
    DANGEROUS,
    (character) => `\\u${codePoint(character).toLowerCase()}`,
  );
}

const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;
export type Style = keyof typeof STYLES;
export type Paint = (style: Style, text: string) => string;

/** Colours text when colours are wanted (no-color.org) and the terminal can show them. */
export function painter(
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
  wanted: boolean,
): Paint {
  const on = wanted && isTerminal && !env["NO_COLOR"] && env["TERM"] !== "dumb";
  return (style, text) => (on ? `\u001B[${STYLES[style]}m${text}\u001B[0m` : text);
}

/** Width of a text in terminal columns: Han and full-width characters have two. */
export function width(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    columns +=
      /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return columns;
}

/** Rows with aligned columns, each row one line. Columns from `numbers` on are aligned at their right. */
export function table(rows: readonly (readonly string[])[], numbers = Infinity): string {
  const widths: number[] = [];
  const cells = rows.map((row) => row.map(oneLine));
  for (const row of cells) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, width(cell));
  }
  return cells
    .map((row) =>
      row
        .map((cell, at) => {
          const space = " ".repeat((widths[at] ?? 0) - width(cell));
          return at >= numbers ? space + cell : cell + space;
        })
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

/** A progress line on a terminal; nothing elsewhere. */
export interface Progress {
  /** Adds one. */
  step(label: string): void;
  /** Sets the number done. */
  at(done: number, label: string): void;
  end(): void;
}

/** A line on a terminal that says, second by second, how long something takes; nothing elsewhere. */
export function waiting(write: (text: string) => void, label: string, shown: boolean): { end(): void } {
  if (!shown) return { end: () => undefined };
  let seconds = 0;
  const tell = () => write(`\r\u001B[K${oneLine(label)} ${seconds} s`);
  tell();
  const timer = setInterval(() => {
    seconds += 1;
    tell();
  }, 1000);
  return {
    end: () => {
      clearInterval(timer);
      write("\r\u001B[K");
    },
  };
}

const CELLS = 20;

export function progress(write: (text: string) => void, total: number, shown: boolean): Progress {
  if (!shown || total < 2) return { step: () => undefined, at: () => undefined, end: () => undefined };
  let done = 0;
  let last = "";
  const at: Progress["at"] = (now, label) => {
    done = Math.min(now, total);
    const filled = Math.round((CELLS * done) / total);
    const line = `[${"#".repeat(filled)}${".".repeat(CELLS - filled)}] ${done}/${total} ${oneLine(label)}`;
    if (line !== last) write(`\r\u001B[K${line}`);
    last = line;
  };
  return {
    at,
    step: (label) => at(done + 1, label),
    end: () => write("\r\u001B[K"),
  };
}
