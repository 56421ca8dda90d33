import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { write } from "../../src/formats/xliff/write.ts";
import { bearer, ENVIRONMENT_TOKEN, OWNER, service } from "../http/app.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { runProgram, SAMPLE, workFolder } from "./programs.ts";

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

  it.each([
    ["1.2", "xlf"],
    ["2.0", "xlf2"],
  ])("builds a page from our export of its own XLIFF %s", async (_, format) => {
    const root = workFolder();
    const tool = (name: string, ...args: string[]): void => {
      const { status, output } = runProgram(process.execPath, [
        join(folder, "node_modules/@angular/localize/tools/bundles/src", name, "cli.js"),
        ...args,
      ]);
      expect(status, output).toBe(0);
    };
    writeFileSync(
      join(root, "main.js"),
      "const hello = (name) => $localize`:greeting|Top of the page@@hello:Hello, ${name}:NAME:!`;\n" +
        "const ships = $localize`:@@ships:Ships & ${'<b>'}:START_BOLD:ice${'</b>'}:CLOSE_BOLD:`;\n",
    );
    const extracted = join(root, "messages.xlf");
    tool("extract", "-l", "en", "-r", root, "-s", "main.js", "-f", format, "-o", extracted);

    // The extracted file has no target language, and is not touched by hand.
    const { context, request } = service();
    await createCollection(context, OWNER, { id: "site", title: "Site" });
    const send = async (path: string, method: string, body?: BodyInit): Promise<Response> => {
      const headers = bearer(ENVIRONMENT_TOKEN);
      const answer = await request(path, { method, headers, ...(body === undefined ? {} : { body }) });
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
      return answer;
    };
    const query = "filename=messages.xlf&id=page";
    await send(`/api/v1/collections/site/documents?${query}`, "POST", readFileSync(extracted));
    const units = (await (await send("/api/v1/documents/page/units", "GET")).json()) as {
      items: { id: string; key: string; version: number; variants: { en: { content: unknown[] } } }[];
    };
    const words: Readonly<Record<string, string>> = {
      "Hello, ": "Здравствуйте, ",
      "Ships & ": "Суда и ",
      ice: "лёд",
    };
    for (const { id, version, variants } of units.items) {
      const content = variants.en.content.map((part) =>
        typeof part === "string" ? (words[part] ?? part) : part,
      );
      const answer = await request(`/api/v1/units/${id}`, {
        method: "PATCH",
        headers: {
          ...bearer(ENVIRONMENT_TOKEN),
          "content-type": "application/json",
          "if-match": `"${version}"`,
        },
        body: JSON.stringify({ variants: { ru: { content } } }),
      });
      expect(answer.status, await answer.text()).toBe(200);
    }
    const translated = await send("/api/v1/documents/page/export?format=original&source=en&target=ru", "GET");
    writeFileSync(join(root, "messages.ru.xlf"), new Uint8Array(await translated.arrayBuffer()));

    tool(
      "translate",
      "-r",
      root,
      "-s",
      "main.js",
      "-t",
      join(root, "messages.ru.xlf"),
      "-o",
      `${root}/{{LOCALE}}`,
    );
    const built = readFileSync(join(root, "ru", "main.js"), "utf8").replaceAll(
      /\\u([0-9a-f]{4})/giu,
      (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)),
    );
    expect(built).toContain("Здравствуйте, ");
    expect(built).toMatch(/Суда и .*<b>.*лёд.*<\/b>/u);
    expect(built).not.toContain("Hello");
  });
});
