import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { csv, unitsOf } from "./sample.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** Work with findings on the checks screen. */

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  await server.request("POST", "/api/v1/collections", { id: "arctic", title: "Arctic" });
  await server.request("POST", "/api/v1/concepts", {
    id: "black-carbon",
    terms: [
      { language: "en", text: "black carbon" },
      { language: "ru", text: "чёрный углерод" },
      { language: "zh", text: "黑碳" },
    ],
  });
  const rows = csv([
    ["Sea ice is retreating.", "Морской лёд отступает .", "海冰在消退。"],
    ["Emissions from ships", "Выбросы", "船舶排放的黑碳"],
    ["More than 100 people came.", "Пришло более 120 человек.", "来了100多人。"],
  ]);
  await server.upload("/api/v1/collections/arctic/documents?filename=talk.csv&id=talk", rows);
  // The Russian was made from an earlier English text: that is more than the check of terms says.
  await edit(1, 1, { ru: { text: "Выбросы от судов", source: "en" } });
  await edit(1, 2, { en: { text: "Black carbon from ships" } });
});

async function edit(at: number, version: number, variants: Record<string, unknown>): Promise<void> {
  const id = (await unitsOf(server, "talk"))[at]?.id ?? "";
  const answer = await fetch(`${server.address}/api/v1/units/${id}`, {
    method: "PATCH",
    headers: {
      authorization: `Bearer ${server.token}`,
      "content-type": "application/json",
      "if-match": `"${version}"`,
    },
    body: JSON.stringify({ variants }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test("one press applies a suggestion, and its finding disappears", async () => {
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("translator", "Ivan"),
  });
  await page.goto("/checks");
  const unit = page.locator(".unit-findings", { hasText: "Sea ice is retreating." });
  await unit
    .getByRole("button", { name: /Fix|Delete here/u })
    .first()
    .click();
  await expect
    .poll(async () => (await unitsOf(server, "talk"))[0]?.variants["ru"]?.text)
    .toBe("Морской лёд отступает.");
  await unit.waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
  await context.close();
});

test("a finding is ignored with a reason that others can read, and then no longer ignored", async () => {
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("translator", "Maria"),
  });
  await page.goto("/checks?check=numbers");
  const unit = page.locator(".unit-findings", { hasText: "Пришло более 120 человек." });
  await unit
    .getByRole("button", { name: /^Ignore/u })
    .first()
    .click();
  await page.getByLabel("Why (others will read it)").fill("Counted at the door");
  await page.keyboard.press("Enter");
  await page.locator("dialog").waitFor({ state: "detached" });
  const open = async () =>
    ((await (await server.request("GET", "/api/v1/findings?check=numbers")).json()) as { items: unknown[] })
      .items.length;
  const before = await open();

  await page.getByLabel("show ignored").check();
  const ignored = unit.locator("li.ignored");
  await ignored.first().waitFor();
  expect(await ignored.first().textContent()).toContain("Ignored by Maria");
  expect(await ignored.first().textContent()).toContain("Counted at the door");
  await ignored.first().getByRole("button", { name: "Stop ignoring" }).click();
  await expect.poll(open).toBe(before + 1);
  expect(complaints).toEqual([]);
  await context.close();
});

test("the triangle shows three texts and marks the one that differs", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/checks");
  await page.getByRole("button", { name: "Triangle" }).click();
  const unit = page.locator(".unit-findings");
  await unit.first().waitFor();
  expect(await unit.count()).toBe(1);
  expect(await unit.locator(".side-by-side > div").count()).toBe(3);
  expect(await unit.locator(".suspect").count()).toBe(1);
  expect(await unit.locator(".suspect").textContent()).toContain("Выбросы от судов");
  expect(await page.getByLabel("Check", { exact: true }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test("many findings are ignored in one step for one reason, and restored in one step", async () => {
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("reviewer", "Anna"),
  });
  const open = async () => {
    const response = await server.request("GET", "/api/v1/findings");
    return ((await response.json()) as { counts: { total: number } }).counts.total;
  };
  const before = await open();
  expect(before).toBeGreaterThan(1);
  await page.goto("/checks");
  await page.locator(".choose").first().check();
  await page.getByText("1 chosen").waitFor();
  await page.getByRole("button", { name: "Choose all" }).click();
  await page.getByText(`${before} chosen`).waitFor();
  await page.getByRole("button", { name: "Ignore the chosen ones…" }).click();
  await page.getByLabel("Why (others will read it)").fill("An old draft");
  await page.keyboard.press("Enter");
  await page.locator("dialog").waitFor({ state: "detached" });
  expect(await open()).toBe(0);
  await page.locator(".empty").waitFor();
  expect(await page.locator(".chosen-bar").count()).toBe(0);
  await page.locator(".taken").getByRole("button", { name: "Stop ignoring" }).click();
  await page.locator(".unit-findings").first().waitFor();
  expect(await open()).toBe(before);
  expect(complaints).toEqual([]);
  await context.close();
});

test("the map and the glossary lead from a concept to its findings", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/checks?view=concepts");
  await page.locator(".heat td a").first().click();
  await page.locator(".concept-filter", { hasText: "black carbon" }).waitFor();
  await page.locator(".unit-findings").first().waitFor();
  expect(await page.locator(".unit-findings").count()).toBe(1);
  expect(await page.locator(".unit-findings").textContent()).toContain("船舶排放的黑碳");
  await page.locator(".concept-filter button").click();
  await expect.poll(() => page.locator(".unit-findings").count()).toBeGreaterThan(1);

  await server.request("POST", "/api/v1/concepts", {
    id: "walrus",
    terms: [{ language: "en", text: "walrus" }],
  });
  await page.goto("/glossary");
  await expect.poll(() => page.locator(".concepts tbody tr").count()).toBe(2);
  await page.getByLabel("only with findings").check();
  await expect.poll(() => page.locator(".concepts tbody tr").count()).toBe(1);
  await page.locator(".concepts td.number a").click();
  await page.locator(".concept-filter", { hasText: "black carbon" }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
