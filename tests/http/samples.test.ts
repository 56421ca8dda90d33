import { serve } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { website } from "../../docs/samples/hono.ts";
import { translators } from "../../docs/samples/published-strings.ts";
import { service } from "./app.ts";
import { insertPublication } from "./publication.ts";

const RUSSIAN = { home: "Главная", ships_one: "{{count}} судно", ships_many: "{{count}} судов" };
const ENGLISH = {
  home: "Home",
  ships_one: "{{count}} ship",
  ships_other: "{{count}} ships",
  only: "English",
};

/** Published strings, and the requests for them. */
async function published() {
  const polynya = service();
  const { storage } = polynya.context;
  await insertPublication(storage, "site", "ru", RUSSIAN);
  await insertPublication(storage, "site", "en", ENGLISH);
  const statuses: number[] = [];
  let isAway = false;
  const source = {
    address: "http://polynya.test/locales",
    namespace: "site",
    fallback: "en",
    fetch: async (address: RequestInfo | URL, init?: RequestInit) => {
      if (isAway) throw new TypeError("fetch failed");
      const answer = await polynya.app.fetch(new Request(address, init));
      statuses.push(answer.status);
      return answer;
    },
  };
  const publish = (strings: Record<string, string>) => insertPublication(storage, "site", "ru", strings);
  return { source, statuses, publish, leave: () => (isAway = true) };
}

describe("the sample of a website on Hono", () => {
  test("renders pages in the reader's language on Node", async () => {
    const { source } = await published();
    const server = serve({ fetch: website(source).fetch, port: 0, hostname: "127.0.0.1" });
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const page = async (path: string, language: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        headers: { "accept-language": language },
      });
      return [
        answer.status,
        answer.headers.get("vary"),
        (await answer.text()).replaceAll(/\s+/gu, " "),
      ] as const;
    };
    const russian = await page("/?ships=5", "ru-RU,ru;q=0.9");
    expect(russian).toEqual([200, expect.stringContaining("Accept-Language"), expect.any(String)]);
    expect(russian[2]).toContain('<html lang="ru"> <head> <title>Главная</title>');
    expect(russian[2]).toContain("<p>5 судов</p>");
    expect((await page("/?ships=1", "de"))[2]).toContain('<html lang="en">');
    // Nothing is published in Chinese: the page falls back.
    expect((await page("/?lng=zh", "ru"))[2]).toContain("<p>5 ships</p>");
  });

  test("escapes what the strings hold", async () => {
    const { source, publish } = await published();
    await publish({ home: "<script>alert(1)</script>", ships_other: "x" });
    const text = await (await website(source).request("/?lng=ru")).text();
    expect(text).toContain("&lt;script&gt;");
  });
});

describe("the strings of the samples", () => {
  test("are kept, then asked for again by their ETag", async () => {
    const { source, statuses, publish } = await published();
    const kept = translators(source);
    await kept("ru");
    await kept("ru");
    expect(statuses).toEqual([200, 200]);
    const eager = translators({ ...source, seconds: 0 });
    await eager("en");
    await eager("en");
    expect(statuses.slice(2)).toEqual([200, 304]);
    expect((await eager("ru"))("home")).toBe("Главная");
    await publish({ home: "Начало" });
    expect((await eager("ru"))("home")).toBe("Начало");
    expect((await eager("ru"))("only")).toBe("English");
  });

  test("are the last ones while the service is out of reach, and an error when there were none", async () => {
    const { source, leave } = await published();
    const translator = translators({ ...source, seconds: 0 });
    await translator("ru");
    leave();
    expect((await translator("ru"))("home")).toBe("Главная");
    await expect(translators(source)("ru")).rejects.toThrow("fetch failed");
  });
});
