import { exports } from "cloudflare:workers";
import { expect, test } from "vitest";
import { website } from "../../docs/samples/hono.ts";
import { d1Storage } from "../../src/storage/d1.ts";
import { insertPublication } from "../http/publication.ts";
import { environment } from "./setup.ts";

test("the sample of a website on Hono renders at the edge", async () => {
  const strings = { home: "Главная", ships_few: "{{count}} судна" };
  await insertPublication(d1Storage(environment.DB), "site", "ru", strings);
  const site = website({
    address: "http://polynya.test/locales",
    namespace: "site",
    fallback: "ru",
    fetch: (address, init) => exports.default.fetch(new Request(address, init)),
  });
  const answer = await site.request("/?ships=3", { headers: { "accept-language": "ru" } });
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("<p>3 судна</p>")]);
});
