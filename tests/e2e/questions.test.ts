import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LANGUAGES } from "../../src/domain/language.ts";
import { launchBrowser } from "./browser.ts";
import { join, personToken } from "./people.ts";
import { populate, type Sample, unitsOf } from "./sample.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** Questions on units and concepts: from who asks to who answers and back. */

let server: TestServer;
let browser: Browser;
let sample: Sample;
let vera: string;
let boris: string;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  sample = await populate(server);
  vera = await personToken(server, await join(server, "Vera", "translator"), "translator");
  boris = await personToken(server, await join(server, "Boris Blok", "reviewer"), "reviewer");
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const shots = process.env["POLYNYA_SHOTS"];

test("a translator asks by name, the reviewer is told, answers and resolves, and both see what was said", async () => {
  const units = await unitsOf(server, sample.document);
  const desk = `/documents/${sample.document}/translate?source=en&target=ru`;
  const asking = await visit(browser, server, { token: vera });
  const { page } = asking;
  await page.goto(`${desk}&unit=${units[2]?.id}`);
  await page.getByRole("tab", { name: "Questions" }).click();
  await page.getByText("Nothing has been said yet.").waitFor();
  const field = page.getByLabel("Your comment");
  await field.click();
  await page.keyboard.type("100 or 120? @bl");
  await page.getByRole("option", { name: "Boris Blok" }).waitFor();
  if (shots) await page.screenshot({ path: `${shots}/mention.png` });
  await page.keyboard.press("Enter");
  expect(await field.inputValue()).toBe("100 or 120? @Boris Blok ");
  // The key that confirms a unit sends a comment here, and confirms nothing.
  await page.keyboard.press("Control+Enter");
  await page.locator(".comment .mention", { hasText: "@Boris Blok" }).waitFor();
  expect(await field.inputValue()).toBe("");
  expect(new URL(page.url()).searchParams.get("unit")).toBe(units[2]?.id);
  await page.locator(".unit-row[aria-current] .asked-mark").waitFor();
  expect(await page.getByRole("link", { name: /Questions .*wait/u }).count()).toBe(0);

  const answering = await visit(browser, server, { token: boris });
  await answering.page.goto("/");
  await answering.page.getByRole("link", { name: "Questions 1 waits for you" }).click();
  await answering.page.getByLabel("Which").selectOption("that wait for me");
  const card = answering.page.getByRole("listitem").filter({ hasText: "100 or 120?" }).first();
  await card.getByText("逾100名专家将与会。").waitFor();
  await card.getByRole("button", { name: "Show 1 comment and answer" }).click();
  await card.getByLabel("Your comment").fill("120: the Russian text is right.");
  if (shots) await answering.page.screenshot({ path: `${shots}/answer.png`, fullPage: true });
  await card.getByRole("button", { name: "Answer and resolve" }).click();
  await answering.page.getByRole("heading", { name: "No questions here" }).waitFor();
  await expect.poll(() => answering.page.getByRole("link", { name: /wait/u }).count()).toBe(0);

  // Back at the desk: nothing is open any more; the thread can be opened again.
  await page.goto(`${desk}&state=asked`);
  await page.getByText("No unit is like that").or(page.locator(".empty")).first().waitFor();
  await page.goto(`${desk}&unit=${units[2]?.id}`);
  await page.getByText("120: the Russian text is right.").waitFor();
  await page.getByRole("button", { name: "Open again" }).click();
  await page.getByText("open", { exact: true }).waitFor();
  await page.goto(`${desk}&state=asked`);
  await expect.poll(() => page.locator(".unit-row").count()).toBe(1);

  // One's own comment is changed, taken away and put back.
  const own = page.locator(".thread .entries > li").first();
  await expect.poll(() => page.getByRole("button", { name: "Edit", exact: true }).count()).toBe(1);
  await own.getByRole("button", { name: "Edit", exact: true }).click();
  await own.getByRole("textbox", { name: "Edit" }).fill("One hundred or 120?");
  await own.getByRole("button", { name: "Save" }).click();
  await own.getByText("One hundred or 120?").waitFor();
  await own.getByRole("button", { name: "edited" }).click();
  await own.getByText("100 or 120? @Boris Blok").waitFor();
  await own.getByRole("button", { name: "Delete", exact: true }).click();
  await own.getByText("This comment was deleted.").waitFor();
  await own.getByRole("button", { name: "Restore" }).click();
  await own.getByText("One hundred or 120?").waitFor();
  expect([...asking.complaints, ...answering.complaints]).toEqual([]);
  for (const { context } of [asking, answering]) await context.close();
});

test("a concept has a thread of its own, which the page of questions shows too", async () => {
  const { page, context, complaints } = await visit(browser, server, { token: vera });
  await page.goto(`/glossary?concept=${sample.concept}`);
  await page.getByLabel("Your comment").fill("Is 北极委员会 forbidden everywhere?");
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await page.locator(".thread .comment", { hasText: "forbidden everywhere?" }).waitFor();
  await page.getByRole("link", { name: /^Questions/u }).click();
  await page.getByRole("link", { name: "Arctic Council · Арктический совет · 北极理事会" }).click();
  await page.getByRole("button", { name: "Resolve", exact: true }).click();
  await page.getByText("resolved", { exact: true }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("on a wide page all screens fit into one row, and the rare ones are reached by keyboard too", async () => {
  for (const language of ["ru", "zh", "en"] as const) {
    const { page, context } = await visit(browser, server, { token: server.token, language });
    await page.goto("/questions");
    await page.locator("main h1").waitFor();
    for (const width of [1160, 1280, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const tops = await page
        .locator("#navigation > ul > li")
        .evaluateAll((items) => items.map((item) => Math.round(item.getBoundingClientRect().top)));
      expect([language, width, tops.length, new Set(tops).size]).toEqual([language, width, 7, 1]);
    }
    await context.close();
  }
  const { page, context } = await visit(browser, server, { token: server.token });
  await page.goto("/questions");
  const more = page.getByRole("button", { name: "More", exact: true });
  await more.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Administration" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Administration" }).waitFor({ state: "hidden" });
  expect(await more.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Reports" }).click();
  await page.getByRole("heading", { name: "Reports", level: 1 }).waitFor();
  await context.close();
});

test("the pages with questions fit in three languages, wide and narrow", async () => {
  const units = await unitsOf(server, sample.document);
  await server.request("POST", `/api/v1/units/${units[1]?.id}/comments`, {
    text: "Дата по новому стилю?\nВ программе — 12 декабря.",
  });
  for (const language of LANGUAGES)
    for (const width of [1440, 390]) {
      const { page, context } = await visit(browser, server, { token: server.token, language, width });
      const fits = async (name: string) => {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect([name, language, width, Math.max(0, wide)]).toEqual([name, language, width, 0]);
        if (!shots) return;
        await page.screenshot({ path: `${shots}/${name}-${language}-${width}.png`, fullPage: true });
      };
      await page.goto("/questions?state=all");
      await page.locator(".question-card button").first().click();
      await page.locator(".thread").waitFor();
      await fits("questions");
      await page.locator(".question-card h2 a").first().click();
      await page.locator(".thread").waitFor();
      await fits("questions-desk");
      await page.goto(`/glossary?concept=${sample.concept}`);
      await page.locator(".thread").waitFor();
      if (width === 1440) await page.locator(".more > button").click();
      await fits("questions-concept");
      await context.close();
    }
});
