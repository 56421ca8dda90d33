import { describe, expect, it } from "vitest";
import { write } from "../../src/formats/xliff/write.ts";
import { SAMPLE } from "./programs.ts";

interface TranslationParser {
  analyze(path: string, contents: string): { readonly canParse: boolean };
  parse(
    path: string,
    contents: string,
    hint?: unknown,
  ): { readonly locale?: string; readonly translations: Readonly<Record<string, unknown>> };
}
interface Tools {
  readonly Xliff1TranslationParser: new () => TranslationParser;
  readonly Xliff2TranslationParser: new () => TranslationParser;
}

/** Angular's parsers are no dependency of ours: they are tried where somebody has put them. */
const NAME = "@angular/localize/tools";
const tools = await import(/* @vite-ignore */ NAME).then(
  (found) => found as Tools,
  () => undefined,
);
const note = tools === undefined ? ` (skipped: ${NAME} is not installed)` : "";

describe.skipIf(tools === undefined)(`Angular${note}`, () => {
  it.each([
    ["1.2", "Xliff1TranslationParser"],
    ["2.0", "Xliff2TranslationParser"],
  ] as const)("takes our XLIFF %s", (version, name) => {
    const Parser = tools?.[name];
    if (Parser === undefined) throw new Error(`${name} is missing`);
    const contents = new TextDecoder().decode(write(SAMPLE, { version }));
    const parser = new Parser();
    const hint = parser.analyze("seminar.xlf", contents);
    expect(hint.canParse).toBe(true);
    const { locale, translations } = parser.parse("seminar.xlf", contents, hint);
    expect(locale).toBe("ru");
    expect(Object.keys(translations)).toEqual(expect.arrayContaining(["route", "markup", "codes", "astral"]));
  });
});
