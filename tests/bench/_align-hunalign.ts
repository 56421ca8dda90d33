import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Language } from "../../src/domain/language.ts";

/** Whether a `hunalign` binary is on the PATH. */
export function hasHunalign(): boolean {
  try {
    execFileSync("sh", ["-c", "command -v hunalign"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** hunalign without a dictionary, with `-realign`. Chinese is split into words, as its manual requires. */
export function hunalign(
  first: readonly string[],
  second: readonly string[],
  languages: readonly [Language, Language],
): number[][][] {
  const folder = mkdtempSync(join(tmpdir(), "hunalign-"));
  try {
    const write = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const tokenised = (texts: readonly string[], language: Language) =>
      `${texts
        .map((text) =>
          [...new Intl.Segmenter(language, { granularity: "word" }).segment(text)]
            .map(({ segment }) => segment.trim())
            .filter(Boolean)
            .join(" "),
        )
        .join("\n")}\n`;
    const output = execFileSync(
      "hunalign",
      [
        "-realign",
        write("none.dic", ""),
        write("a", tokenised(first, languages[0])),
        write("b", tokenised(second, languages[1])),
      ],
      { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
    );
    const rungs = output
      .trim()
      .split("\n")
      .map((line) => line.split("\t").map(Number));
    return rungs.slice(1).map((to, index) => {
      const from = rungs[index] ?? [0, 0];
      return [0, 1].map((side) => {
        const start = from[side] ?? 0;
        return Array.from({ length: (to[side] ?? 0) - start }, (_, k) => start + k);
      });
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
