import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { isInside } from "../../src/node/outside-request.ts";
import { nodeWebhookSender } from "../../src/node/webhook-sender.ts";

/** A receiver inside the own network. */
async function receiver(status = 204, headers: Record<string, string> = {}) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      bodies.push(`${request.headers["webhook-id"]?.toString()} ${body}`);
      response.writeHead(status, headers).end("x".repeat(1000));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, bodies };
}

test("a host inside is called when it is allowed by name, and is told the body and the headers", async () => {
  const { port, bodies } = await receiver();
  const send = nodeWebhookSender(["localhost"]);
  expect(await send(`http://localhost:${port}/`, { "webhook-id": "w1_e1" }, '{"a":"лёд"}')).toBe(204);
  expect(bodies).toEqual(['w1_e1 {"a":"лёд"}']);
});

test("a name that leads inside is refused when it is called, whatever it led to before", async () => {
  const { port, bodies } = await receiver();
  const send = nodeWebhookSender([]);
  await expect(send(`http://localhost:${port}/`, {}, "{}")).rejects.toThrow(/leads into the own network/u);
  await expect(send(`http://127.0.0.1:${port}/`, {}, "{}")).rejects.toThrow(/is a number/u);
  await expect(send(`http://[::1]:${port}/`, {}, "{}")).rejects.toThrow(/is a number/u);
  expect(bodies).toEqual([]);
});

test("a redirect is an answer, and is not followed", async () => {
  const inside = await receiver();
  const { port } = await receiver(307, { location: `http://localhost:${inside.port}/` });
  expect(await nodeWebhookSender(["localhost"])(`http://localhost:${port}/`, {}, "{}")).toBe(307);
  expect(inside.bodies).toEqual([]);
});

test.each([
  ["8.8.8.8", false],
  ["2606:4700::1111", false],
  ["10.1.2.3", true],
  ["172.31.0.1", true],
  ["172.32.0.1", false],
  ["192.168.1.1", true],
  ["169.254.169.254", true],
  ["100.100.100.200", true],
  ["0.0.0.0", true],
  ["255.255.255.255", true],
  ["::", true],
  ["::1", true],
  ["::ffff:10.0.0.1", true],
  ["::ffff:8.8.8.8", true],
  ["64:ff9b::a00:1", true],
  ["2002:a00:1::", true],
  ["fd00::1", true],
  ["fe80::1", true],
  ["ff02::1", true],
])("%s is inside: %s", (address, expected) => {
  expect(isInside(address)).toBe(expected);
});
