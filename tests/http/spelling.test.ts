import { beforeAll, expect, test } from "vitest";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { bearer, ENVIRONMENT_TOKEN, OWNER, problemOf, service } from "./app.ts";

const polynya = service();
const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  polynya.request(path, {
    method,
    headers: { ...bearer(ENVIRONMENT_TOKEN), "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

interface Found {
  readonly items: readonly { readonly id: string; readonly check: string; readonly message: string }[];
}
const spellingFindings = async (): Promise<Found["items"]> => {
  const answer = await call("GET", "/api/v1/findings?document=d&check=spelling");
  return ((await answer.json()) as Found).items;
};

beforeAll(async () => {
  await createCollection(polynya.context, OWNER, { id: "c", title: "c" });
  const csv = new TextEncoder().encode(
    "en,ru\nThe comission met,Собралась комиссия\nA recieve buffer,Буфер приёма\n",
  );
  await createDocument(polynya.context, OWNER, { collection: "c", id: "d", filename: "d.csv" }, csv);
});

test("spelling is checked when a collection switches it on, and words can be added to its dictionary", async () => {
  expect(await spellingFindings()).toEqual([]);
  const was = await call("GET", "/api/v1/collections/c");
  const settings = { checks: { spelling: "warning" } };
  const etag = was.headers.get("etag") ?? "";
  expect((await call("PATCH", "/api/v1/collections/c", { settings }, { "if-match": etag })).status).toBe(200);
  const found = await spellingFindings();
  expect(found.map(({ message }) => message)).toEqual([
    expect.stringContaining("comission"),
    expect.stringContaining("recieve"),
  ]);
  const learnt = await call("POST", `/api/v1/findings/${found[1]?.id ?? ""}/learn`);
  expect([learnt.status, await learnt.json()]).toEqual([200, { words: ["recieve"] }]);
  expect((await spellingFindings()).map(({ message }) => message)).toEqual([
    expect.stringContaining("comission"),
  ]);
  const now = (await (await call("GET", "/api/v1/collections/c")).json()) as { settings: unknown };
  expect(now.settings).toEqual({ ...settings, spelling: { words: ["recieve"] } });
});

test("a finding of another check teaches no word", async () => {
  const answer = await call("POST", "/api/v1/findings/u1-abc/learn");
  expect([answer.status, (await problemOf(answer)).code]).toEqual([404, "not-found"]);
});

test("texts that are not stored are checked for spelling where it is asked for", async () => {
  const units = [{ en: "The comission met", ru: "Собралась комиссия" }];
  const asked = await call("POST", "/api/v1/check", { units, checks: ["spelling"] });
  expect(((await asked.json()) as { findings: unknown[] }).findings).toHaveLength(1);
  const all = await call("POST", "/api/v1/check", { units });
  expect(
    ((await all.json()) as { findings: { check: string }[] }).findings.map(({ check }) => check),
  ).not.toContain("spelling");
});
