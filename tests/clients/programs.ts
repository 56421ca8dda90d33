import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Content } from "../../src/domain/segment.ts";
import type { ExchangeFile, ExchangeUnit } from "../../src/formats/contract.ts";

/** The reason why a test with another program is skipped; empty when the program is installed. */
export function missing(program: string): string {
  const found = spawnSync("sh", ["-c", `command -v ${program}`], { encoding: "utf8" });
  return found.status === 0 ? "" : ` (skipped: ${program} is not installed)`;
}

export interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a program until it ends, at most two minutes. */
export function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Outcome {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: "utf8",
    timeout: 120_000,
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, output: stdout + stderr };
}

export const workFolder = (): string => mkdtempSync(join(tmpdir(), "polynya-clients-"));

const unit = (key: string, en: Content, ru?: Content): ExchangeUnit => ({
  key,
  line: 0,
  notes: [{ text: `Where: ${key}` }],
  variants: {
    en: { content: en, state: "final" },
    ...(ru === undefined ? {} : { ru: { content: ru, state: "translated" } }),
  },
});

/** The file for every program: plain text, markup characters, codes, characters beyond the BMP, a unit without translation. */
export const SAMPLE: ExchangeFile = {
  format: "xliff",
  source: "en",
  target: "ru",
  tags: { en: "en", ru: "ru" },
  title: "seminar.txt",
  units: [
    unit("route", ["The Northern Sea Route is open."], ["Северный морской путь открыт."]),
    unit("markup", ['Ice & <b>snow</b> > "water"'], ["Лёд & <b>снег</b> > «вода»"]),
    unit(
      "codes",
      [
        { kind: "open", id: "1", element: "g" },
        "Press",
        { kind: "close", id: "1", element: "g" },
        " ",
        { kind: "ph", id: "2", element: "x" },
      ],
      [
        { kind: "ph", id: "2", element: "x" },
        " ",
        { kind: "open", id: "1", element: "g" },
        "Нажмите",
        { kind: "close", id: "1", element: "g" },
      ],
    ),
    unit("astral", ["Character 𠀀 and 👩‍🚀"], ["Знак 𠀀 и 👩‍🚀"]),
    unit("open", ["Not translated yet."]),
  ],
};

/** The texts of a language by key, without codes. */
export function textsOf(file: ExchangeFile, language: "en" | "ru"): Record<string, string> {
  return Object.fromEntries(
    file.units.flatMap(({ key, variants }) => {
      const content = variants[language]?.content;
      return content === undefined
        ? []
        : [[key, content.filter((part) => typeof part === "string").join("")]];
    }),
  );
}
