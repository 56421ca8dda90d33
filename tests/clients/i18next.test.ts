import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as i18next27 from "i18next";
import { ask, type RunningServer, startServer } from "../faults/server.ts";
import { workFolder } from "./programs.ts";

/** Packages of websites, which are no dependency. `.ci/run` installs them in a folder of their own. */
const tools = process.env["I18NEXT_TOOLS"] ?? "";
const isThere = existsSync(join(tools, "node_modules/i18next-http-backend"));
const note = isThere ? "" : " (skipped: I18NEXT_TOOLS names no folder with i18next-http-backend)";
const load = createRequire(join(tools, "tools.js"));

type I18n = ReturnType<typeof i18next27.createInstance>;
interface React {
  createElement(type: unknown, properties: object | null, ...children: unknown[]): unknown;
}

const FILES = {
  ru: {
    home: "Главная",
    ships_one: "{{count}} судно",
    ships_few: "{{count}} судна",
    ships_many: "{{count}} судов",
    ships_other: "{{count}} судна",
  },
  en: { home: "Home", ships_one: "{{count}} ship", ships_other: "{{count}} ships", only: "English alone" },
} as const;

describe.skipIf(!isThere)(`i18next on a website${note}`, () => {
  let server: RunningServer;

  beforeAll(async () => {
    server = await startServer(join(workFolder(), "store.db"), { POLYNYA_PAGES: "off" });
    const send = async (method: string, path: string, body: unknown) => {
      const headers = { "content-type": "application/json" };
      const answer = await ask(server.url, path, { method, headers, body: JSON.stringify(body) });
      expect([path, answer.ok]).toEqual([path, true]);
    };
    await send("POST", "/api/v1/collections", { id: "web", title: "Web" });
    const upload = (language: "ru" | "en", namespace: string) =>
      ask(
        server.url,
        `/api/v1/collections/web/documents?id=${namespace}&namespace=${namespace}&filename=${namespace}.json&format=i18next&source=${language}`,
        { method: "POST", body: JSON.stringify(FILES[language]) },
      );
    expect((await upload("en", "site")).status).toBe(201);
    const pushed = await ask(
      server.url,
      "/api/v1/documents/site/push?filename=ru.json&format=i18next&source=en&target=ru&create=true",
      { method: "POST", body: JSON.stringify(FILES.ru) },
    );
    expect(await pushed.json()).toMatchObject({ counts: { rejected: 0 } });
    await send("POST", "/api/v1/strings/site/publish?state=initial", {});
  });
  afterAll(() => server?.kill("SIGTERM"));

  const versions: readonly (readonly [string, () => I18n])[] = [
    ["26", () => (load("i18next") as typeof i18next27).createInstance()],
    ["27", () => i18next27.createInstance()],
  ];

  /** An instance whose strings come from the service. */
  const started = async (
    make: () => I18n,
    multiload: boolean,
    path = "{{lng}}/{{ns}}.json",
  ): Promise<I18n> => {
    const exported = (name: string): unknown => {
      const found = load(name) as { readonly default?: unknown };
      return found.default ?? found;
    };
    const http = exported("i18next-http-backend");
    const i18n = make();
    const plain = { loadPath: `${server.url}/locales/${path}` };
    const several = { backend: http, backendOption: { loadPath: `${server.url}/locales/{{lng}}/{{ns}}` } };
    const backend = multiload ? exported("i18next-multiload-backend-adapter") : http;
    await i18n.use(backend as i18next27.Module).init({
      lng: "ru",
      fallbackLng: "en",
      ns: ["site"],
      defaultNS: "site",
      backend: multiload ? several : plain,
    });
    return i18n;
  };

  for (const [version, make] of versions)
    it.each([
      ["i18next-http-backend", false],
      ["i18next-multiload-backend-adapter", true],
    ])(`i18next ${version} gets keys, plurals and its fallback by %s`, async (_, multiload) => {
      const { t } = await started(make, multiload);
      expect([t("home"), t("ships", { count: 3 }), t("ships", { count: 5 }), t("only")]).toEqual([
        "Главная",
        "3 судна",
        "5 судов",
        "English alone",
      ]);
    });

  it.each(["{{lng}}/{{ns}}", "resources.json?lng={{lng}}&ns={{ns}}"])(
    "a plain i18next-http-backend on the address for several languages finds its keys: %s",
    async (path) => {
      for (const [, make] of versions) {
        const { t } = await started(make, false, path);
        expect([t("home"), t("ships", { count: 5 }), t("only")]).toEqual([
          "Главная",
          "5 судов",
          "English alone",
        ]);
      }
    },
  );

  it("a component of React shows them", async () => {
    const [, make26] = versions[0] ?? [];
    if (make26 === undefined) throw new Error("no version");
    const i18n = await started(make26, false);
    const { createElement } = load("react") as React;
    const { I18nextProvider, useTranslation } = load("react-i18next") as {
      I18nextProvider: unknown;
      useTranslation: () => { t: I18n["t"] };
    };
    const { renderToStaticMarkup } = load("react-dom/server") as {
      renderToStaticMarkup(of: unknown): string;
    };
    const Fleet = () => createElement("p", null, useTranslation().t("ships", { count: 21 }));
    const page = createElement(I18nextProvider, { i18n }, createElement(Fleet, null));
    expect(renderToStaticMarkup(page)).toBe("<p>21 судно</p>");
  });
});
