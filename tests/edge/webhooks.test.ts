import { expect, test } from "vitest";
import { createContext } from "../../src/services/context.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { publishStrings } from "../../src/services/strings/publish-strings.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { createWebhook } from "../../src/services/webhooks/create-webhook.ts";
import { deliverPending } from "../../src/services/webhooks/deliver-pending.ts";
import { listDeliveries } from "../../src/services/webhooks/list-deliveries.ts";
import { d1Storage } from "../../src/storage/d1.ts";
import { ftsMatchIndex } from "../../src/storage/index/match-index-fts.ts";
import { environment } from "./setup.ts";

const OWNER = { name: "owner" };

test("a webhook on D1 is told what happened; a failed delivery is tried again", async () => {
  const storage = d1Storage(environment.DB);
  let now = Date.parse("2026-11-29T09:00:00Z");
  const loadDictionaries = async () => undefined;
  const index = ftsMatchIndex(storage);
  const context = createContext({ storage, index, now: () => new Date(now), loadDictionaries });
  await createCollection(context, OWNER, { id: "c", title: "C" });
  const wanted = { url: "https://example.org/hook", kinds: ["strings.published" as const] };
  const { id } = await createWebhook(context, OWNER, wanted, []);
  const document = { collection: "c", id: "d", title: "D", filename: "t.csv", namespace: "site" };
  await createDocument(context, OWNER, document, new TextEncoder().encode("key,en\nport,Port\n"));
  await publishStrings(context, OWNER, "site");
  const answers = [503, 200];
  const told: string[] = [];
  const send = async (_: string, __: object, body: string) => {
    told.push(body);
    return answers.shift() ?? 200;
  };
  expect(await deliverPending(context, send, [])).toBe(0);
  expect(await deliverPending(context, send, [])).toBe(0);
  now += 5000;
  expect(await deliverPending(context, send, [])).toBe(1);
  expect(await deliverPending(context, send, [])).toBe(0);
  const data = told.map((body) => (JSON.parse(body) as { data: object }).data);
  const change = expect.objectContaining({ kind: "strings.published", namespace: "site", collection: "c" });
  expect(data).toEqual([change, change]);
  const log = await listDeliveries(context, OWNER, id);
  expect(log.map(({ status }) => status)).toEqual([200, 503]);
});
