import { expect } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import { type Content, isCode } from "../../src/domain/segment.ts";
import type { ExchangeFile, WriteOptions } from "../../src/formats/contract.ts";
import { readExchange, spliceExchange } from "../../src/formats/registry.ts";
import type { FormatName, OptionalText } from "../../src/formats/traits.ts";

/** A content as one line: text with its codes and their hints. */
const shown = (content: Content | undefined): string =>
  (content ?? [])
    .map((part) => {
      if (!isCode(part)) return part;
      if (part.kind === "close") return `|${part.id}›`;
      const hint = part.attributes?.["disp"] ?? part.attributes?.["dispStart"] ?? "";
      return part.kind === "open" ? `‹${part.id} ${hint}|` : `‹${part.id} ${hint}›`;
    })
    .join("");

/** English letters as Russian ones, so that sentences end where they ended. */
export const transcribed = (text: string): string =>
  text.replace(/[a-z]/giu, (letter) => {
    const small = String.fromCharCode(0x430 + ((letter.toLowerCase().charCodeAt(0) - 97) % 26));
    return letter === letter.toLowerCase() ? small : small.toUpperCase();
  });

/** The file with a target for the units that `wants` accepts. */
export function translated(
  file: ExchangeFile,
  target: Language,
  change: (text: string) => string = transcribed,
  wants: (key: string) => boolean = () => true,
): ExchangeFile {
  const { source } = file;
  return {
    ...file,
    units: file.units.map((unit) => {
      const content = source === undefined ? undefined : unit.variants[source]?.content;
      if (content === undefined || !wants(unit.key)) return unit;
      const draft = {
        state: "translated",
        content: content.map((part) => (isCode(part) ? part : change(part))),
      } as const;
      return { ...unit, variants: { ...unit.variants, [target]: draft } };
    }),
  };
}

/** Writes a file into the one that it came from. */
export function spliced(original: Uint8Array, file: ExchangeFile, options: WriteOptions): Uint8Array {
  const written = spliceExchange(original, file, options);
  expect(written?.warnings).toEqual([]);
  if (written === undefined) throw new Error("The file cannot be the template");
  return written.bytes;
}

/** What is in a document: the texts by key. */
export const textsOf = (file: ExchangeFile, language: Language): Record<string, string> =>
  Object.fromEntries(file.units.map((unit) => [unit.key, shown(unit.variants[language]?.content)]));

/** A document in English with all its texts in Russian has the same units, in Russian. */
export function expectRoundTrip(
  format: FormatName,
  bytes: Uint8Array,
  optionalTexts: readonly OptionalText[] = [],
): void {
  const file = readExchange(bytes, { format, source: "en", optionalTexts });
  const wanted = translated(file, "ru");
  const out = spliced(bytes, wanted, { target: "ru", templateLanguage: "en" });
  const back = readExchange(out, { format, source: "ru", optionalTexts });
  expect(textsOf(back, "ru")).toEqual(textsOf(wanted, "ru"));
  expect(back.units.map(({ context }) => context)).toEqual(file.units.map(({ context }) => context));
}
