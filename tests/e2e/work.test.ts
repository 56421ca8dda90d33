import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LANGUAGES } from "../../src/domain/language.ts";
import { launchBrowser } from "./browser.ts";
import { join, personToken } from "./people.ts";
import { populate, type Sample, unitsOf } from "./sample.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** Work that is given out: from the manager to the translator, the reviewer and back. */

let server: TestServer;
let browser: Browser;
let sample: Sample;
/** Ids of people by name. */
let people: Record<string, string>;
let tokenOf: (name: string, role: string) => Promise<string>;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  sample = await populate(server);
  people = {
    Vera: await join(server, "Vera", "translator"),
    Boris: await join(server, "Boris", "reviewer"),
  };
  tokenOf = (name, role) => personToken(server, people[name], role);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** A folder for pictures that a person looks at. */
const shots = process.env["POLYNYA_SHOTS"];

test("a manager assigns, the translator works, the reviewer confirms in bulk, all in the page", async () => {
  const manager = await visit(browser, server, { token: server.token });
  await manager.page.goto(`/documents/${sample.document}/translate?source=en&target=ru`);
  await manager.page.getByRole("button", { name: "Assign", exact: true }).click();
  const dialog = manager.page.getByRole("dialog", { name: "Assign Seminar" });
  const give = async (step: string, person: string) => {
    await dialog.getByLabel("Work", { exact: true }).selectOption(step);
    await dialog.getByLabel("Person").selectOption(person);
    await dialog.getByLabel("Only a part of the 7 units").setChecked(true);
    await dialog.getByLabel("First unit").fill("2");
    await dialog.getByLabel("Last unit").fill("5");
    await dialog.getByLabel("Due").fill("2020-01-31");
    await dialog.getByLabel("Note").fill("Please keep the names.");
    await dialog.getByRole("button", { name: "Assign", exact: true }).click();
    await dialog.getByRole("listitem").filter({ hasText: person }).waitFor();
  };
  await give("translation", "Vera");
  await give("review", "Boris");
  if (shots) await manager.page.screenshot({ path: `${shots}/assign.png` });
  expect(manager.complaints).toEqual([]);
  await manager.page.goto("/work");
  await manager.page.getByRole("heading", { name: "Nothing is assigned to you" }).waitFor();
  await manager.page.getByRole("rowheader", { name: "Seminar" }).first().waitFor();
  if (shots) await manager.page.screenshot({ path: `${shots}/manager.png`, fullPage: true });

  // A draft is work for the translator.
  const drafted = await server.request(
    "PATCH",
    `/api/v1/units?document=${sample.document}&language=ru&unit=${(await unitsOf(server, sample.document))[4]?.id}`,
    { state: "initial" },
  );
  expect(drafted.status).toBe(200);
  const vera = await visit(browser, server, { token: await tokenOf("Vera", "translator") });
  await vera.page.goto("/");
  await vera.page.getByRole("heading", { name: "My work", level: 1 }).waitFor();
  await vera.page.getByText(/^overdue since/u).waitFor();
  if (shots) await vera.page.screenshot({ path: `${shots}/translator.png` });
  await vera.page.getByRole("link", { name: "Continue: Seminar" }).click();
  await vera.page.getByRole("textbox", { name: "Translation into Russian, unit 5 of 7" }).waitFor();
  expect(vera.complaints).toEqual([]);

  const boris = await visit(browser, server, { token: await tokenOf("Boris", "reviewer") });
  await boris.page.goto("/");
  const card = boris.page.getByRole("listitem").filter({ hasText: "Seminar" });
  await card.getByText("0 of 4 done").waitFor();
  await card.getByRole("button", { name: /Confirm all/u }).click();
  const asked = boris.page.getByRole("dialog", { name: "Confirm Seminar" });
  await asked.getByLabel("final").check();
  await asked.getByText("3 confirmed translations get this state").waitFor();
  await asked.getByRole("button", { name: "Confirm all" }).click();
  await boris.page.getByText("3 translations were confirmed").first().waitFor();
  await card.getByText("3 of 4 done").waitFor();
  await boris.page.getByRole("button", { name: "Undo" }).click();
  await card.getByText("0 of 4 done").waitFor();
  expect(boris.complaints).toEqual([]);
  for (const { context } of [manager, vera, boris]) await context.close();
});

test("a reviewer returns with a reason, the translator sees it and confirms anew, and final is one key", async () => {
  const boris = await visit(browser, server, { token: await tokenOf("Boris", "reviewer") });
  const units = await unitsOf(server, sample.document);
  const desk = `/documents/${sample.document}/translate?source=en&target=ru`;
  await boris.page.goto(`${desk}&unit=${units[1]?.id}`);
  const confirmed = boris.page.getByRole("textbox", { name: "Translation into Russian, unit 2 of 7" });
  await confirmed.waitFor();
  await boris.page.getByRole("button", { name: "Return…" }).click();
  const asked = boris.page.getByRole("dialog", { name: "Return the translation" });
  await asked.getByText("1 confirmed translation goes back").waitFor();
  expect(await asked.getByRole("button", { name: "Return…" }).isDisabled()).toBe(true);
  await asked.getByLabel("Reason").fill("The name is in the glossary.");
  if (shots) await boris.page.screenshot({ path: `${shots}/return-dialog.png` });
  await asked.getByRole("button", { name: "Return…" }).click();
  await boris.page.getByText("1 translation was returned").first().waitFor();
  await boris.page.getByText("Returned by Boris").waitFor();
  // What is a draft cannot be returned again.
  expect(await boris.page.getByRole("button", { name: "Return…" }).count()).toBe(0);

  const vera = await visit(browser, server, { token: await tokenOf("Vera", "translator") });
  await vera.page.goto("/work");
  const card = vera.page.getByRole("listitem").filter({ hasText: "Seminar" });
  await vera.page.getByLabel("Only with returned texts (1)").check();
  if (shots) await vera.page.screenshot({ path: `${shots}/returned-work.png`, fullPage: true });
  await card.getByRole("link", { name: "1 returned" }).click();
  await vera.page.getByText("The name is in the glossary.").waitFor();
  expect(await vera.page.locator(".unit-row").count()).toBe(1);
  if (shots) await vera.page.screenshot({ path: `${shots}/returned-desk.png` });
  expect(await vera.page.getByRole("button", { name: "Return…" }).count()).toBe(0);
  expect(await vera.page.getByRole("button", { name: "Final" }).count()).toBe(0);
  await vera.page.getByRole("textbox", { name: /Translation into Russian/u }).click();
  await vera.page.keyboard.press("Control+Enter");
  await vera.page.getByText("Returned by Boris").waitFor({ state: "detached" });
  await vera.page.getByRole("tab", { name: "History" }).click();
  await vera.page.getByText("Returned: The name is in the glossary.").waitFor();

  await boris.page.reload();
  await confirmed.click();
  await boris.page.keyboard.press("Control+Alt+Shift+Enter");
  await boris.page.locator(".unit-row[aria-current] .state-mark.final").waitFor();
  // The filter's units go back together, and one undo takes it back.
  await boris.page.goto(`${desk}&state=final`);
  await boris.page.getByRole("button", { name: "Return all of them…" }).click();
  const all = boris.page.getByRole("dialog", { name: "Return" });
  await all.getByLabel("Reason").fill("Not final.");
  await boris.page.keyboard.press("Tab");
  await boris.page.keyboard.press("Enter");
  await boris.page.getByText("1 translation was returned").first().waitFor();
  await boris.page.getByRole("button", { name: "Undo" }).click();
  await boris.page.locator(".state-mark.final").first().waitFor();
  expect([...boris.complaints, ...vera.complaints]).toEqual([]);
  for (const { context } of [vera, boris]) await context.close();
});

test("who begins something on the start page is not taken away to the work that is found meanwhile", async () => {
  const { page, context, complaints } = await visit(browser, server, {
    token: await tokenOf("Vera", "translator"),
  });
  let held: (() => void) | undefined;
  await page.route("**/api/v1/work", (route) => {
    held = () => void route.continue();
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Import a file" }).first().click();
  await page.getByRole("dialog", { name: "Import a file" }).waitFor();
  await expect.poll(() => held).toBeDefined();
  const answered = page.waitForResponse("**/api/v1/work");
  held?.();
  await (await answered).finished();
  await page.waitForLoadState("networkidle");
  expect(new URL(page.url()).pathname).toBe("/");
  expect(await page.getByRole("dialog", { name: "Import a file" }).count()).toBe(1);
  expect(complaints).toEqual([]);
  await context.close();
});

test("the pages of work fit in three languages, wide and narrow", async () => {
  const [, returned, open] = await unitsOf(server, sample.document);
  const scope = { units: [returned?.id], languages: ["ru"] };
  const answer = await server.request("POST", "/api/v1/units/return", {
    scope,
    reason: "Название есть в глоссарии.",
  });
  expect(answer.status).toBe(200);
  const desk = `/documents/${sample.document}/translate?source=en&target=ru`;
  const boris = await tokenOf("Boris", "reviewer");
  const pages = [
    {
      name: "returned",
      token: server.token,
      path: `${desk}&unit=${returned?.id}`,
      shows: ".returned-notice",
    },
    { name: "open", token: server.token, path: `${desk}&unit=${open?.id}`, shows: ".editor-actions" },
    { name: "own", token: boris, path: "/work", shows: ".work-card" },
    { name: "everybody", token: server.token, path: "/work", shows: "table" },
  ];
  for (const language of LANGUAGES)
    for (const { name, token, path, shows } of pages) {
      const { page, context, complaints } = await visit(browser, server, { token, language });
      await page.goto(path);
      await page.locator(shows).first().waitFor();
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect([name, language, width, Math.max(0, wide)]).toEqual([name, language, width, 0]);
        if (!shots) continue;
        await page.screenshot({ path: `${shots}/${name}-${language}-${width}.png`, fullPage: true });
      }
      expect(complaints).toEqual([]);
      await context.close();
    }
});
