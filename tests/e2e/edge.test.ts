import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { csv, unitsOf } from "./sample.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** The pages with the service in workerd and a local D1. */

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer({ edge: true });
  browser = await launchBrowser();
  await server.request("POST", "/api/v1/collections", { id: "arctic", title: "Arctic" });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test("web developer at the edge: changes a string, publishes it and sees it served", async () => {
  const made = await server.upload(
    "/api/v1/collections/arctic/documents?filename=page.json&format=i18next&source=ru&id=page&namespace=page",
    JSON.stringify({ title: "Семинар" }),
  );
  expect(made.status).toBe(201);
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/strings?namespace=page");
  await page.locator(".string", { hasText: "title" }).getByLabel("Russian").fill("Арктический семинар");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator(".live", { hasText: "Saved" }).waitFor();
  await page.getByRole("button", { name: "Publish all languages" }).click();
  await expect
    .poll(async () => {
      const response = await fetch(`${server.address}/locales/ru/page.json`);
      return response.ok ? ((await response.json()) as { title: string }).title : response.status;
    })
    .toBe("Арктический семинар");
  expect(complaints).toEqual([]);
  await context.close();
});

test("translator at the edge: types a text and saves it", async () => {
  await server.upload(
    "/api/v1/collections/arctic/documents?filename=talk.csv&id=talk",
    csv([["Sea ice is retreating.", "", ""]]),
  );
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("translator", "Ivan"),
  });
  await page.goto("/documents/talk/translate?source=en&target=zh");
  await page.locator(".editor").click();
  await page.keyboard.type("海冰在消退。");
  await page.keyboard.press("Control+s");
  await expect
    .poll(async () => (await unitsOf(server, "talk"))[0]?.variants["zh"]?.text)
    .toBe("海冰在消退。");
  expect(complaints).toEqual([]);
  await context.close();
});

test("administrator at the edge: reads where to find backups of a store in D1", async () => {
  const { context, page, complaints } = await visit(browser, server, { language: "ru", token: server.token });
  await page.goto("/admin");
  await page.getByText("wrangler d1 time-travel restore").waitFor();
  expect(await page.locator("a[download]").count()).toBe(0);
  await page.getByText("Cloudflare D1").waitFor();
  await page.goto("/reports");
  await page.locator(".time-chart .key").first().waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
