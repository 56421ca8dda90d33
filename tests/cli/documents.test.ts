import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { EXIT } from "../../src/cli/exit-codes.ts";
import { ENVIRONMENT_TOKEN, service } from "../http/app.ts";
import { shell } from "./environment.ts";

const PAGE =
  '<!doctype html>\n<html lang="en">\n<title>Ice</title>\n<p>The <b>ice</b> is thin. Go <a href="/x">home</a>.</p>\n<img src="m.png" alt="A map">\n</html>\n';
const SUBTITLES = "1\n00:00:01,000 --> 00:00:03,000\n<i>The ice\nis thin.</i>\n";
const NOTES = "# Ice\n\nThe **ice** is [thin](https://example.org).\n";
const XLIFF = (source: string, target: string) =>
  `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="en" target-language="ru" datatype="plaintext"><body><trans-unit id="1"><source>${source}</source><target>${target}</target></trans-unit></body></file></xliff>`;
const TMX =
  '<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="plaintext"/><body><tu><tuv xml:lang="en"><seg>Snow</seg></tuv><tuv xml:lang="ru"><seg>Снег</seg></tuv></tu></body></tmx>';

const documentsOf = (config: string) =>
  (JSON.parse(config) as { documents: { document: string; files: string; targets?: string[] }[] }).documents;

/** A folder with three documents, and a service with an empty collection. */
async function workplace() {
  const running = service();
  const work = shell({
    env: { POLYNYA_TOKEN: ENVIRONMENT_TOKEN, POLYNYA_SERVER: "http://127.0.0.1:8787" },
    fetch: async (input, init) => running.app.fetch(new Request(input, init)),
  });
  await running.request("/api/v1/collections", {
    method: "POST",
    headers: { authorization: `Bearer ${ENVIRONMENT_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({ id: "seminar", title: "Seminar" }),
  });
  work.write("in/page.html", PAGE);
  work.write("in/en/talk.srt", SUBTITLES);
  work.write("in/notes.en.md", NOTES);
  return { ...work, request: (request: Request) => running.app.fetch(request) };
}

describe("a folder of documents", () => {
  test("goes in, and comes out byte for byte", async () => {
    const { polynya, read } = await workplace();
    const imported = await polynya("import", "in", "--collection", "seminar");
    expect([imported.code, imported.err]).toEqual([EXIT.done, ""]);
    const exported = await polynya("export", "--all", "--collection", "seminar", "-o", "out");
    expect([exported.code, exported.err]).toEqual([EXIT.done, ""]);
    expect([read("out/page.html"), read("out/en/talk.srt"), read("out/notes.en.md")]).toEqual([
      PAGE,
      SUBTITLES,
      NOTES,
    ]);
  });

  test("keeps its folders, also two files of one name, and in another language", async () => {
    const { polynya, read, write } = await workplace();
    write("in/2025/day 1/notes.md", "# Лёд\n");
    write("in/2026/notes.md", "# Снег\n");
    await polynya("import", "in", "--collection", "seminar");
    const exported = await polynya("export", "--all", "--collection", "seminar", "-o", "out", "--json");
    const { documents } = JSON.parse(exported.out) as { documents: { path: string }[] };
    expect(documents.map(({ path }) => path).toSorted()).toEqual([
      "out/2025/day 1/notes.md",
      "out/2026/notes.md",
      "out/en/talk.srt",
      "out/notes.en.md",
      "out/page.html",
    ]);
    expect([read("out/2025/day 1/notes.md"), read("out/2026/notes.md")]).toEqual(["# Лёд\n", "# Снег\n"]);
    const chinese = ["-o", "zh", "--target", "zh", "--untranslated", "source"];
    await polynya("export", "--all", "--collection", "seminar", ...chinese);
    expect(read("zh/2026/notes.zh.md")).toBe("# Снег\n");
  });

  test("a server that names a folder outside is refused, document by document", async () => {
    const { polynya, write, request } = await workplace();
    write("in/safe/notes.md", "# Snow\n");
    await polynya("import", "in", "--collection", "seminar");
    const work = shell({
      env: { POLYNYA_TOKEN: ENVIRONMENT_TOKEN, POLYNYA_SERVER: "http://127.0.0.1:8787" },
      fetch: async (input, init) => {
        const answer = await request(new Request(input, init));
        const type = answer.headers.get("content-type") ?? "";
        if (!type.includes("json")) return answer;
        return new Response((await answer.text()).replaceAll("safe/notes.md", "../../notes.md"), answer);
      },
    });
    const exported = await work.polynya("export", "--all", "--collection", "seminar", "-o", "out");
    expect(exported.code).toBe(EXIT.badData);
    expect(() => work.read("../notes.md")).toThrow("ENOENT");
    expect(work.read("out/notes.en.md")).toBe(NOTES);
  });

  test("with a bad file: the others are taken, and the command says why that one is not", async () => {
    const { polynya, write } = await workplace();
    write("in/bad.srt", "1\n00:00:01 --> 00:00:02\nNo.\n");
    const { code, out } = await polynya("import", "in", "--collection", "seminar", "--json");
    expect(code).toBe(EXIT.badData);
    const { files } = JSON.parse(out) as { files: { path: string; error?: string }[] };
    expect(files.map(({ path, error }) => [path, error?.slice(0, 26)])).toEqual([
      ["in/bad.srt", "Not readable as subtitles."],
      ["in/en/talk.srt", undefined],
      ["in/notes.en.md", undefined],
      ["in/page.html", undefined],
    ]);
  });

  test("with --map is pulled and pushed by folder, each language in its own file", async () => {
    const { polynya, read, write } = await workplace();
    const word = zipSync({
      "word/document.xml": strToU8(
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>The ice is thin.</w:t></w:r></w:p></w:body></w:document>',
      ),
    });
    write("in/office/talk.docx", word);
    write("in/office/old.rtf", String.raw`{\rtf1 Ice}`);
    const { code, out } = await polynya("import", "in", "--collection", "seminar", "--map", "ru,zh");
    expect(code).toBe(EXIT.badData);
    expect(out).toContain("in/office/old.rtf: Another kind of document");
    const { documents } = JSON.parse(read("polynya.json")) as { documents: { files: string }[] };
    expect(documents.map(({ files }) => files)).toEqual([
      "in/{target}/talk.srt",
      "in/notes.{target}.md",
      "in/office/talk.docx",
      "in/office/talk.{target}.docx",
      "in/page.html",
      "in/page.{target}.html",
    ]);
    // Nothing has changed on either side.
    expect((await polynya("push")).err).toContain("Nothing was changed");
    const pulled = await polynya("pull", "in");
    // Nobody has translated anything yet: the files for that are made, and named.
    expect(pulled.code).toBe(EXIT.findings);
    expect(pulled.err).toContain(
      "in/page.ru.html: There is no translation into “Russian” yet (units: 4). The source text stands in its place",
    );
    expect(read("in/page.ru.html")).toContain("home");
    expect([read("in/page.html"), read("in/en/talk.srt"), read("in/notes.en.md")]).toEqual([
      PAGE,
      SUBTITLES,
      NOTES,
    ]);
    write("in/ru/talk.srt", read("in/ru/talk.srt").replace(/The ice\r?\nis thin\./u, "Лёд\nтонок."));
    write("in/page.ru.html", read("in/page.ru.html").replace("A map", "Карта"));
    const pushed = await polynya("push", "in/ru", "in/page.ru.html", "--json");
    expect(pushed.code).toBe(EXIT.done);
    const { files } = JSON.parse(pushed.out) as {
      files: { path: string; report: { counts: { changed: number } } }[];
    };
    expect(files.map(({ path, report }) => [path, report.counts.changed])).toEqual([
      ["in/ru/talk.srt", 1],
      ["in/page.ru.html", 1],
    ]);
    expect(read("in/en/talk.srt")).toBe(SUBTITLES);
  });

  test("comes in again with --map: only what is new becomes a document, and the map is only added to", async () => {
    const { polynya, read, write } = await workplace();
    const again = () => polynya("import", "in", "--collection", "seminar", "--map", "ru,zh", "--json");
    await again();
    const before = documentsOf(read("polynya.json"));
    await polynya("pull");
    expect((await again()).out).toContain('"files": []');
    write("in/more.html", PAGE.replace("thin", "thick"));
    write("in/notes.en.md", NOTES.replace("thin", "old"));
    const { code, out, err } = await again();
    expect(code).toBe(EXIT.done);
    const { files, known } = JSON.parse(out) as Record<
      "files" | "known",
      { path: string; changed?: boolean }[]
    >;
    expect(files.map(({ path }) => path)).toEqual(["in/more.html"]);
    expect(known.length).toBe(9);
    expect(known.filter(({ changed }) => changed).map(({ path }) => path)).toEqual(["in/notes.en.md"]);
    expect(err).toContain("already knows them: 9 files (in/en/talk.srt, in/notes.en.md, in/notes.ru.md");
    expect(err).toContain("Changed since the last exchange: in/notes.en.md. `polynya push` brings");
    const after = documentsOf(read("polynya.json"));
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length).map((one) => one.files)).toEqual([
      "in/more.html",
      "in/more.{target}.html",
    ]);
    const pushed = await polynya("push", "--json");
    expect(pushed.out).toContain('"path": "in/notes.en.md"');
    expect((await polynya("status")).out).not.toMatch(/\.(?:ru|zh)\.(?:ru|zh)\./u);
  });

  test.each([
    ["one language less", ["--map", "ru"]],
    ["no --map", []],
  ])("is skipped where the configuration knows it, also with %s", async (_, map) => {
    const { polynya, read } = await workplace();
    await polynya("import", "in", "--collection", "seminar", "--map", "ru,zh");
    const config = read("polynya.json");
    const { code, out, err } = await polynya("import", "in", "--collection", "seminar", ...map);
    expect([code, out]).toEqual([EXIT.done, ""]);
    expect(err).toContain("already knows them: 3 files");
    expect(read("polynya.json")).toBe(config);
  });

  test("goes to another server than the one that the configuration is about", async () => {
    const { polynya, read, write } = await workplace();
    await polynya("import", "in", "--collection", "seminar", "--map", "ru,zh");
    write("polynya.json", read("polynya.json").replace("8787", "8788"));
    await polynya("collections", "create", "Other", "--id", "other");
    const { out } = await polynya("import", "in", "--collection", "other");
    expect(out).toContain("in/page.html → ");
  });

  test("comes in once, whatever its formats, also without a map; what has changed since is named", async () => {
    const { polynya, write } = await workplace();
    write("in/one.xlf", XLIFF("Ice", "Лёд"));
    write("in/two.tmx", TMX);
    write("in/strings.json", '{"a":"Ice","b":"Sea"}');
    write("in/copy/page.html", PAGE);
    const again = async () => {
      const { code, out, err } = await polynya(
        "import",
        "in",
        "--collection",
        "seminar",
        "--source",
        "en",
        "--json",
      );
      const { files, known } = JSON.parse(out) as Record<"files" | "known", { path: string }[]>;
      return { code, err, files: files.map(({ path }) => path), known: known.map(({ path }) => path) };
    };
    const first = await again();
    expect([first.files.length, first.known]).toEqual([7, []]);
    const second = await again();
    expect([second.code, second.files, second.known.toSorted()]).toEqual([
      EXIT.done,
      [],
      first.files.toSorted(),
    ]);
    expect(second.err).toContain("Left out, as the collection has them already: 7 files (");
    write("in/one.xlf", XLIFF("Ice", "Льдина"));
    const third = await again();
    expect([third.files, third.known.length]).toEqual([[], 7]);
    expect(third.err).toContain("in/one.xlf is a later version of the document");
    expect(third.err).toMatch(/polynya push in\/one\.xlf --document \S+/u);
  });

  test("gets the languages of a later --map; a file of a further language goes to its document", async () => {
    const { polynya, read, write } = await workplace();
    const map = (...languages: string[]) =>
      polynya("import", "in", "--collection", "seminar", "--map", languages.join(","));
    write("in/one.xlf", XLIFF("Ice", "Лёд"));
    await map("ru");
    const before = documentsOf(read("polynya.json")).map(({ files, targets }) => [files, targets]);
    expect(before).toContainEqual(["in/one.xlf", ["ru"]]);
    write("in/page.zh.html", PAGE.replace("map", "地图"));
    const unnamed = await polynya("import", "in", "--collection", "seminar");
    expect(unnamed.out).toBe("");
    expect(unnamed.err).toMatch(
      /in\/page\.zh\.html is by its name .*Chinese.* polynya push in\/page\.zh\.html --document \S+ --target zh/u,
    );
    const { err, out } = await map("ru", "zh");
    expect(out).toBe("");
    expect(err).toMatch(/in\/page\.zh\.html is by its name .*: polynya push in\/page\.zh\.html$/mu);
    const after = documentsOf(read("polynya.json")).map(({ files, targets }) => [files, targets]);
    expect(after).toContainEqual(["in/page.{target}.html", ["ru", "zh"]]);
    expect(after).toContainEqual(["in/{target}/talk.srt", ["en", "ru", "zh"]]);
    expect((await polynya("push", "in/page.zh.html")).out).toContain("changed 1");
  });

  test("is not said to be known where its documents are gone", async () => {
    const { polynya, request } = await workplace();
    const first = await polynya("import", "in", "--collection", "seminar", "--map", "ru", "--json");
    const { files } = JSON.parse(first.out) as { files: { answer: { document: { id: string } } }[] };
    for (const { answer } of files)
      await request(
        new Request(`http://127.0.0.1:8787/api/v1/documents/${answer.document.id}`, {
          method: "DELETE",
          headers: { authorization: `Bearer ${ENVIRONMENT_TOKEN}` },
        }),
      );
    const { code, err } = await polynya("import", "in", "--collection", "seminar", "--map", "ru");
    expect(code).toBe(EXIT.notFound);
    expect(err).toContain("3 files to documents that the server no longer has: in/en/talk.srt");
    expect(err).not.toContain("already knows");
  });

  test("of which one file is imported alone is told that it becomes a second document", async () => {
    const { polynya } = await workplace();
    await polynya("import", "in", "--collection", "seminar", "--map", "ru,zh");
    await polynya("pull");
    const { err } = await polynya("import", "in/notes.ru.md", "--collection", "seminar");
    expect(err).toContain("If its newer version is meant: polynya push in/notes.ru.md (polynya undo");
  });

  test.each([
    [
      "en",
      "There is no collection “folder”",
      "There are: seminar.",
      "polynya collections create TITLE --id ID",
    ],
    ["ru", "Коллекции «folder» нет", "Есть: seminar.", "polynya collections create НАЗВАНИЕ --id ID"],
    ["zh", "没有文集“folder”", "现有：seminar。", "polynya collections create 名称 --id ID"],
  ])(
    "for a collection that is not there says so once, and which there are (%s)",
    async (language, ...said) => {
      const { polynya, write } = await workplace();
      write("in/bad.srt", "1\n00:00:01 --> 00:00:02\nNo.\n");
      for (const command of [
        ["import", "in"],
        ["import", "in/page.html"],
        ["export", "--all", "-o", "out"],
      ]) {
        const { code, out, err } = await polynya(
          ...command,
          "--collection",
          "folder",
          "--language",
          language,
        );
        expect([code, out]).toEqual([EXIT.notFound, ""]);
        for (const text of said) expect(err).toContain(text);
        expect(err).not.toContain("bad.srt");
        expect(err).not.toContain("polynya log");
      }
    },
  );

  test("is not one document with one name", async () => {
    const { polynya } = await workplace();
    const named = await polynya("import", "in", "--collection", "seminar", "--id", "x");
    expect(named.code).toBe(EXIT.usage);
    expect((await polynya("export", "--all", "-o", "out")).code).toBe(EXIT.usage);
    expect((await polynya("export")).code).toBe(EXIT.usage);
  });
});

describe("a translated document", () => {
  test("is pushed back, with its codes in another order; what was not translated stays so", async () => {
    const { polynya, read, write } = await workplace();
    await polynya("import", "in/page.html", "--collection", "seminar", "--id", "page");
    const refused = await polynya("export", "page", "--target", "ru", "-o", "page.ru.html");
    expect([refused.code, refused.err.includes("has no text in “Russian”")]).toEqual([EXIT.badData, true]);
    const asSource = ["--untranslated", "source", "-o", "page.ru.html"];
    const pulled = await polynya("export", "page", "--target", "ru", ...asSource);
    expect(pulled.code).toBe(EXIT.findings);
    expect(read("page.ru.html")).toBe(PAGE);
    const russian = read("page.ru.html")
      .replace("The <b>ice</b> is thin.", "Тонок <b>лёд</b>.")
      .replace('alt="A map"', 'alt="Карта"');
    write("page.ru.html", russian);
    const pushed = await polynya("push", "page.ru.html", "--document", "page", "--target", "ru", "--json");
    expect([pushed.code, pushed.err]).toEqual([EXIT.done, ""]);
    const { files } = JSON.parse(pushed.out) as { files: { report: { counts: Record<string, number> } }[] };
    expect(files[0]?.report.counts).toMatchObject({ changed: 2, same: 2, rejected: 0 });
    const again = await polynya("export", "page", "--target", "ru");
    expect(again.out).toBe(russian.replace('lang="en"', 'lang="ru"'));
    const marked = await polynya("export", "page", "--target", "ru", "--untranslated", "mark");
    expect(marked.out).toContain('⟦Go <a href="/x">home</a>.⟧');
    const original = await polynya("export", "page");
    expect(original.out).toBe(PAGE);
  });
});

test("sentences that are not translated are told in one line, and so are units that a file cannot take", async () => {
  const { polynya, read, write } = await workplace();
  const sentences = ["Ice is here.", "Snow is there.", "The sea is cold.", "Ships wait.", "Wind blows."];
  write("talk.md", `# Ice\n\n${sentences.join("\n\n")}\n`);
  await polynya("import", "talk.md", "--collection", "seminar", "--id", "talk", "--source", "en");
  write("talk.ru.md", read("talk.md").replace("# Ice", "# Лёд"));
  const { out } = await polynya("push", "talk.ru.md", "--document", "talk", "--target", "ru");
  expect(out.match(/warning/gu)).toHaveLength(1);
  expect(out).toContain("they were not stored: 5.");
  write(
    "rows.csv",
    `key,en,ru\n${[1, 2, 3, 4, 5, 6].map((row) => `k${row},,Лёд ${row}\n`).join("")}s,Sea,Море\n`,
  );
  await polynya("import", "rows.csv", "--collection", "seminar", "--id", "rows");
  const direction = ["--source", "en", "--target", "ru"];
  const { err } = await polynya("export", "rows", "--format", "xliff", ...direction, "-o", "rows.xlf");
  expect(err.match(/rows\.xlf: /gu)).toHaveLength(1);
  expect(err).toContain("rows.xlf: units k1, k2, k3, k4, k5 and 1 more: This unit has a translation but");
});

test("a push says once for each kind of refused units what to do", async () => {
  const { polynya, write } = await workplace();
  write("rows.csv", "key,en,ru\na,Ice,Лёд\n");
  await polynya("import", "rows.csv", "--collection", "seminar", "--id", "rows");
  write("more.csv", "key,en,ru\na,Ice,Лёд\nb,Sea,Море\nc,Snow,Снег\n");
  const { code, out } = await polynya("push", "more.csv", "--document", "rows");
  expect(code).toBe(EXIT.badData);
  expect(out.match(/^ {2}→ .+$/gmu)).toHaveLength(1);
});

describe("an export into a folder", () => {
  test.each(["out", "out/", "made/"])("is written under the name of its file: %s", async (output) => {
    const { polynya, read, write } = await workplace();
    write("Отчёт 北极.csv", "key,en,ru\na,Ice,Лёд\n");
    write("out/kept.txt", "");
    await polynya("import", "Отчёт 北极.csv", "--collection", "seminar", "--id", "report");
    const { code, err } = await polynya("export", "report", "-o", output);
    const path = `${output.replace(/\/$/u, "")}/Отчёт 北极.csv`;
    expect([code, err]).toEqual([EXIT.done, expect.stringContaining(path)]);
    expect(read(path)).toBe("key,en,ru\na,Ice,Лёд\n");
  });
});

describe("a table for reviewers", () => {
  const parts = { "review-xlsx": "xl/worksheets/sheet1.xml", "review-docx": "word/document.xml" } as const;

  test.each(["review-xlsx", "review-docx"] as const)(
    "%s: what reviewers change in the target comes back, and meets what others did meanwhile",
    async (format) => {
      const { polynya, write, folder } = await workplace();
      write("in.csv", "key,en,ru\na,Ice in 2024,Лёд в 2023 году\nb,Sea,Море\nc,Snow,Снег\n");
      await polynya("import", "in.csv", "--collection", "seminar", "--id", "talks");
      const direction = ["--source", "en", "--target", "ru"];
      const made = await polynya("export", "talks", "--format", format, ...direction, "-o", "table.zip");
      expect([made.code, made.err]).toEqual([EXIT.done, expect.any(String)]);
      const unpacked = unzipSync(new Uint8Array(readFileSync(join(folder, "table.zip"))));
      const part = parts[format];
      const text = strFromU8(unpacked[part] ?? new Uint8Array());
      expect(text).toContain("2024");
      expect(text).toMatch(/2023[^<]*no counterpart|2024[^<]*2023/u);
      const changed = text.replace("Море<", "Океан<").replace("Снег<", "Снега<").replace("Sea<", "Lake<");
      const name = `reviewed${format === "review-xlsx" ? ".xlsx" : ".docx"}`;
      write(name, zipSync({ ...unpacked, [part]: strToU8(changed) }));
      write("other.csv", "key,en,ru\nc,Snow,Снежок\n");
      expect((await polynya("push", "other.csv", "--document", "talks", ...direction)).code).toBe(EXIT.done);
      const refused = await polynya("push", name, "--document", "talks", ...direction, "--json");
      expect(refused.code).toBe(EXIT.conflicts);
      write(
        name,
        zipSync({
          ...unpacked,
          [part]: strToU8(changed.replace("Снега<", "Снег<").replace("Lake<", "Sea<")),
        }),
      );
      const pushed = await polynya("push", name, "--document", "talks", ...direction, "--json");
      expect([pushed.code, pushed.err]).toEqual([EXIT.done, ""]);
      const { out } = await polynya("export", "talks", "--format", "csv");
      for (const kept of ["Океан", "Снежок", "Лёд в 2023 году", "Sea"]) expect(out).toContain(kept);
    },
  );
});
