import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { createContext } from "../../../src/services/context.ts";
import { createConcept } from "../../../src/services/glossary/create-concept.ts";
import { createWebhook } from "../../../src/services/webhooks/create-webhook.ts";
import { deliverPending, PAUSES } from "../../../src/services/webhooks/deliver-pending.ts";
import { editWebhook } from "../../../src/services/webhooks/edit-webhook.ts";
import { listDeliveries } from "../../../src/services/webhooks/list-deliveries.ts";
import { listWebhooks } from "../../../src/services/webhooks/list-webhooks.ts";
import { assertAddress, type SendWebhook } from "../../../src/services/webhooks/send-webhook.ts";
import { matchIndex } from "../../../src/storage/index/choose-match-index.ts";
import { openSqlite } from "../../../src/storage/sqlite.ts";
import { anna, siteOf, testContext } from "../helpers.ts";

const ADDRESS = "https://example.org/hook";

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly kind: string;
  readonly about: string;
}

/** A service whose clock stands still until it is moved, and a receiver that answers what it is told to. */
async function running() {
  const storage = openSqlite(":memory:");
  let now = Date.parse("2026-11-29T09:00:00Z");
  const context = createContext({ storage, index: matchIndex(storage), now: () => new Date(now) });
  const sent: Sent[] = [];
  const answer = { status: 204, fails: false };
  const send: SendWebhook = async (_, headers, body) => {
    if (answer.fails) throw new Error("connection refused");
    const { type, data } = JSON.parse(body) as { type: string; data: { concept?: string } };
    sent.push({ headers, body, kind: type, about: data.concept ?? "" });
    return answer.status;
  };
  const concept = (text: string) =>
    createConcept(context, anna, {
      terms: [{ language: "en", text, administrativeStatus: "preferred" }],
    });
  const abouts = () => sent.splice(0).map(({ about }) => about);
  return {
    ...{ context, send, sent, answer, concept, abouts },
    deliver: () => deliverPending(context, send, []),
    wait: (milliseconds: number) => void (now += milliseconds),
  };
}

test("a delivery is a change, signed so that the reference library takes it", async () => {
  const { context, concept, deliver, sent } = await running();
  await concept("before");
  const { secret } = await createWebhook(context, anna, { url: ADDRESS, kinds: [] }, []);
  await concept("port");
  expect(await deliver()).toBe(1);
  const [only] = sent;
  const { headers = {}, body = "" } = only ?? {};
  const library = new Webhook(secret);
  const signature = library.sign(
    headers["webhook-id"] ?? "",
    new Date(Number(headers["webhook-timestamp"]) * 1000),
    body,
  );
  expect(headers["webhook-signature"]).toBe(signature);
  expect(JSON.parse(body)).toMatchObject({
    type: "concept.saved",
    data: { id: "e2", kind: "concept.saved", author: "anna", origin: "person", concept: "port" },
  });
  expect(await deliver()).toBe(0);
});

test("a failed delivery is tried again after growing pauses, with the same id; later ones wait", async () => {
  const { context, concept, deliver, answer, abouts, sent, wait } = await running();
  const { id } = await createWebhook(context, anna, { url: ADDRESS, kinds: [] }, []);
  await concept("one");
  await concept("two");
  answer.status = 500;
  await deliver();
  const first = sent[0]?.headers["webhook-id"];
  expect(abouts()).toEqual(["one"]);
  for (const pause of PAUSES.slice(0, 3)) {
    wait(pause - 1);
    await deliver();
    expect(abouts()).toEqual([]);
    wait(1);
    await deliver();
    expect(sent[0]?.headers["webhook-id"]).toBe(first);
    expect(abouts()).toEqual(["one"]);
  }
  expect(await listWebhooks(context, anna)).toMatchObject([{ state: "failing", due: expect.any(String) }]);
  answer.status = 200;
  wait(PAUSES[3]);
  await deliver();
  expect(abouts()).toEqual(["one", "two"]);
  expect(await listWebhooks(context, anna)).toMatchObject([{ state: "active", due: null }]);
  const log = await listDeliveries(context, anna, id);
  expect(log.map(({ status }) => status)).toEqual([200, 200, 500, 500, 500, 500]);
});

test("a webhook that fails for days stops, and goes on where it stopped when somebody starts it", async () => {
  const { context, concept, deliver, answer, abouts, wait } = await running();
  const { id } = await createWebhook(context, anna, { url: ADDRESS, kinds: [] }, []);
  await concept("one");
  answer.fails = true;
  for (const pause of [...PAUSES, 0]) {
    await deliver();
    wait(pause);
  }
  expect(await listWebhooks(context, anna)).toMatchObject([{ state: "stopped" }]);
  const [last] = await listDeliveries(context, anna, id);
  expect(last).toMatchObject({ status: null, error: "connection refused", change: "e1" });
  answer.fails = false;
  await concept("two");
  expect(await deliver()).toBe(0);
  await editWebhook(context, anna, id, { active: true });
  await deliver();
  expect(abouts()).toEqual(["one", "two"]);
});

test("a webhook gets only the kinds that it asked for", async () => {
  const context = await testContext();
  const kinds: string[] = [];
  const send: SendWebhook = async (_, __, body) => {
    kinds.push((JSON.parse(body) as { type: string }).type);
    return 200;
  };
  await createWebhook(context, anna, { url: ADDRESS, kinds: ["import.push"], collection: "c" }, []);
  await siteOf(context, { en: { a: "A" }, ru: { a: "А" } });
  await deliverPending(context, send, []);
  expect(kinds).toEqual(["import.push"]);
});

test("two processes over one store deliver an event once", async () => {
  const { context, concept, deliver, abouts } = await running();
  await createWebhook(context, anna, { url: ADDRESS, kinds: [] }, []);
  await concept("one");
  await Promise.all([deliver(), deliver()]);
  expect(abouts()).toEqual(["one"]);
});

test.each([
  ["not an address", "form"],
  ["ftp://example.org/", "form"],
  ["https://user:secret@example.org/", "password"],
  ["http://example.org/", "encryption"],
  ["https://127.0.0.1/", "internal"],
  ["https://0x7f000001/", "internal"],
  ["https://[::1]/", "internal"],
  ["https://localhost/", "internal"],
  ["https://localhost./", "internal"],
  ["https://printer/", "internal"],
  ["https://wiki.internal/", "internal"],
])("the address %s is refused (%s)", (address, reason) => {
  expect(() => assertAddress(address, [])).toThrow(
    expect.objectContaining({ code: "webhook-address", params: { reason, address } }),
  );
});

test("a host is allowed by name, also inside and without TLS", () => {
  expect(() => assertAddress("http://wiki.internal/hook", ["wiki.internal"])).not.toThrow();
  expect(() => assertAddress("http://127.0.0.1:9000/hook", ["127.0.0.1:9000"])).not.toThrow();
  expect(() => assertAddress("http://127.0.0.1:9001/hook", ["127.0.0.1:9000"])).toThrow();
});
