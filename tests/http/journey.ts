import { beforeAll, describe, expect, test } from "vitest";

export type Ask = (path: string, init?: RequestInit) => Promise<Response>;

interface Report {
  readonly import: string;
  readonly undone: boolean;
  readonly counts: Readonly<Record<string, number>>;
  readonly units: readonly { unit: string; result: string; problem?: { title: string } }[];
}

interface Unit {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly variants: Readonly<Record<string, { text: string; state: string; version: number } | undefined>>;
}

const CSV = `key,en,ru,zh
nav.home,Home,Главная,首页
nav.about,About the Arctic Council,Об Арктическом совете,关于北极理事会
ice.ships_one,{{count}} icebreaker,{{count}} ледокол,
ice.ships_few,,{{count}} ледокола,
ice.ships_many,,{{count}} ледоколов,
ice.ships_other,{{count}} icebreakers,{{count}} ледокола,{{count}} 艘破冰船
`;

/**
 * The work of a user over HTTP, the same on every runtime.
 *
 * @param ask sends a request as an administrator
 */
export function journey(name: string, ask: Ask): void {
  const send = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask(path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const upload = (path: string, text: string, headers: Record<string, string> = {}) =>
    ask(path, {
      method: "POST",
      headers: { "content-type": "application/octet-stream", ...headers },
      body: text,
    });
  const get = async <T>(path: string) => (await (await ask(path)).json()) as T;
  const units = async () => (await get<{ items: Unit[] }>("/api/v1/documents/site/units")).items;
  const unitOf = async (key: string) => {
    const found = (await units()).find((unit) => unit.key === key);
    if (found === undefined) throw new Error(`no unit ${key}`);
    return found;
  };

  describe(`a day with the service: ${name}`, () => {
    beforeAll(async () => {
      const made = await send("POST", "/api/v1/collections", { id: "website", title: "Сайт семинара" });
      expect([made.status, made.headers.get("location")]).toEqual([201, "/api/v1/collections/website"]);
    });

    test("a file becomes a document", async () => {
      const path = "/api/v1/collections/website/documents?id=site&namespace=site&filename=site.csv";
      const dry = await upload(`${path}&dryRun`, CSV);
      expect(((await dry.json()) as { report: Report }).report).toMatchObject({
        import: null,
        counts: { created: 6 },
      });
      expect((await ask("/api/v1/documents/site")).status).toBe(404);
      const made = await upload(path, CSV);
      expect(made.status).toBe(201);
      const { report } = (await made.json()) as { report: Report };
      expect(report.counts).toMatchObject({ created: 6, rejected: 0 });
      expect(await get("/api/v1/documents/site")).toMatchObject({
        collection: "website",
        units: 6,
        languages: ["en", "ru", "zh"],
      });
      expect((await upload(path, CSV)).status).toBe(409);
    });

    test("a form with a file makes a document too", async () => {
      const form = new FormData();
      form.set("id", "from-form");
      form.set("title", "Из формы");
      form.set("file", new File([CSV], "site.csv"));
      const made = await ask("/api/v1/collections/website/documents", { method: "POST", body: form });
      expect(made.status).toBe(201);
      expect(await get("/api/v1/documents/from-form")).toMatchObject({ title: "Из формы", units: 6 });
    });

    test("lists are divided into pages", async () => {
      const first = await get<{ items: Unit[]; next: string }>("/api/v1/documents/site/units?limit=4");
      expect(first.items.map(({ key }) => key)).toEqual([
        "nav.home",
        "nav.about",
        "ice.ships_one",
        "ice.ships_few",
      ]);
      const rest = await get<{ items: Unit[]; next: null }>(
        `/api/v1/documents/site/units?limit=4&after=${first.next}`,
      );
      expect(rest).toMatchObject({
        items: [{ key: "ice.ships_many" }, { key: "ice.ships_other" }],
        next: null,
      });
      const found = await get<{ items: Unit[] }>(
        `/api/v1/documents/site/units?q=${encodeURIComponent("АРКТИЧЕСК")}`,
      );
      expect(found.items.map(({ key }) => key)).toEqual(["nav.about"]);
      const missing = await get<{ items: Unit[] }>(
        "/api/v1/documents/site/units?language=zh-CN&state=missing",
      );
      expect(missing.items).toHaveLength(3);
    });

    test("a unit can be changed only with its last version", async () => {
      const { id } = await unitOf("nav.home");
      const seen = await ask(`/api/v1/units/${id}`);
      const etag = seen.headers.get("etag") ?? "";
      const again = await ask(`/api/v1/units/${id}`, { headers: { "if-none-match": etag } });
      expect([again.status, await again.text()]).toEqual([304, ""]);
      const change = (text: string, headers: Record<string, string>) =>
        send("PATCH", `/api/v1/units/${id}`, { variants: { ru: { text, state: "reviewed" } } }, headers);
      expect((await change("Начало", {})).status).toBe(428);
      expect((await change("Начало", { "if-match": "*" })).status).toBe(428);
      const changed = await change("Начало", { "if-match": etag });
      expect(changed.status).toBe(200);
      expect(await changed.json()).toMatchObject({ variants: { ru: { text: "Начало", state: "reviewed" } } });
      const late = await change("Старт", { "if-match": etag });
      expect(late.status).toBe(412);
      expect(await late.json()).toMatchObject({
        code: "stale-version",
        theirs: expect.anything(),
        mine: expect.anything(),
      });
      const onward = await change("Главная страница", { "if-match": changed.headers.get("etag") ?? "" });
      expect(onward.status).toBe(200);
      const { items } = await get<{ items: { kind: string }[] }>(`/api/v1/units/${id}/history`);
      expect(items.map(({ kind }) => kind)).toEqual(["edit", "edit", "create"]);
    });

    test("a file is exported, pushed once, and the whole push is undone", async () => {
      const out = await ask("/api/v1/documents/site/export?format=csv");
      expect(out.headers.get("content-disposition")).toContain('filename="site.csv"');
      const etag = out.headers.get("etag") ?? "";
      expect(etag).toMatch(/^"[0-9a-f]{64}"$/u);
      expect(
        (await ask("/api/v1/documents/site/export?format=csv", { headers: { "if-none-match": etag } }))
          .status,
      ).toBe(304);
      const file = (await out.text()).replace("关于北极理事会", "北极理事会简介");
      const path = "/api/v1/documents/site/push?filename=site.csv";
      const dry = await upload(`${path}&dryRun=true`, file);
      expect((await dry.json()) as Report).toMatchObject({
        import: null,
        counts: { changed: 1, conflict: 0 },
      });
      const key = { "idempotency-key": `journey-${name}` };
      const pushed = await upload(path, file, key);
      const report = (await pushed.json()) as Report;
      expect(report).toMatchObject({
        undone: false,
        counts: { created: 0, changed: 1, same: 5, conflict: 0, rejected: 0 },
      });
      expect((await unitOf("nav.about")).variants["zh"]?.text).toBe("北极理事会简介");

      const repeated = await upload(path, file, key);
      expect(repeated.headers.get("idempotency-replayed")).toBe("true");
      expect(((await repeated.json()) as Report).import).toBe(report.import);
      const other = await upload(path, file.replace("Home", "Start"), key);
      expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([
        422,
        "idempotency-mismatch",
      ]);

      const undone = await ask(`/api/v1/imports/${report.import}/undo`, { method: "POST" });
      expect((await undone.json()) as Report).toMatchObject({ counts: { changed: 1 } });
      expect((await unitOf("nav.about")).variants["zh"]?.text).toBe("关于北极理事会");
      expect(await get(`/api/v1/imports/${report.import}`)).toMatchObject({
        kind: "push",
        undone: true,
        report: { undone: true },
      });
      expect((await ask(`/api/v1/imports/${report.import}/undo`, { method: "POST" })).status).toBe(409);
      const { items } = await get<{ items: { kind: string }[] }>("/api/v1/imports?document=site&limit=2");
      expect(items.map(({ kind }) => kind)).toEqual(["undo", "push"]);
    });

    test("XLIFF is exported and pushed; a text that both sides changed is a conflict, explained in words", async () => {
      const path = "/api/v1/documents/site/export?format=xliff&version=2.1&source=en-US&target=ru";
      const out = await ask(path);
      expect(out.headers.get("content-type")).toBe("application/xliff+xml");
      const file = await out.text();
      const translated = file.replace(">Об Арктическом совете<", ">Совет<");
      expect(translated).not.toBe(file);
      const push = (text: string, more = "", language = "en") =>
        upload(`/api/v1/documents/site/push?source=en&target=ru&filename=site.xlf${more}`, text, {
          "accept-language": language,
        });
      const pushed = (await (await push(translated)).json()) as Report;
      expect(pushed.counts).toMatchObject({ changed: 1, conflict: 0, rejected: 0 });
      expect(await (await ask(path)).text()).toContain(">Совет<");

      const other = await push(file.replace(">Об Арктическом совете<", ">О совете<"), "", "ru");
      expect(other.status).toBe(409);
      const refused = (await other.json()) as { code: string; report: Report };
      expect(refused).toMatchObject({
        code: "unit-conflict",
        report: { import: null, counts: { conflict: 1 } },
      });
      const conflict = refused.report.units.find(({ result }) => result === "conflict");
      expect(conflict).toMatchObject({ problem: { title: "Изменено с обеих сторон" } });
      expect((await unitOf("nav.about")).variants["ru"]?.text).toBe("Совет");
      expect((await ask(`/api/v1/imports/${pushed.import}/undo`, { method: "POST" })).status).toBe(200);
      expect((await unitOf("nav.about")).variants["ru"]?.text).toBe("Об Арктическом совете");

      const wrong = await upload("/api/v1/documents/site/push?source=zh&target=ru&filename=site.xlf", file);
      expect([wrong.status, ((await wrong.json()) as { code: string }).code]).toEqual([
        422,
        "language-mismatch",
      ]);
      const cut = await push(file.slice(0, file.length / 2));
      expect([cut.status, ((await cut.json()) as { code: string }).code]).toEqual([422, "xml-truncated"]);
    });

    test("strings are published, served to everybody, and cached without becoming stale", async () => {
      expect((await ask("/locales/ru/site.json")).status).toBe(404);
      const published = await ask("/api/v1/strings/site/publish", { method: "POST" });
      expect(published.status).toBe(200);
      const open = (path: string, headers: Record<string, string> = {}) =>
        ask(path, { headers: { authorization: "", ...headers } });
      const russian = await open("/locales/ru/site.json");
      expect(russian.headers.get("cache-control")).toBe("no-cache");
      expect(russian.headers.get("access-control-allow-origin")).toBe("*");
      expect(russian.headers.get("content-language")).toBe("ru");
      const etag = russian.headers.get("etag") ?? "";
      const text = await russian.text();
      expect(JSON.parse(text)).toMatchObject({
        nav: { home: "Главная страница" },
        ice: { ships_many: "{{count}} ледоколов" },
      });
      const again = await open("/locales/ru/site.json", { "if-none-match": etag });
      expect([again.status, await again.text()]).toEqual([304, ""]);

      const chinese = await open("/locales/zh-CN/site.json");
      expect(JSON.parse(await chinese.text())).toEqual({
        nav: { home: "首页", about: "关于北极理事会" },
        ice: { ships_other: "{{count}} 艘破冰船" },
      });
      for (const path of ["/locales/ru+zh/site", "/locales/resources.json?lng=ru+zh&ns=site"]) {
        expect(await (await open(path)).json()).toMatchObject({
          ru: { site: { nav: {} } },
          zh: { site: { nav: {} } },
        });
      }
      const forever = await open(`/locales/@${etag.replaceAll('"', "")}/ru/site.json`);
      expect(forever.headers.get("cache-control")).toContain("immutable");
      expect(await forever.text()).toBe(text);
      for (const path of [
        "/locales/de/site.json",
        "/locales/ru/none.json",
        "/locales/@0123/ru/site.json",
        "/locales/de/site",
      ]) {
        expect([path, (await open(path)).status]).toEqual([path, 404]);
      }

      const { id } = await unitOf("nav.home");
      const seen = (await ask(`/api/v1/units/${id}`)).headers.get("etag") ?? "";
      await send(
        "PATCH",
        `/api/v1/units/${id}`,
        { variants: { ru: { text: "В начало" } } },
        { "if-match": seen },
      );
      expect((await open("/locales/ru/site.json", { "if-none-match": etag })).status).toBe(304);
      await ask("/api/v1/strings/site/publish", { method: "POST" });
      const fresh = await open("/locales/ru/site.json", { "if-none-match": etag });
      expect([fresh.status, JSON.parse(await fresh.text())]).toMatchObject([
        200,
        { nav: { home: "В начало" } },
      ]);
      expect(await (await open(`/locales/@${etag.replaceAll('"', "")}/ru/site.json`)).text()).toBe(text);
    });

    test("a website reports missing keys, as JSON or as a form", async () => {
      const added = await send("POST", "/locales/add/ru/site", { "nav.contacts": "Контакты" });
      expect(await added.json()).toEqual({ added: 1 });
      const form = await ask("/locales/add/ru/site", {
        method: "POST",
        body: new URLSearchParams({ "nav.map": "Карта", _t: "1" }),
      });
      expect(await form.json()).toEqual({ added: 1 });
      const once = await send("POST", "/locales/add/ru/site", { "nav.map": "Карта" });
      expect(await once.json()).toEqual({ added: 0 });
      expect((await unitOf("nav.map")).variants["ru"]).toMatchObject({ text: "Карта", state: "initial" });
    });

    test("an earlier translation is found, and its score is explained", async () => {
      const wanted = {
        source: "ru-RU",
        targets: ["zh", "en"],
        segments: [{ text: "Об Арктическом Совете" }, { text: "совсем другое" }],
      };
      const answer = (await (await send("POST", "/api/v1/lookup", wanted)).json()) as {
        results: { matches: unknown[] }[];
      };
      expect(answer.results).toHaveLength(2);
      expect(answer.results[0]?.matches[0]).toMatchObject({
        score: expect.any(Number),
        kind: "normalized",
        source: { language: "ru", text: "Об Арктическом совете" },
        targets: { zh: { text: "关于北极理事会" }, en: { text: "About the Arctic Council" } },
        explanation: { similarity: 100 },
      });
      expect(answer.results[1]).toEqual({ matches: [], truncated: false });
      const wrong = await send("POST", "/api/v1/lookup", { source: "de", segments: [] });
      expect([wrong.status, ((await wrong.json()) as { fields: unknown }).fields]).toEqual([
        422,
        [{ field: "source", message: "must be one of: en, ru, zh" }],
      ]);
    });

    test("a word is found in all its forms, and so is a Chinese character", async () => {
      interface Page {
        items: {
          key: string;
          variants: Record<string, { text: string; hits: { start: number; end: number }[] }>;
        }[];
      }
      const search = (q: string, more = "") =>
        get<Page>(`/api/v1/concordance?collection=website&q=${encodeURIComponent(q)}${more}`);
      const [found] = (await search("арктический", "&language=ru")).items;
      expect(found).toMatchObject({
        key: "nav.about",
        variants: { zh: { text: "关于北极理事会", hits: [] } },
      });
      const { text = "", hits = [] } = found?.variants["ru"] ?? {};
      expect(hits.map(({ start, end }) => text.slice(start, end))).toEqual(["Арктическом"]);
      expect((await search("极")).items.length).toBeGreaterThan(0);
      expect((await ask("/api/v1/concordance?q=")).status).toBe(422);
    });

    test("the leverage of a file is counted before the work begins", async () => {
      const wanted = {
        source: "ru",
        target: "zh",
        segments: ["Об Арктическом совете", "О чём-то другом", "О чём-то другом"],
      };
      expect(await (await send("POST", "/api/v1/analyse", wanted)).json()).toMatchObject({
        total: { segments: 3 },
        bands: { repetition: { segments: 1 }, none: { segments: 1 } },
      });
      const form = new FormData();
      form.set("source", "ru");
      form.append("file", new File([CSV], "a.csv"));
      form.append("file", new File([CSV], "b.csv"));
      const files = await ask("/api/v1/analyse", { method: "POST", body: form });
      expect(await files.json()).toMatchObject({
        source: "ru",
        target: null,
        files: [{ name: "a.csv" }, { name: "b.csv" }],
      });
      expect((await send("POST", "/api/v1/analyse", {})).status).toBe(422);
      expect((await send("POST", "/api/v1/analyse", { ...wanted, collections: ["nope"] })).status).toBe(404);

      // As NDJSON: lines of progress, then the same report. A problem is the last line.
      const told = async (collection: string) => {
        form.set("collection", collection);
        const headers = { accept: "application/x-ndjson" };
        const answer = await ask("/api/v1/analyse", { method: "POST", body: form, headers });
        expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
        const lines = (await answer.text()).trimEnd().split("\n");
        return lines.map((line): Record<string, unknown> => JSON.parse(line));
      };
      const lines = await told("website");
      expect(lines.at(-1)).toMatchObject({
        result: { source: "ru", files: [{ name: "a.csv" }, { name: "b.csv" }] },
      });
      expect(lines.at(-2)?.["done"]).toBe(lines.at(-2)?.["of"]);
      expect(await told("nope")).toMatchObject([{ problem: { code: "not-found", status: 404 } }]);
    });

    test("empty targets are filled from the memory", async () => {
      const path = "/api/v1/collections/website/documents?id=fresh&filename=fresh.csv";
      expect((await upload(path, "key,en\na,About the Arctic Council\nb,Never seen\n")).status).toBe(201);
      const wanted = { source: "en", target: "zh" };
      const dry = await send("POST", "/api/v1/documents/fresh/pretranslate?dryRun", wanted);
      expect(await dry.json()).toMatchObject({ import: null, counts: { changed: 1 } });
      const filled = await send("POST", "/api/v1/documents/fresh/pretranslate", wanted);
      expect(await filled.json()).toMatchObject({ import: expect.any(String), counts: { changed: 1 } });
      expect(await get("/api/v1/documents/fresh/units")).toMatchObject({
        items: [{ variants: { zh: { text: "关于北极理事会", origin: "match" } } }, { variants: {} }],
      });
    });

    test("long work tells its progress to those who accept lines, and does the same", async () => {
      const headers = { accept: "application/x-ndjson", "content-type": "application/octet-stream" };
      const told = async (method: string, path: string, body?: string) => {
        const answer = await ask(path, { method, headers, ...(body === undefined ? {} : { body }) });
        expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
        const lines = (await answer.text()).trimEnd().split("\n");
        return lines.map((line): Record<string, unknown> => JSON.parse(line));
      };
      const result = (lines: readonly Record<string, unknown>[]) => lines.at(-1)?.["result"];
      const rows = (text: string) =>
        `key,en\n${Array.from({ length: 5 }, (_, at) => `k${at},${text} ${at}`).join("\n")}\n`;
      const path = "/api/v1/collections/website/documents?id=long&filename=long.csv";
      const made = await told("POST", path, rows("Text"));
      expect(made[0]).toEqual({ done: 5, of: 5 });
      expect(result(made)).toMatchObject({
        document: { id: "long", units: 5 },
        report: { counts: { created: 5 } },
      });
      expect((await told("POST", path, rows("Text"))).at(-1)).toMatchObject({
        problem: { code: "already-exists", status: 409 },
      });
      const pushed = await told("POST", "/api/v1/documents/long/push?filename=long.csv", rows("Other"));
      expect(result(pushed)).toMatchObject({ counts: { changed: 5 } });
      const deleted = await told("DELETE", "/api/v1/documents/long");
      expect(deleted[0]).toEqual({ done: 5, of: 5 });
      const { import: deletion } = result(deleted) as { import: string };
      const undone = await told("POST", `/api/v1/imports/${deletion}/undo`);
      expect(undone[0]).toEqual({ done: 5, of: 5 });
      expect(result(undone)).toMatchObject({ counts: { created: 5 } });
      expect(await get("/api/v1/documents/long")).toMatchObject({ units: 5 });
    });

    test("a glossary grows, and its terms are found inflected", async () => {
      const draft = {
        id: "arctic-council",
        domain: "governance",
        terms: [
          { language: "ru", text: "Арктический совет", administrativeStatus: "preferred" },
          { language: "en", text: "Arctic Council" },
          { language: "zh", text: "北极理事会" },
        ],
      };
      const made = await send("POST", "/api/v1/concepts", draft);
      expect(made.status).toBe(201);
      expect((await send("POST", "/api/v1/concepts", draft)).status).toBe(409);
      const text = "Решение Арктического совета принято.";
      const found = (await (
        await send("POST", "/api/v1/terms/recognise", { language: "ru", text })
      ).json()) as {
        terms: { start: number; end: number }[];
      };
      expect(found.terms).toMatchObject([{ concept: "arctic-council", certainty: "certain" }]);
      expect(text.slice(found.terms[0]?.start, found.terms[0]?.end)).toBe("Арктического совета");

      const seen = await ask("/api/v1/concepts/arctic-council");
      const patch = { domain: "institutions" };
      expect((await send("PATCH", "/api/v1/concepts/arctic-council", patch)).status).toBe(428);
      const etag = seen.headers.get("etag") ?? "";
      const changed = await send("PATCH", "/api/v1/concepts/arctic-council", patch, { "if-match": etag });
      expect(await changed.json()).toMatchObject({ domain: "institutions", version: 2 });
      expect(
        (await send("PATCH", "/api/v1/concepts/arctic-council", patch, { "if-match": etag })).status,
      ).toBe(412);
      const said = await send("POST", "/api/v1/concepts/arctic-council/comments", { text: "Проверено." });
      expect(said.status).toBe(201);
      expect(await get("/api/v1/concepts/arctic-council")).toMatchObject({
        comments: [{ text: "Проверено." }],
      });
      expect(await get("/api/v1/concepts/arctic-council/history")).toMatchObject({
        items: [{ version: 2 }, { version: 1 }],
      });

      const file = await ask("/api/v1/glossary?format=json");
      const bytes = await file.arrayBuffer();
      const back = await ask("/api/v1/glossary?filename=glossary.json&dryRun", {
        method: "PUT",
        body: bytes,
      });
      expect(await back.json()).toMatchObject({ counts: { created: 0, changed: 0, same: 1, removed: 0 } });
    });

    test("a proposed change of the glossary says what it would break", async () => {
      const proposed = {
        terms: [
          { language: "ru", text: "Арктический совет" },
          { language: "zh", text: "北极委员会" },
        ],
      };
      const impact = await send("POST", "/api/v1/concepts/arctic-council/impact", proposed);
      expect(await impact.json()).toMatchObject({
        units: 3,
        breaks: [
          { unit: { document: "from-form" } },
          {
            unit: { key: "nav.about" },
            findings: [{ check: "terminology", key: "terminology.missing" }],
          },
        ],
      });
    });

    test("typed texts are checked, with messages in the reader's language", async () => {
      const units = [
        { en: "12 ships", ru: "12 судов" },
        { en: "12 ships", zh: "13 艘船" },
      ];
      const check = async (language: string) =>
        (await (
          await send("POST", "/api/v1/check", { units, checks: ["numbers"] }, { "accept-language": language })
        ).json()) as {
          findings: { message: string }[];
        };
      const english = await check("en");
      expect(english.findings).toMatchObject([
        { unit: 1, check: "numbers", severity: "error", languages: ["en", "zh"] },
      ]);
      const messages = [english, await check("ru"), await check("zh")].map(
        ({ findings }) => findings[0]?.message ?? "",
      );
      expect(messages[0]).toContain("in the Chinese text");
      expect(messages[1]).toContain("в китайском тексте");
      expect(messages[2]).toMatch(/\p{Script=Han}/u);
    });

    test("findings in stored units are listed, ignored and heeded again", async () => {
      const { id } = await unitOf("ice.ships_other");
      const seen = (await ask(`/api/v1/units/${id}`)).headers.get("etag") ?? "";
      await send(
        "PATCH",
        `/api/v1/units/${id}`,
        { variants: { zh: { text: "艘破冰船" } } },
        { "if-match": seen },
      );
      const list = () =>
        get<{ items: { id: string; unit: string; check: string }[] }>(
          "/api/v1/findings?document=site&check=placeholders",
        );
      const [finding] = (await list()).items;
      expect(finding).toMatchObject({ unit: id, check: "placeholders" });
      const ignored = await send("POST", `/api/v1/findings/${finding?.id}/ignore`, { reason: "так надо" });
      expect(await ignored.json()).toMatchObject({ ignored: { reason: "так надо" } });
      expect((await list()).items).toEqual([]);
      expect((await ask(`/api/v1/findings/${finding?.id}/ignore`, { method: "DELETE" })).status).toBe(200);
      expect((await list()).items).toHaveLength(1);
      const stored = await send("POST", "/api/v1/check", { document: "site", checks: ["placeholders"] });
      expect(await stored.json()).toMatchObject({ findings: [{ unit: id, check: "placeholders" }] });
    });

    test("several findings are ignored for one reason, all of them or none, and heeded again", async () => {
      interface Listed {
        items: { id: string; check: string; ignored?: { reason: string } }[];
        counts: { total: number };
      }
      const list = () => get<Listed>("/api/v1/findings");
      const before = await list();
      const ids = before.items.map((finding) => finding.id);
      expect(ids).not.toEqual([]);
      const ignore = (findings: string[]) =>
        send("POST", "/api/v1/findings/ignore", { findings, reason: "a draft" });
      const refused = await ignore([...ids, "u1-0"]);
      expect([refused.status, (await list()).counts.total]).toEqual([404, before.counts.total]);
      const ignored = (await (await ignore(ids)).json()) as Listed;
      expect(ignored.items.map((finding) => [finding.id, finding.ignored?.reason])).toEqual(
        ids.map((id) => [id, "a draft"]),
      );
      expect((await list()).counts.total).toBe(before.counts.total - ids.length);
      expect((await send("POST", "/api/v1/findings/heed", { findings: ids })).status).toBe(200);
      expect((await list()).items).toEqual(before.items);
      expect((await send("POST", "/api/v1/findings/ignore", { findings: [] })).status).toBe(422);
    });

    test("coverage and activity are reported by day", async () => {
      interface Coverage {
        from: string;
        to: string;
        items: {
          day: string;
          languages: Record<string, { expected: number; states: Record<string, number> }>;
        }[];
      }
      const coverage = await get<Coverage>("/api/v1/reports/coverage?document=site");
      const { units, states } = await get<{ units: number; states: Record<string, Record<string, number>> }>(
        "/api/v1/documents/site",
      );
      const last = coverage.items.at(-1);
      for (const language of ["en", "ru", "zh"]) {
        expect(last?.languages[language]).toEqual({
          expected: units,
          states: { initial: 0, translated: 0, reviewed: 0, final: 0, ...states[language] },
        });
      }
      const early = await get<Coverage>("/api/v1/reports/coverage?from=2020-01-01&to=2020-02-01");
      expect(early).toMatchObject({ from: "2020-01-01", items: [{ day: "2020-01-01" }] });
      expect(early.items[0]?.languages["ru"]?.expected).toBe(0);
      const activity = await get<{ items: { kind: string; created: number }[] }>(
        "/api/v1/reports/activity?document=site",
      );
      expect(activity.items.find(({ kind }) => kind === "create")).toMatchObject({ writes: 3, created: 8 });
      expect(activity.items.map(({ kind }) => kind)).not.toContain("undo");
      for (const wrong of ["from=2026-02-01&to=2026-01-01", "from=yesterday", "document=none"])
        expect((await ask(`/api/v1/reports/coverage?${wrong}`)).ok).toBe(false);
    });

    test("texts are aligned and become a draft for review", async () => {
      const texts = {
        en: "The seminar was held in Arkhangelsk. Forty experts took part. The next meeting is planned for 2024.",
        ru: "Семинар прошёл в Архангельске. В нём участвовали 40 экспертов. Следующая встреча намечена на 2024 год.",
      };
      const aligned = (await (await send("POST", "/api/v1/align", { texts, format: "text" })).json()) as {
        segments: { en: string[] };
        beads: { en: number[]; ru: number[]; confidence: number }[];
      };
      expect(aligned.segments.en).toHaveLength(3);
      expect(aligned.beads.map(({ en, ru }) => [en, ru])).toEqual([0, 1, 2].map((at) => [[at], [at]]));
      const form = new FormData();
      form.set("en", new File([texts.en], "en.txt"));
      form.set("ru", new File([texts.ru], "ru.txt"));
      const sent = (await (
        await ask("/api/v1/align", { method: "POST", body: form })
      ).json()) as typeof aligned;
      expect(sent.segments).toEqual(aligned.segments);
      const { segments, beads } = aligned;
      const saved = await send("POST", "/api/v1/collections/website/alignments", {
        id: "report",
        title: "Отчёт",
        segments,
        beads,
      });
      expect(saved.status).toBe(201);
      expect(await get("/api/v1/documents/report")).toMatchObject({ units: 3, languages: ["en", "ru"] });
      const { items } = await get<{ items: Unit[] }>("/api/v1/documents/report/units");
      const merged = await send("POST", "/api/v1/documents/report/alignment", {
        kind: "merge",
        unit: items[0]?.id,
      });
      expect(merged.status).toBe(200);
      expect(await get("/api/v1/documents/report")).toMatchObject({ units: 2 });
    });

    test("a whole document is deleted, and undo restores it", async () => {
      const before = await units();
      const gone = (await (await ask("/api/v1/documents/site", { method: "DELETE" })).json()) as Report;
      expect(gone.counts["removed"]).toBe(before.length);
      expect((await ask("/api/v1/documents/site")).status).toBe(404);
      expect((await ask(`/api/v1/imports/${gone.import}/undo`, { method: "POST" })).status).toBe(200);
      expect((await units()).map(({ id, variants }) => [id, variants["ru"]?.text])).toEqual(
        before.map(({ id, variants }) => [id, variants["ru"]?.text]),
      );
    });

    test("a collection is changed with its last version, and deleted when it is empty", async () => {
      const seen = await ask("/api/v1/collections/website");
      const etag = seen.headers.get("etag") ?? "";
      const changed = await send(
        "PATCH",
        "/api/v1/collections/website",
        { title: "Сайт" },
        { "if-match": etag },
      );
      expect(await changed.json()).toMatchObject({ title: "Сайт" });
      expect(
        (await send("PATCH", "/api/v1/collections/website", { title: "?" }, { "if-match": etag })).status,
      ).toBe(412);
      expect((await ask("/api/v1/collections/website", { method: "DELETE" })).status).toBe(409);
      await send("POST", "/api/v1/collections", { id: "empty", title: "Empty" });
      expect((await ask("/api/v1/collections/empty", { method: "DELETE" })).status).toBe(204);
      expect((await ask("/api/v1/collections/empty")).status).toBe(404);
    });
  });
}
