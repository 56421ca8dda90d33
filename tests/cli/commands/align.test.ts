import { describe, expect, test } from "vitest";
import { EXIT } from "../../../src/cli/exit-codes.ts";
import { readExchange } from "../../../src/formats/registry.ts";
import { shell } from "../environment.ts";

const ENGLISH =
  "The Arctic ice is melting fast. Ships sail north in 2023. The seminar was held in Arkhangelsk.";
const RUSSIAN = "Арктический лёд быстро тает. Суда идут на север в 2023 году. Семинар прошёл в Архангельске.";
const CHINESE = "北极的冰正在快速融化。2023年船只向北航行。研讨会在阿尔汉格尔斯克举行。";

/** No server answers: everything is done here. */
function workplace() {
  const work = shell({
    env: { POLYNYA_SERVER: "http://127.0.0.1:9" },
    fetch: () => Promise.reject(new TypeError("fetch failed")),
  });
  work.write("en.md", ENGLISH);
  work.write("report_ru.txt", RUSSIAN);
  work.write("zh-CN.md", CHINESE);
  return work;
}

describe("align without a server", () => {
  test("three files, their languages told by their names", async () => {
    const { polynya } = workplace();
    const { code, out, err } = await polynya("align", "en.md", "report_ru.txt", "zh-CN.md", "--json");
    expect([code, err]).toEqual([EXIT.done, expect.stringContaining("glossary is out of reach")]);
    const { segments, beads } = JSON.parse(out) as {
      segments: Record<string, string[]>;
      beads: { en: number[]; ru: number[]; zh: number[]; confidence: number }[];
    };
    expect(Object.values(segments).map(({ length }) => length)).toEqual([3, 3, 3]);
    expect(beads.map(({ en, ru, zh }) => [en, ru, zh])).toEqual([
      [[0], [0], [0]],
      [[1], [1], [1]],
      [[2], [2], [2]],
    ]);
  });

  test("a table shows all three", async () => {
    const { polynya } = workplace();
    const { out } = await polynya("align", "en.md", "report_ru.txt", "zh-CN.md", "--format", "tsv");
    const row = out.split("\n")[1] ?? "";
    for (const text of ["The Arctic ice", "Арктический лёд", "北极的冰"]) expect(row).toContain(text);
  });

  test("says which encoding it had to guess", async () => {
    const { polynya, write } = workplace();
    // windows-1251
    const bytes = Uint8Array.from(RUSSIAN, (letter) => {
      const code = letter.charCodeAt(0);
      return code === 0x451 ? 0xb8 : code < 0x80 ? code : code - 0x350;
    });
    write("old_ru.txt", bytes);
    const { code, out, err } = await polynya("align", "en.md", "old_ru.txt", "--format", "tsv");
    expect([code, err]).toEqual([EXIT.done, expect.stringContaining("windows-1251")]);
    expect(out).toContain("Арктический лёд быстро тает.");
  });

  test("else by their text", async () => {
    const { polynya, write } = workplace();
    write("one.txt", RUSSIAN);
    write("two.html", `<p>${CHINESE}</p>`);
    const { code, out } = await polynya("align", "one.txt", "two.html", "--format", "tsv");
    expect([code, out.split("\n")[1]]).toEqual([
      EXIT.done,
      expect.stringContaining("北极的冰正在快速融化。"),
    ]);
    expect(out).toContain("Арктический лёд быстро тает.");
  });

  test.each(["csv", "tsv", "json", "xliff", "tmx"] as const)(
    "%s comes back as it was aligned",
    async (format) => {
      const { polynya } = workplace();
      const { code, out } = await polynya("align", "zh-CN.md", "report_ru.txt", "--format", format, "-q");
      expect(code).toBe(EXIT.done);
      const file = readExchange(new TextEncoder().encode(out), { format });
      expect(file.units).toHaveLength(3);
      expect(file.units[2]?.variants).toMatchObject({
        ru: { content: ["Семинар прошёл в Архангельске."] },
        zh: { content: ["研讨会在阿尔汉格尔斯克举行。"] },
      });
      // The text that was named first is the source of a pair.
      if (format === "xliff") expect([file.source, file.target]).toEqual(["zh", "ru"]);
    },
  );

  test("Markdown shows them side by side, in a file named so", async () => {
    const { polynya, read } = workplace();
    expect((await polynya("align", "en.md", "report_ru.txt", "zh-CN.md", "-o", "out/side.md")).code).toBe(0);
    expect(read("out/side.md").split("\n")[0]).toBe("|  | en | ru | zh |");
  });

  test("refuses two texts in one language, a single text, and a text in no known language", async () => {
    const { polynya, write } = workplace();
    write("also.en.md", ENGLISH);
    write("numbers.txt", "1 2 3");
    const same = await polynya("align", "en.md", "also.en.md");
    expect([same.code, same.err]).toEqual([EXIT.usage, expect.stringContaining("also.en.md")]);
    expect((await polynya("align", "en.md")).code).toBe(EXIT.usage);
    expect((await polynya("align", "en.md", "numbers.txt")).code).toBe(EXIT.usage);
    expect((await polynya("align", "en.md", "none.txt")).code).toBe(EXIT.notFound);
    const wrong = await polynya("align", "--ru", "zh-CN.md", "--en", "en.md");
    expect(wrong.code).toBe(EXIT.badData);
  });

  test("an interrupted run ends with 130 and writes nothing", async () => {
    const stop = new AbortController();
    const { polynya, write, read } = shell({
      signal: stop.signal,
      fetch: () => {
        stop.abort();
        return Promise.reject(new TypeError("fetch failed"));
      },
    });
    write("en.txt", ENGLISH);
    write("ru.txt", RUSSIAN);
    const { code, err } = await polynya("align", "en.txt", "ru.txt", "-o", "out.csv");
    expect([code, err]).toEqual([EXIT.interrupted, "polynya: Interrupted.\n"]);
    expect(() => read("out.csv")).toThrow("ENOENT");
  });
});
