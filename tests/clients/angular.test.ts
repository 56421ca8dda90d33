import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { write } from "../../src/formats/xliff/write.ts";
import { SAMPLE } from "./programs.ts";

interface TranslationParser {
  analyze(path: string, contents: string): { readonly canParse: boolean; readonly hint?: unknown };
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

/** Angular's parsers need another TypeScript, so they are no dependency. `.ci/run` installs them in a folder of their own. */
const folder = process.env["ANGULAR_TOOLS"] ?? "";
const bundle = join(folder, "node_modules/@angular/localize/tools/bundles/index.js");
const tools = existsSync(bundle) ? ((await import(pathToFileURL(bundle).href)) as Tools) : undefined;
const note = tools === undefined ? " (skipped: ANGULAR_TOOLS names no folder with @angular/localize)" : "";

describe.skipIf(tools === undefined)(`Angular${note}`, () => {
  it.each([
    ["1.2", "Xliff1TranslationParser"],
    ["2.0", "Xliff2TranslationParser"],
  ] as const)("reads our XLIFF %s", (version, name) => {
    const Parser = tools?.[name];
    if (Parser === undefined) throw new Error(`${name} is missing`);
    const contents = new TextDecoder().decode(write(SAMPLE, { version }));
    const parser = new Parser();
    const { canParse, hint } = parser.analyze("seminar.xlf", contents);
    expect(canParse).toBe(true);
    const { locale, translations } = parser.parse("seminar.xlf", contents, hint);
    expect(locale).toBe("ru");
    expect(Object.keys(translations)).toEqual(expect.arrayContaining(["route", "markup", "codes", "astral"]));
  });
});
