import { expect, test } from "vitest";
import { HINT, MODES, SAYS } from "../../src/checks/modality/mode-words.ts";
import { LANGUAGES } from "../../src/domain/language.ts";

/** Alternatives of a pattern at its top level: `a|(?:b|c)` has two. */
function alternatives(pattern: string): string[] {
  const found: string[] = [""];
  let depth = 0;
  for (const sign of pattern) {
    if (sign === "(") depth++;
    if (sign === ")") depth--;
    if (sign === "|" && depth === 0) found.push("");
    else found[found.length - 1] += sign;
  }
  return found;
}

/** End of the group that begins at a bracket. */
function endOfGroup(pattern: string, start: number): number {
  let depth = 0;
  for (let at = start; at < pattern.length; at++) {
    if (pattern[at] === "(") depth++;
    if (pattern[at] === ")" && --depth === 0) return at;
  }
  throw new Error(`no end of a group: ${pattern.slice(start)}`);
}

/**
 * The shortest words that a pattern of `SAYS` matches: classes of letters with `*` are left out, with `+` there is one
 * letter. Looking around is left out too.
 */
function wordsOf(pattern: string): string[] {
  return alternatives(pattern).flatMap((branch) => {
    let words = [""];
    for (let at = 0; at < branch.length;) {
      let parts: string[];
      const rest = branch.slice(at);
      const atom = /^(?:\\p\{\w+\}|\\.|\[[^\]]+\]|[^(])/u.exec(rest)?.[0];
      if (atom === undefined) {
        const end = endOfGroup(branch, at);
        const inside = branch.slice(at, end);
        parts = /^\(\?<?[!=]/u.test(inside) ? [""] : wordsOf(inside.replace(/^\((?:\?:)?/u, ""));
        at = end + 1;
      } else {
        if (atom === "\\b") parts = [""];
        else if (atom.startsWith("\\")) parts = ["x"];
        else parts = atom.startsWith("[") ? Array.from(atom.slice(1, -1)) : [atom];
        at += atom.length;
      }
      const times = /^(?:[?*]|\+|\{\d,\d\})/u.exec(branch.slice(at))?.[0] ?? "";
      at += times.length;
      if (times === "?" || times === "*") parts = ["", ...(times === "?" ? parts : [])];
      words = words.flatMap((word) => parts.map((part) => word + part));
    }
    return words;
  });
}

test.each(LANGUAGES)("the hint is in every word that says a mode (%s)", (language) => {
  for (const mode of MODES) {
    const words = wordsOf(SAYS[mode][language].source);
    expect(words.length).toBeGreaterThan(5);
    expect(words.filter((word) => !HINT[language].test(word))).toEqual([]);
  }
});
