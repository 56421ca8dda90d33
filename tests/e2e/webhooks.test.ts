import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** Webhooks on the administration page, with a real receiver. */

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer({ environment: { POLYNYA_WEBHOOK_HOSTS: "localhost" } });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

interface Got {
  readonly body: string;
  readonly headers: Record<string, string>;
}

async function receiver() {
  const got: Got[] = [];
  const listening = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      got.push({ body, headers: request.headers as Record<string, string> });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((done) => listening.listen(0, "localhost", done));
  onTestFinished(() => void listening.close());
  return { url: `http://localhost:${(listening.address() as AddressInfo).port}/hook`, got };
}

test("administrator: makes a webhook, tests it, sees what was delivered, removes it", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  const { url, got } = await receiver();
  await page.goto("/admin");
  await page.getByText("Nothing is sent to any address.").waitFor();
  const form = page.getByRole("form", { name: "New webhook" });
  await form.getByLabel("Address").fill("http://example.org/");
  await form.getByRole("button", { name: "Create webhook" }).click();
  await page.getByText("This address can't be called").waitFor();
  await form.getByLabel("Address").fill(url);
  await form.getByLabel("What to report").selectOption("the glossary");
  await form.getByRole("button", { name: "Create webhook" }).click();
  const secret = await form.locator("code.secret").innerText();
  const card = page.getByRole("article", { name: url });
  await card.getByRole("button", { name: "Send a test" }).click();
  await expect.poll(() => got.length).toBe(1);

  const made = await fetch(`${server.address}/api/v1/concepts`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.token}`, "content-type": "application/json" },
    body: JSON.stringify({ terms: [{ language: "en", text: "pack ice" }] }),
  });
  expect(made.status).toBe(201);
  await expect.poll(() => got.length).toBe(2);
  const told = got.map(({ body, headers }) => new Webhook(secret).verify(body, headers) as object);
  expect(told).toMatchObject([
    { type: "webhook.test" },
    { type: "concept.saved", data: { concept: "pack-ice" } },
  ]);
  await page.reload();
  await card.getByText("Last deliveries").click();
  await card.getByRole("cell", { name: "concept.saved" }).waitFor();
  await card.getByRole("button", { name: "Remove" }).click();
  await page.getByText("Nothing is sent to any address.").waitFor();
  expect(complaints.filter((complaint) => !complaint.includes("422"))).toEqual([]);
  await context.close();
});
