import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { populate, type Sample, unitsOf } from "./sample.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** Errors that reviewers mark at the desk, and the figure of quality that is made of them. */

let server: TestServer;
let browser: Browser;
let sample: Sample;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  sample = await populate(server);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const shot = process.env["POLYNYA_SHOTS"];

test("an error is marked by key on a selected place, taken away and put back", async () => {
  const units = await unitsOf(server, sample.document);
  const unit = units.find(({ variants }) => variants["ru"]?.text.startsWith("Арктический совет"))?.id ?? "";
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("reviewer", "Maria"),
  });
  await page.goto(`/documents/${sample.document}/translate?source=en&target=ru&unit=${unit}`);
  const editor = page.getByRole("textbox", { name: /Translation into Russian/u });
  await editor.click();
  await page.keyboard.press("Control+Home");
  for (let n = 0; n < "Арктический".length; n += 1) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Control+Alt+M");
  const dialog = page.getByRole("dialog", { name: "Mark an error" });
  await dialog.getByText("Арктический", { exact: true }).waitFor();
  await dialog.getByLabel("Kind of error").selectOption("Style");
  await dialog.getByLabel("major").check();
  await dialog.getByLabel("What is wrong").fill("заглавная буква?");
  if (shot) await page.screenshot({ path: `${shot}/dialog.png` });
  await dialog.getByRole("button", { name: "Mark", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("tab", { name: "Marks 1" }).click();
  const panel = page.getByRole("tabpanel");
  await panel.getByText("заглавная буква?").waitFor();
  if (shot) await page.screenshot({ path: `${shot}/desk.png` });
  await panel.getByRole("button", { name: "Show" }).click();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe("Арктический");
  await panel.getByRole("button", { name: "Remove" }).click();
  await panel.getByText("No errors are marked").waitFor();
  await panel.getByRole("button", { name: "Undo" }).click();
  await panel.getByText("Style", { exact: true }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("a changed text is saved before it is marked, and its mark is of an earlier text afterwards", async () => {
  const units = await unitsOf(server, sample.document);
  const unit = units.find(({ variants }) => variants["ru"]?.text === "Арктический семинар")?.id ?? "";
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("reviewer", "Maria"),
  });
  await page.goto(`/documents/${sample.document}/translate?source=en&target=ru&unit=${unit}`);
  await page.getByRole("tab", { name: "Marks" }).click();
  await page.getByRole("button", { name: "Mark an error" }).click();
  const dialog = page.getByRole("dialog", { name: "Mark an error" });
  await dialog.getByText("The whole text is marked.").waitFor();
  await dialog.getByRole("button", { name: "Mark", exact: true }).click();
  await page.getByRole("tab", { name: "Marks 1" }).waitFor();
  await page.getByRole("textbox", { name: /Translation into Russian/u }).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" 2023");
  await page.getByRole("button", { name: "Mark an error" }).click();
  await page.getByText("Save the text first").first().waitFor();
  await page.keyboard.press("Control+S");
  await page.getByText("of an earlier text").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test.each(["en", "ru", "zh"] as const)("the figure of a document is explained, in %s", async (language) => {
  for (const width of [1440, 390]) {
    const { context, page, complaints } = await visit(browser, server, {
      token: await server.tokenFor("reader", "Lena"),
      language,
      width,
    });
    await page.goto(`/reports?document=${sample.document}`);
    const places = page.locator("details:has(.quality-places) > summary").first();
    await places.click();
    await page.locator(".quality-places a").first().waitFor();
    if (shot) await page.screenshot({ path: `${shot}/quality-${language}-${width}.png`, fullPage: true });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    const loading = page.waitForEvent("download");
    await page.locator(".report-section .actions button").first().click();
    expect((await loading).suggestedFilename()).toBe("quality.csv");
    expect(complaints).toEqual([]);
    await context.close();
  }
});
