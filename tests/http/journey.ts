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

/** What a user does in a day, over HTTP alone: the same on every runtime. `ask` answers with an administrator's rights. */
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

    test("a document is made of a file", async () => {
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

    test("a form with a file makes one too", async () => {
      const form = new FormData();
      form.set("id", "from-form");
      form.set("title", "Из формы");
      form.set("file", new File([CSV], "site.csv"));
      const made = await ask("/api/v1/collections/website/documents", { method: "POST", body: form });
      expect(made.status).toBe(201);
      expect(await get("/api/v1/documents/from-form")).toMatchObject({ title: "Из формы", units: 6 });
    });

    test("lists are pages", async () => {
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

    test("a unit is changed by those who saw its last version alone", async () => {
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

    test("a file goes out, comes back once, and is taken back whole", async () => {
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

    test("strings are published, served to anybody, and cached without ever being stale", async () => {
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

    test("a website reports keys that it misses, as JSON or as a form", async () => {
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

    test("a document is deleted whole, and undo brings it back", async () => {
      const before = await units();
      const gone = (await (await ask("/api/v1/documents/site", { method: "DELETE" })).json()) as Report;
      expect(gone.counts["removed"]).toBe(before.length);
      expect((await ask("/api/v1/documents/site")).status).toBe(404);
      expect((await ask(`/api/v1/imports/${gone.import}/undo`, { method: "POST" })).status).toBe(200);
      expect((await units()).map(({ id, variants }) => [id, variants["ru"]?.text])).toEqual(
        before.map(({ id, variants }) => [id, variants["ru"]?.text]),
      );
    });

    test("a collection is changed with care and deleted when empty", async () => {
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
