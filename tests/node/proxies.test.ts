import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { type Proxies, readProxies } from "../../src/node/proxies.ts";

/** Names of the headers that reach the service behind these proxies. */
async function headersThrough(proxies: Proxies, headers: Record<string, string>): Promise<string[]> {
  const server = createServer((request, response) => {
    proxies.clean(request);
    response.end(JSON.stringify(request.rawHeaders.filter((_, at) => at % 2 === 0)));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const names = (await (await fetch(`http://127.0.0.1:${port}`, { headers })).json()) as string[];
  return names.map((name) => name.toLowerCase());
}

const SENT = {
  "X-Forwarded-Proto": "https",
  "x-forwarded-for": "8.8.8.8",
  "x-real-ip": "8.8.8.8",
  "x-own": "1",
};

test("headers of a proxy are taken from a named proxy alone; others stay", async () => {
  const from = await headersThrough(readProxies("127.0.0.0/8", "X-Real-IP"), SENT);
  expect(from).toEqual(
    expect.arrayContaining(["x-forwarded-proto", "x-forwarded-for", "x-real-ip", "x-own"]),
  );
  const others = await headersThrough(readProxies("10.0.0.1", "X-Real-IP"), { ...SENT, forwarded: "for=1" });
  expect(others.filter((name) => /forwarded|real/u.test(name))).toEqual([]);
  expect(others).toContain("x-own");
});

test.each([
  ["192.0.2.7", "8.8.8.8", "192.0.2.7"],
  ["10.0.0.1", "8.8.8.8", "8.8.8.8"],
  ["::ffff:10.0.0.1", "8.8.8.8", "8.8.8.8"],
  // What the client itself wrote stands first, and is not believed.
  ["10.0.0.1", "1.1.1.1, 8.8.8.8, 10.0.0.2", "8.8.8.8"],
  ["10.0.0.1", "10.0.0.2", "10.0.0.1"],
  ["10.0.0.1", "nonsense", "10.0.0.1"],
  ["10.0.0.1", undefined, "10.0.0.1"],
  ["fd00::1", "2606:4700::1111", "2606:4700::1111"],
])("of a connection from %s with X-Forwarded-For %s the client is %s", (remote, forwarded, client) => {
  expect(readProxies("10.0.0.0/8, fd00::/8").client(remote, forwarded)).toBe(client);
});

test.each(["proxy.example", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/", "::1/129"])(
  "%s is refused as the address of a proxy",
  (item) => {
    expect(() => readProxies(`127.0.0.1 ${item}`)).toThrow(item);
  },
);
