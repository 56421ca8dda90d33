import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  printable,
  printableJson,
  painter,
  progress,
  shellWord,
  table,
  width,
} from "../../../src/cli/talk/terminal.ts";
import { messageLanguage } from "../../../src/cli/talk/cli-messages.ts";
import { shell } from "../environment.ts";

describe("texts on a terminal", () => {
  const anything = fc.string({ unit: "binary" });
  const DANGEROUS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

  test("no text can be a command", () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(printable(text)).not.toMatch(DANGEROUS);
      }),
      { seed: 9 },
    );
  });

  test.each([
    "a.xlf",
    "отчёт.docx",
    "my report.xlf",
    'it\'s $HOME `id` "x" \\ ! * ; & | ( ) # ~.csv',
    "-n",
    "~",
    "a\tb\nc\u202Ed\u001B[2J",
    "",
  ])("%j is one word for a shell", (name) => {
    const shown = shellWord(name);
    expect(shown).not.toMatch(DANGEROUS);
    expect(shown).not.toMatch(/[\t\n]/u);
    const script = `printf %s ${shown}`;
    const said = execFileSync("bash", ["-c", script], { encoding: "utf8", env: { LC_ALL: "C.UTF-8" } });
    expect(said).toBe(name.startsWith("-") ? `./${name}` : name);
  });

  test("JSON is the same data, without dangerous characters", () => {
    fc.assert(
      fc.property(fc.array(anything), (texts) => {
        const json = printableJson(texts);
        expect(json).not.toMatch(DANGEROUS);
        expect(JSON.parse(json)).toEqual(texts);
      }),
      { seed: 10 },
    );
  });

  test("columns stand under each other, whatever the script", () => {
    expect(width("北极 Лёд")).toBe(8);
    expect(
      table([
        ["北极", "1"],
        ["ab", "2"],
      ]),
    ).toBe("北极  1\nab    2\n");
  });

  test("colours only where they are wanted", () => {
    expect(painter({}, true, true)("red", "x")).toBe("\u001B[31mx\u001B[0m");
    expect(painter({ NO_COLOR: "1" }, true, true)("red", "x")).toBe("x");
    expect(painter({ TERM: "dumb" }, true, true)("red", "x")).toBe("x");
    expect(painter({}, false, true)("red", "x")).toBe("x");
    expect(painter({}, true, false)("red", "x")).toBe("x");
  });

  test("progress is shown on a terminal alone", () => {
    const written: string[] = [];
    const shown = progress((text) => written.push(text), 2, true);
    shown.step("a");
    shown.end();
    expect(written.join("")).toContain("1/2 a");
    progress(() => expect.unreachable(), 2, false).step("a");
  });
});

describe("languages", () => {
  test.each([
    [undefined, { LANG: "ru_RU.UTF-8" }, "ru"],
    [undefined, { LANG: "ru_RU.UTF-8", LC_ALL: "zh_CN.UTF-8" }, "zh"],
    [undefined, { LANG: "ru", LC_MESSAGES: "en_US" }, "en"],
    ["zh", { LANG: "ru" }, "zh"],
    [undefined, { LANG: "C" }, "en"],
    [undefined, { LANG: "de_DE" }, "en"],
    [undefined, {}, "en"],
  ])("asked %j with %j is %s", (asked, env, language) => {
    expect(messageLanguage(asked, env)).toBe(language);
  });
});

describe("completion", () => {
  test.each(["bash", "zsh", "fish"])("%s knows every command and its options", async (name) => {
    const { code, out } = await shell().polynya("completion", name);
    expect(code).toBe(0);
    for (const word of ["pull", "push", "on-conflict", "fail-under"]) expect(out).toContain(word);
  });
});
