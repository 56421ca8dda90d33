import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EXIT } from "../../src/cli/exit-codes.ts";
import { ENVIRONMENT_TOKEN, type Service, service } from "../http/app.ts";
import { faultServer, shell } from "./environment.ts";

/** The command line against the whole service, both in this process. */
function workplace() {
  const running: Service = service();
  const work = shell({
    env: { POLYNYA_TOKEN: ENVIRONMENT_TOKEN, POLYNYA_SERVER: "http://127.0.0.1:8787" },
    fetch: async (input, init) => running.app.fetch(new Request(input, init)),
  });
  return { ...work, running };
}

async function withDocument() {
  const place = workplace();
  const { polynya, write, running } = place;
  await running.request("/api/v1/collections", {
    method: "POST",
    headers: { authorization: `Bearer ${ENVIRONMENT_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({ id: "seminar", title: "Seminar" }),
  });
  write(
    "in.csv",
    "key,en,ru,zh\ntitle,Arctic seminar,Арктический семинар,北极研讨会\nwelcome,Welcome,Добро пожаловать,\nice,Sea ice,,\n",
  );
  const imported = await polynya("import", "in.csv", "--collection", "seminar", "--id", "talks");
  expect([imported.code, imported.err]).toEqual([EXIT.done, ""]);
  return place;
}

describe("a file that the collection has already", () => {
  test("is taken, with a note that names the document and how to push there", async () => {
    const { polynya } = await withDocument();
    const again = await polynya("import", "in.csv", "--collection", "seminar", "--id", "again");
    expect(again.code).toBe(EXIT.done);
    expect(again.out).toContain("(talks)");
    expect(again.err).toContain("polynya push in.csv --document talks");
    const trial = await polynya("import", "in.csv", "--collection", "seminar", "--dry-run", "--json");
    expect(JSON.parse(trial.out)).toMatchObject({
      report: { warnings: [{ code: "file-known", params: { document: "again" } }] },
    });
  });
});

describe("a file that lacks units of its document", () => {
  test("is exported and pulled with exit code 3 and a line for each unit", async () => {
    const { polynya, write, read } = await withDocument();
    const xliff =
      '<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="f" source-language="en" target-language="ru" datatype="plaintext"><body><trans-unit id="a"><source>Ice</source><target>Лёд</target></trans-unit></body></file></xliff>';
    write("a.xlf", xliff);
    await polynya("import", "a.xlf", "--collection", "seminar", "--id", "page");
    expect((await polynya("export", "page", "--output", "whole.xlf")).code).toBe(EXIT.done);
    // A unit without an English text has no place in a file from English.
    write("more.csv", "key,ru\nb,Море\n");
    expect((await polynya("push", "more.csv", "--document", "page", "--create")).code).toBe(EXIT.done);
    const partial = await polynya("export", "page", "--output", "partial.xlf");
    expect([partial.code, partial.err]).toEqual([
      EXIT.findings,
      expect.stringMatching(/partial\.xlf.*\bb\b.*/u),
    ]);
    expect(read("partial.xlf")).toBe(xliff);
  });
});

describe("a newer version of a text", () => {
  test("names what is new, changed, moved and gone, and the translation goes out in its shape", async () => {
    const { polynya, write } = await withDocument();
    const pushed = (path: string, source: string, ...more: string[]) =>
      polynya("push", path, "--document", "page", "--source", source, ...more);
    write(
      "page.md",
      "# Ice\n\nThe ice melts quickly. Ships wait for it.\n\n- The first port\n- The second port\n",
    );
    await polynya("import", "page.md", "--collection", "seminar", "--id", "page", "--source", "en");
    write("zh.md", "# 冰\n\n冰融化得很快。船只在等待。\n\n- 第一个港口\n- 第二个港口\n");
    expect((await pushed("zh.md", "zh")).code).toBe(EXIT.done);
    write(
      "page.md",
      "# Ice\n\nA new line.\n\nThe ice melts very quickly.\n\n- The second port\n- The first port\n",
    );
    const refused = await pushed("page.md", "en", "--dry-run");
    expect([refused.code, refused.out]).toEqual([EXIT.badData, expect.stringContaining("“A new line.”")]);
    const taken = await pushed("page.md", "en", "--create");
    expect([taken.code, taken.out]).toEqual([
      EXIT.done,
      expect.stringContaining("created 1, changed 3, same 1, removed 1"),
    ]);
    expect(taken.out).toContain("was “The ice melts quickly.” and is “The ice melts very quickly.” now");
    expect(taken.out).toContain("lacks “Ships wait for it.”");
    expect(taken.out).toContain("Sentences stand at other places");
    expect((await pushed("page.md", "en", "--create")).out).toContain("changed 0, same 5");
    const exported = await polynya("export", "page", "--format", "original", "--target", "zh");
    expect(exported.out).toBe("# 冰\n\nA new line.\n\n冰融化得很快。\n\n- 第二个港口\n- 第一个港口\n");
  });
});

describe("Ctrl+C during an import", () => {
  test("says that the server may have taken the file, and ends with 130", async () => {
    const interrupt = new AbortController();
    const server = await faultServer(() => setTimeout(() => interrupt.abort(), 20));
    const { polynya, write } = shell({ signal: interrupt.signal });
    write("in.csv", "key,en\na,Ice\n");
    const { code, err } = await polynya("import", "in.csv", "--collection", "c", "--server", server.url);
    expect([code, err]).toEqual([EXIT.interrupted, expect.stringMatching(/may have taken in\.csv/u)]);
  });
});

describe("the whole way", () => {
  test("import, init, pull, edit, push, status, log, undo", async () => {
    const { polynya, write, read } = await withDocument();
    const init = await polynya(
      "init",
      "talks",
      "--format",
      "xliff",
      "--format-version",
      "2.1",
      "--source",
      "en",
      "--target",
      "ru,zh",
    );
    expect(init.code).toBe(EXIT.done);
    expect(read("polynya.json")).not.toContain(ENVIRONMENT_TOKEN);

    const pulled = await polynya("pull", "--json");
    expect([pulled.code, JSON.parse(pulled.out)]).toMatchObject([
      EXIT.done,
      { files: [{ result: "written" }, { result: "written" }] },
    ]);
    const path = "translations/ru/talks.xlf";
    const xliff = read(path);
    expect(xliff).toContain("Добро пожаловать");

    expect((await polynya("push")).err).toContain("Nothing was changed");
    write(path, xliff.replace("Добро пожаловать", "Милости просим"));
    expect((await polynya("status", "--json")).out).toContain('"edited"');

    const tried = await polynya("push", "--dry-run", "--json");
    expect([tried.code, JSON.parse(tried.out)]).toMatchObject([
      EXIT.done,
      { files: [{ path, report: { import: null, counts: { changed: 1, same: 2 } } }] },
    ]);
    const pushed = await polynya("push", "--json");
    expect([pushed.code, JSON.parse(pushed.out)]).toMatchObject([
      EXIT.done,
      { files: [{ report: { counts: { changed: 1, same: 2, conflict: 0, rejected: 0 } } }] },
    ]);
    // The file was fetched again: the next edit starts from what is there now.
    expect(read(path)).toContain("Милости просим");
    write(path, read(path).replace("Милости просим", "Рады вас видеть"));
    expect((await polynya("push")).code).toBe(EXIT.done);
    expect((await polynya("log", "talks")).out.trim().split("\n")).toHaveLength(3);

    expect((await polynya("undo", "--last", "--dry-run")).out).toContain("would be undone");
    const undone = await polynya("undo", "--last");
    expect(undone.code).toBe(EXIT.done);
    expect((await polynya("pull")).code).toBe(EXIT.done);
    expect(read(path)).toContain("Милости просим");

    const status = await polynya("status", "talks", "--fail-under", "100");
    expect(status.code).toBe(EXIT.findings);
    expect((await polynya("status", "talks", "--target", "en", "--fail-under", "100")).code).toBe(EXIT.done);
  });

  test("a unit that two people changed is a conflict, is named, and keeps both texts", async () => {
    const { polynya, write, read } = await withDocument();
    await polynya("init", "talks", "--format", "xliff", "--source", "en", "--target", "ru");
    await polynya("pull");
    const path = "translations/ru/talks.xlf";
    const pulled = read(path);
    write(path, pulled.replace("Добро пожаловать", "Милости просим"));
    write("theirs.xlf", pulled.replace("Добро пожаловать", "Здравствуйте"));
    expect(
      (await polynya("push", "theirs.xlf", "--document", "talks", "--source", "en", "--target", "ru")).code,
    ).toBe(0);

    const mine = await polynya("push");
    expect(mine.code).toBe(EXIT.conflicts);
    expect(mine.out).toContain("welcome, Russian");
    expect(mine.out).toMatch(/in the file: “Милости просим[^”]*”; here: “Здравствуйте/u);
    expect(read(path)).toContain("Милости просим");
    expect((await polynya("export", "talks", "--format", "csv")).out).toContain("Здравствуйте");
    expect((await polynya("push", "--on-conflict", "mine")).code).toBe(EXIT.done);
    expect((await polynya("export", "talks", "--format", "csv")).out).toContain("Милости просим");
  });

  test("a file outside the working folder is pushed from where it lies, and stays as it is", async () => {
    const { polynya, write, read } = await withDocument();
    const edited = "key,en,ru\ntitle,Arctic seminar,Семинар по Арктике\n";
    write("../outside/edited.csv", edited);
    const pushed = await polynya("push", "../outside/edited.csv", "--document", "talks");
    expect([pushed.code, pushed.err]).toEqual([EXIT.done, ""]);
    expect(read("../outside/edited.csv")).toBe(edited);
    expect((await polynya("export", "talks", "--format", "csv")).out).toContain("Семинар по Арктике");
  });

  test("website strings keep their shape through pull and push", async () => {
    const { polynya, write, read } = await withDocument();
    const english =
      '{\n    "title": "Seminar",\n    "seats_one": "{{count}} seat",\n    "seats_other": "{{count}} seats"\n}\n';
    write("site/en.json", english);
    expect(
      (await polynya("import", "site/en.json", "--collection", "seminar", "--id", "site", "--source", "en"))
        .code,
    ).toBe(0);
    write(
      "polynya.json",
      JSON.stringify({
        documents: [
          { document: "site", files: "site/{target}.json", format: "i18next", targets: ["en", "ru"] },
        ],
      }),
    );
    expect((await polynya("pull", "--target", "en")).out).toContain("same");
    expect(read("site/en.json")).toBe(english);

    write(
      "site/ru.json",
      '{"title":"Семинар","seats_one":"место","seats_few":"места","seats_many":"мест","seats_other":"места"}\n',
    );
    const pushed = await polynya("push", "site/ru.json", "--json");
    expect([pushed.code, JSON.parse(pushed.out)]).toMatchObject([
      EXIT.done,
      { files: [{ report: { counts: { changed: 3, created: 2 } } }] },
    ]);
    // Somebody else changes a text; the file here follows without losing its shape.
    expect(read("site/ru.json")).toBe(
      '{"title":"Семинар","seats_one":"место","seats_few":"места","seats_many":"мест","seats_other":"места"}\n',
    );
    expect((await polynya("pull")).code).toBe(EXIT.done);
    expect(read("site/en.json")).toBe(english);
  });

  test("lookup and tokens work, and what a role may not do is refused", async () => {
    const { polynya } = await withDocument();
    const found = await polynya("lookup", "Арктический семинар", "--json");
    expect(JSON.parse(found.out)).toMatchObject({
      source: "ru",
      results: [{ matches: [{ kind: "exact", targets: { zh: { text: "北极研讨会" } } }] }],
    });
    const made = await polynya("token", "create", "Anna", "--role", "reader", "--json");
    const { id, token } = JSON.parse(made.out) as { id: string; token: string };
    expect((await polynya("token", "list")).out).toContain("Anna");
    expect((await polynya("token", "revoke", id)).code).toBe(EXIT.done);
    expect((await polynya("token", "list")).out).not.toContain("Anna");
    expect(token.length).toBeGreaterThan(24);
  });

  test("concordance shows all languages; exit code 6 when nothing is found", async () => {
    const { polynya } = await withDocument();
    const found = await polynya("grep", "冰", "--collection", "seminar");
    expect(found.code).toBe(EXIT.notFound);
    const one = await polynya("grep", "北", "--collection", "seminar", "--collection", "seminar");
    expect([one.code, one.out]).toEqual([EXIT.done, expect.stringContaining("Арктический семинар")]);
    expect(one.err).toContain("Units: 1 of 1.");
  });

  test("concordance searches words in all forms, with filters, page by page", async () => {
    const { polynya } = await withDocument();
    const codes = async (...options: string[]) => (await polynya("grep", "семинарами", ...options)).code;
    expect(await codes()).toBe(EXIT.done);
    expect(await codes("--mode", "text")).toBe(EXIT.notFound);
    expect(await codes("--source", "ru", "--mode", "words", "--from", "2020-01-01")).toBe(EXIT.done);
    expect(await codes("--to", "2020-01-01")).toBe(EXIT.notFound);
    expect(await codes("--author", "nobody at all")).toBe(EXIT.notFound);
    expect(await codes("--mode", "regexp")).toBe(EXIT.usage);
    expect(await codes("--state", "done")).toBe(EXIT.usage);
    expect(await codes("--from", "yesterday")).toBe(EXIT.badData);
    const all = JSON.parse((await polynya("grep", "а", "--source", "ru", "--json")).out) as {
      items: { unit: string }[];
      total: number;
    };
    const first = JSON.parse(
      (await polynya("grep", "а", "--source", "ru", "--limit", "1", "--json")).out,
    ) as {
      items: { unit: string }[];
      next: string | null;
    };
    expect(first.items).toEqual(all.items.slice(0, 1));
    if (first.next === null) throw new Error("there is no second page");
    const rest = await polynya("grep", "а", "--source", "ru", "--after", first.next, "--json");
    expect((JSON.parse(rest.out) as typeof all).items).toEqual(all.items.slice(1));
  });

  test("replace shows every place first, then replaces the chosen ones, and undo takes it back", async () => {
    const { polynya } = await withDocument();
    const trial = await polynya("replace", "арктический", "полярный", "--languages", "ru", "--dry-run");
    expect([trial.code, trial.err]).toEqual([EXIT.done, expect.stringContaining("nothing was changed")]);
    expect(trial.out).toContain("[-Арктический-]{+Полярный+} семинар");
    const [place = ""] = /^u\w+@\d+\.ru\.\d+/mu.exec(trial.out) ?? [];
    const none = await polynya("replace", "арктический", "полярный", "--exclude", place);
    expect([none.code, none.out]).toEqual([EXIT.notFound, expect.stringContaining("0 places replaced")]);
    const done = await polynya("replace", "арктиче(\\w+)", "поляр$1", "--mode", "pattern", "--json");
    const { import: id, total } = JSON.parse(done.out) as { import: string; total: number };
    expect([done.code, total]).toEqual([EXIT.done, 1]);
    expect((await polynya("grep", "полярский", "--mode", "text")).code).toBe(EXIT.done);
    expect((await polynya("undo", id)).code).toBe(EXIT.done);
    expect((await polynya("grep", "Арктический", "--mode", "text")).code).toBe(EXIT.done);
    const wrong = await polynya("replace", "(a", "b", "--mode", "pattern");
    expect([wrong.code, wrong.err]).toEqual([EXIT.badData, expect.stringContaining("character 1")]);
    expect((await polynya("replace", "a", "b", "--where", "fr=x")).code).toBe(EXIT.usage);
    const forms = await polynya("replace", "семинар", "конференция", "--mode", "forms", "--dry-run");
    expect(forms.out).toContain("[-Арктический семинар-]{+Арктическая конференция+}");
    expect((await polynya("replace", "--concept", "none")).code).toBe(EXIT.notFound);
    expect((await polynya("replace", "семинар")).code).toBe(EXIT.usage);
  });

  test("units are changed together, counted first, and undo takes it back", async () => {
    const { polynya } = await withDocument();
    expect((await polynya("units", "set", "final")).code).toBe(EXIT.usage);
    expect((await polynya("units", "set", "done", "--collection", "seminar")).code).toBe(EXIT.usage);
    const trial = await polynya("units", "delete", "--collection", "seminar", "--dry-run");
    expect([trial.code, trial.err]).toEqual([EXIT.done, expect.stringContaining("nothing was changed")]);
    const set = await polynya(
      "units",
      "set",
      "final",
      "--collection",
      "seminar",
      "--languages",
      "zh",
      "--json",
    );
    const { import: id, counts } = JSON.parse(set.out) as { import: string; counts: { changed: number } };
    expect([set.code, counts.changed > 0]).toEqual([EXIT.done, true]);
    expect((await polynya("grep", "北", "--state", "final")).code).toBe(EXIT.done);
    expect((await polynya("undo", id)).code).toBe(EXIT.done);
    expect((await polynya("grep", "北", "--state", "final")).code).toBe(EXIT.notFound);
    expect((await polynya("units", "spread", "u1", "--source", "ru")).code).toBe(EXIT.usage);
  });

  test("translations are returned with a reason, and found by it", async () => {
    const { polynya } = await withDocument();
    const chinese = ["--collection", "seminar", "--languages", "zh"];
    expect((await polynya("units", "return", ...chinese)).code).toBe(EXIT.usage);
    const reason = ["--reason", "Names by the glossary"];
    expect((await polynya("units", "return", "--collection", "seminar", ...reason)).code).toBe(EXIT.usage);
    const trial = await polynya("units", "return", ...chinese, ...reason, "--dry-run");
    expect(trial.err).toContain("nothing was changed");
    const done = await polynya("units", "return", ...chinese, ...reason, "--json");
    const { import: id, counts } = JSON.parse(done.out) as { import: string; counts: { changed: number } };
    expect(counts.changed).toBeGreaterThan(0);
    const preview = await polynya(
      "units",
      "set",
      "translated",
      ...chinese,
      "--state",
      "returned",
      "--json",
      "-n",
    );
    expect(JSON.parse(preview.out)).toMatchObject({ counts: { changed: counts.changed } });
    expect((await polynya("undo", id)).code).toBe(EXIT.done);
  });

  test("an import leaves out what adds nothing, and tells how much with the first of it", async () => {
    const { polynya, write } = await withDocument();
    write("t.csv", "key,en,ru\na,Sea ice,Морской лёд\nb,Shore,\nc,42,42\n");
    const made = await polynya("import", "t.csv", "--collection", "seminar", "--skip", "empty,numbers");
    expect([made.code, made.out]).toEqual([
      EXIT.done,
      expect.stringMatching(/without a translation: 1\n    b: Shore\n  left out, numbers.*: 1\n    c: 42/u),
    ]);
    const wrong = ["import", "t.csv", "--collection", "seminar", "--skip"];
    expect((await polynya(...wrong, "blank")).code).toBe(EXIT.usage);
    const day = await polynya("import", "t.csv", "--collection", "seminar", "--older-than", "2020-01-01");
    expect(day.code).not.toBe(EXIT.done);
  });

  test("duplicates are listed by kind", async () => {
    const { polynya } = await withDocument();
    expect((await polynya("duplicates", "--source", "ru")).code).toBe(EXIT.usage);
    const none = await polynya("duplicates", "--source", "ru", "--target", "zh");
    expect([none.code, none.err]).toEqual([EXIT.done, expect.stringContaining("No duplicates")]);
    await polynya("replace", ".+", "Повтор", "--mode", "pattern", "--languages", "ru");
    const found = await polynya("duplicates", "--source", "ru", "--target", "en", "--kind", "targets");
    expect(found.out).toContain("Повтор → Arctic seminar");
    expect(found.out).toContain("Повтор → Welcome");
    expect(found.out).toMatch(/translated environment \d{4}-\d\d-\d\d ×1\n/u);
  });

  test("collections are made and listed, documents are listed with their ids and languages", async () => {
    const { polynya } = await withDocument();
    const trial = await polynya("collections", "create", "Лёд", "--id", "ice", "--dry-run");
    expect([trial.code, trial.err]).toEqual([EXIT.done, expect.stringContaining("nothing was changed")]);
    expect((await polynya("collections", "create", "Лёд", "--id", "ice")).out).toBe("ice\n");
    expect((await polynya("collections", "create", "Лёд", "--id", "ice")).code).not.toBe(EXIT.done);
    const set = await polynya("collections", "set", "ice", "--penalty", "5", "--read-only", "yes", "--json");
    expect(JSON.parse(set.out)).toMatchObject({
      id: "ice",
      memory: { order: 0, penalty: 5, readOnly: true },
    });
    const refused = await polynya("import", "in.csv", "--collection", "ice");
    expect([refused.code === EXIT.done, refused.err]).toEqual([false, expect.stringContaining("read-only")]);
    expect((await polynya("collections", "set", "ice", "--read-only", "no")).out).toContain('"penalty":5');
    expect(JSON.parse((await polynya("collections", "--json")).out)).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ id: "ice", title: "Лёд" })]),
    });
    const all = await polynya("documents");
    expect(all.out).toMatch(/talks +seminar .* csv +3 +en ru zh/u);
    expect((await polynya("documents", "ice", "--json")).out.replaceAll(/\s/gu, "")).toBe('{"items":[]}');
    expect((await polynya("documents", "none")).code).toBe(EXIT.notFound);
    expect((await polynya("collections", "remove", "ice")).code).toBe(EXIT.usage);
  });

  test.each([
    [["colection"], "collections"],
    [["lokup"], "lookup"],
    [["lookup", "x", "--treshold", "0.5"], "--threshold"],
    [["export", "d", "--formt", "csv"], "--format"],
  ])("a name that is not known is answered with the nearest one: %j", async (args, nearest) => {
    const { polynya } = workplace();
    const { code, err } = await polynya(...args);
    expect(code).toBe(EXIT.usage);
    expect(err).toContain(nearest);
    expect((await polynya("xyzzy")).err).not.toMatch(/mean/u);
  });

  test("a brief of a file is Markdown, or data with --json; a budget bounds it", async () => {
    const { polynya, write } = await withDocument();
    write("new.txt", "Arctic seminar\n\nOn 5 March 2024 sea ice was 1.2 million square kilometres.\n");
    const told = await polynya("brief", "new.txt", "--source", "en", "--target", "ru", "--language", "ru");
    expect([told.code, told.err]).toEqual([EXIT.done, ""]);
    expect(told.out).toContain("# Справка: английский → русский");
    expect(told.out).toContain("Арктический семинар");
    expect(told.out).toContain("5 марта 2024 года");
    const data = await polynya("brief", "new.txt", "--source", "en", "--json");
    expect(JSON.parse(data.out)).toMatchObject({ segments: [{ text: "Arctic seminar" }, {}] });
    const small = await polynya(
      "brief",
      "new.txt",
      "--source",
      "en",
      "--json",
      "--budget",
      "400",
      "--tokens",
    );
    expect(small.out.length).toBeLessThan(data.out.length);
    expect((await polynya("brief", "none.txt")).code).toBe(EXIT.notFound);
  });

  test("an analysis counts every segment once", async () => {
    const { polynya, write } = await withDocument();
    write("new.csv", "key,en\n1,Arctic seminar\n2,Arctic seminar\n3,Something else altogether\n");
    const report = await polynya("analyse", "new.csv", "--source", "en", "--target", "ru", "--json");
    expect([report.code, JSON.parse(report.out)]).toMatchObject([
      EXIT.done,
      { total: { segments: 3 }, bands: { "100": { segments: 2 }, none: { segments: 1 } } },
    ]);
    expect((await polynya("analyse", "new.csv", "--source", "en", "--language", "ru")).out).toContain(
      "всего",
    );
  });

  test("a folder is analysed file by file, in the language that its files are in", async () => {
    const { polynya, write } = await withDocument();
    write("talks/a.ru.md", "Арктический семинар\n");
    write("talks/sub/b.ru.md", "Арктический семинар\n\nСовсем другое предложение.\n");
    write("talks/polynya.json", '{"server":"http://127.0.0.1:1","documents":[]}');
    write("talks/picture.png", "\u0000\u0001");
    const json = await polynya("analyse", "talks", "--json");
    expect([json.code, JSON.parse(json.out)]).toMatchObject([
      EXIT.done,
      {
        source: "ru",
        files: [{ name: "talks/a.ru.md" }, { name: "talks/sub/b.ru.md", total: { segments: 2 } }],
        total: { segments: 3, words: 7 },
        bands: { "100": { segments: 2 }, none: { segments: 1 } },
      },
    ]);
    const csv = await polynya("analyse", "talks", "--format", "csv");
    expect(csv.out.split(/\r?\n/u)[0]).toBe("file,band,segments,words,characters");
    expect(csv.out).toContain("talks/sub/b.ru.md,total,2,");
    const shown = await polynya("analyse", "talks");
    expect(shown.out).toContain("talks/sub/b.ru.md");
    expect(shown.err).toContain("talks/picture.png");
    expect((await polynya("analyse", "nowhere")).code).toBe(EXIT.notFound);
  });

  test("hidden, empty and foreign files of a folder are not counted, and no file is counted twice", async () => {
    const { polynya, write } = await withDocument();
    write("l10n/en.json", '{"a":"Arctic seminar"}');
    write("l10n/ru.json", '{"a":"Арктический семинар"}');
    write("l10n/guide.zh.md", "完全不同的一句话。\n");
    write("l10n/empty.txt", "");
    write("l10n/.vscode/notes.md", "Hidden words\n");
    const report = await polynya("analyse", "l10n", "l10n/en.json", "--source", "en", "--json");
    expect(JSON.parse(report.out)).toMatchObject({
      files: [
        { name: "l10n/empty.txt", total: { segments: 0 } },
        { name: "l10n/en.json", total: { segments: 1 } },
      ],
      total: { segments: 1, words: 2 },
    });
    expect(report.err).toContain("l10n/guide.zh.md, l10n/ru.json");
  });

  test("a damaged file of a folder is named with its line and keeps no other out; alone it is an error", async () => {
    const { polynya, write } = await withDocument();
    write("work/0.docx", "PK\u0003\u0004 no document");
    write("work/a.txt", "Fine.\n");
    write("work/b.xlf", "<xliff version='1.2'>\n<file></body>");
    const damaged = await polynya("analyse", "work", "--json");
    expect([damaged.code, JSON.parse(damaged.out)]).toMatchObject([
      EXIT.badData,
      { source: "en", files: [{ name: "work/a.txt" }], total: { segments: 1 } },
    ]);
    expect(damaged.err).toMatch(/work\/b\.xlf.*line 2/u);
    expect(damaged.err).toContain("work/0.docx");
    const checked = await polynya("check", "work", "--source", "en");
    expect([checked.code, checked.err]).toEqual([EXIT.badData, expect.stringContaining("work/b.xlf")]);
    const told = await polynya("brief", "work", "--source", "en");
    expect([told.code, told.out]).toEqual([EXIT.badData, expect.stringContaining("Fine.")]);
    const alone = await polynya("analyse", "work/b.xlf", "--source", "en");
    expect([alone.code, alone.out]).toEqual([EXIT.badData, ""]);
    expect(alone.err).toMatch(/line 2/u);
  });

  test("an unknown collection is an error, not an empty memory", async () => {
    const { polynya, write } = await withDocument();
    write("work/a.txt", "Fine.\n");
    const nowhere = await polynya("analyse", "work/a.txt", "--source", "en", "--collection", "nope");
    expect([nowhere.code, nowhere.out]).toEqual([EXIT.notFound, ""]);
  });

  test("the table of an analysis aligns numbers to the right and writes them as the reader's language does", async () => {
    const { polynya, write } = await withDocument();
    const lines = Array.from({ length: 1200 }, (_, at) => `${at},Arctic seminar\n`);
    write("many.csv", `key,en\n${lines.join("")}`);
    const rows = async (language: string) =>
      (await polynya("analyse", "many.csv", "--language", language)).out.trimEnd().split("\n");
    expect((await rows("en")).at(-1)).toMatch(/^total +1,200 +2,400 +15,600$/u);
    expect((await rows("ru")).at(-1)).toMatch(/^всего +1\u00A0200 +2\u00A0400 +15\u00A0600$/u);
    expect((await rows("zh")).at(-1)).toMatch(/^合计 +1,200 +2,400 +15,600$/u);
  });

  test("check ends a build on errors in stored documents and in local files", async () => {
    const { polynya, write } = await withDocument();
    write("bad.csv", "key,en,ru\na,There are 120 ships.,Есть 12 судов.\nb,Fine.,Хорошо.\n");
    const found = await polynya("check", "bad.csv", "--check", "numbers", "--json");
    expect([found.code, JSON.parse(found.out)]).toMatchObject([
      EXIT.findings,
      { findings: [{ check: "numbers", severity: "error", unit: "a", line: 2, place: "bad.csv:a" }] },
    ]);
    const lines = await polynya("check", "bad.csv", "--check", "numbers");
    expect(lines.out).toMatch(/^bad\.csv:a: error: .*120.* \[numbers en\+ru\]\n$/u);
    write("build/sub/bad.csv", "key,en,ru\nc,There are 7 ships.,Есть 8 судов.\n");
    write("build/notes.bin", "\u0000\u0001");
    const below = await polynya("check", "build", "--check", "numbers");
    expect([below.code, below.out]).toEqual([
      EXIT.findings,
      expect.stringMatching(/^build\/sub\/bad\.csv:c: error: /u),
    ]);
    const sarif = await polynya("check", "bad.csv", "--check", "numbers", "--sarif");
    expect([sarif.code, JSON.parse(sarif.out)]).toMatchObject([
      EXIT.findings,
      {
        version: "2.1.0",
        runs: [
          {
            tool: { driver: { name: "Polynya", rules: [{ id: "numbers" }] } },
            results: [
              {
                ruleId: "numbers",
                level: "error",
                locations: [
                  {
                    physicalLocation: { artifactLocation: { uri: "bad.csv" }, region: { startLine: 2 } },
                    logicalLocations: [{ name: "a" }],
                  },
                ],
              },
            ],
          },
        ],
      },
    ]);
    const none = await polynya("check", "talks", "--check", "numbers", "--sarif");
    expect(JSON.parse(none.out)).toMatchObject({ runs: [{ results: [] }] });
    expect((await polynya("check", "bad.csv", "--check", "numbers", "--fail-on", "never")).code).toBe(
      EXIT.done,
    );
    expect((await polynya("check", "talks", "--check", "numbers")).code).toBe(EXIT.done);
    expect((await polynya("check", "nowhere")).code).toBe(EXIT.notFound);
    expect((await polynya("check", "talks", "--check", "frobnicate")).code).toBe(EXIT.usage);
  });

  test("the glossary goes out, comes in and finds its terms", async () => {
    const { polynya, read, running } = await withDocument();
    await running.request("/api/v1/concepts", {
      method: "POST",
      headers: { authorization: `Bearer ${ENVIRONMENT_TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify({
        id: "icebreaker",
        terms: [
          { language: "ru", text: "ледокол" },
          { language: "zh", text: "破冰船" },
        ],
      }),
    });
    const found = await polynya("terms", "find", "Два ледокола вышли в море", "--json");
    expect(JSON.parse(found.out)).toMatchObject({ terms: [{ concept: "icebreaker", start: 4, end: 12 }] });
    expect((await polynya("terms", "export", "-o", "glossary.tbx")).code).toBe(EXIT.done);
    expect(read("glossary.tbx")).toContain("破冰船");
    const back = await polynya("terms", "import", "glossary.tbx", "--json");
    expect([back.code, JSON.parse(back.out)]).toMatchObject([
      EXIT.done,
      { counts: { created: 0, changed: 0, same: 1 } },
    ]);
    expect(await polynya("terms", "import", "glossary.tbx", "--quiet")).toMatchObject({ out: "", err: "" });
    expect((await polynya("terms", "import", "nothing.tbx")).code).toBe(EXIT.notFound);
  });

  test("texts are aligned into a table, or into a document", async () => {
    const { polynya, write, read } = await withDocument();
    write("a.txt", "The ice is melting. Ships sail north.");
    write("b.txt", "Лёд тает. Суда идут на север.");
    const aligned = await polynya("align", "--en", "a.txt", "--ru", "b.txt", "-o", "ab.csv");
    expect([aligned.code, read("ab.csv")]).toEqual([EXIT.done, expect.stringContaining("Лёд тает.")]);
    expect((await polynya("align", "--en", "a.txt")).code).toBe(EXIT.usage);
    const saved = await polynya("align", "a.txt", "b.txt", "--save", "seminar", "--id", "ice");
    expect([saved.code, saved.out]).toEqual([EXIT.done, expect.stringContaining("created")]);
    expect((await polynya("export", "ice", "--format", "csv")).out).toContain("Суда идут на север.");
    expect((await polynya("align", "a.txt", "b.txt", "--save", "nowhere")).code).toBe(EXIT.notFound);
  });

  test("the threshold decides what has to be reviewed", async () => {
    const { polynya, write } = await withDocument();
    write("talk.en.md", "# Ice\n\nThe ice is melting. Ships sail north.\n");
    write("talk.ru.md", "# Лёд\n\nЛёд тает. Суда идут на север.\n");
    for (const [id, threshold, state] of [
      ["sure", "0", "translated"],
      ["unsure", "1", "initial"],
    ] as const) {
      await polynya(
        ...["align", "talk.en.md", "talk.ru.md", "--save", "seminar", "--id", id, "--threshold", threshold],
      );
      const { out } = await polynya("status", id, "--json");
      expect(JSON.parse(out)).toMatchObject({ documents: [{ states: { ru: { [state]: 3 } } }] });
    }
  });

  test("a problem is told in the language of the person", async () => {
    const { polynya } = await withDocument();
    const russian = await polynya("export", "nowhere", "--language", "ru");
    expect([russian.code, russian.err]).toEqual([
      EXIT.notFound,
      expect.stringMatching(/\p{Script=Cyrillic}{4}/u),
    ]);
    expect((await polynya("export", "nowhere", "--language", "zh")).err).toMatch(/\p{Script=Han}{4}/u);
  });

  test("every command has a help in three languages", async () => {
    const { polynya } = workplace();
    const commands = [...(await polynya("--help")).out.matchAll(/^ {2}([a-z]+) {2}/gmu)].map(
      ([, name]) => name ?? "",
    );
    expect(commands.length).toBeGreaterThan(15);
    for (const command of commands) {
      for (const language of ["en", "ru", "zh"]) {
        const help = await polynya(command, "--help", "--language", language);
        expect(help.code).toBe(EXIT.done);
        // A missing text would show as its key.
        expect(help.out).not.toMatch(/(?:commands|options|details|help)\.[a-z]/u);
      }
    }
  });

  test("the three languages of the command line have the same texts", () => {
    const keys = (language: string): Set<string> => {
      const path = join(import.meta.dirname, `../../locales/${language}/cli.json`);
      const walk = (value: object, before: string): string[] =>
        Object.entries(value).flatMap(([name, inner]) =>
          typeof inner === "object" && inner !== null
            ? walk(inner as object, `${before}${name}.`)
            : [`${before}${name.replace(/_(?:one|few|many|other)$/u, "")}`],
        );
      return new Set(walk(JSON.parse(readFileSync(path, "utf8")) as object, ""));
    };
    expect(keys("ru")).toEqual(keys("en"));
    expect(keys("zh")).toEqual(keys("en"));
  });
});
