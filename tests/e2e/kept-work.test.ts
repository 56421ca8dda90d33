import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { populate, unitsOf } from "./sample.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** Typed texts and decisions are never lost: on every screen, on leaving, on reloading and without a server. */

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  await populate(server);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

interface Work {
  readonly name: string;
  readonly address: string;
  /** Opens the element with the field, if the field is hidden at first. */
  readonly open?: (page: Page) => Promise<void>;
  readonly field: (page: Page) => ReturnType<Page["locator"]>;
}

const press = (page: Page, name: RegExp) => page.getByRole("button", { name }).first().click();

/** One field of each kind of work that the pages hold before it is saved. */
const WORK: readonly Work[] = [
  {
    name: "a text at the desk",
    address: "/documents/seminar/translate?source=en&target=zh",
    field: (page) => page.locator(".editor"),
  },
  {
    name: "a text to be aligned",
    address: "/align",
    field: (page) => page.getByRole("textbox", { name: "English" }),
  },
  {
    name: "a definition of a concept",
    address: "/glossary?concept=arctic-council",
    field: (page) => page.getByRole("group", { name: "Russian" }).getByLabel("Definition", { exact: true }),
  },
  {
    name: "a new concept",
    address: "/glossary?new=1",
    field: (page) => page.getByRole("group", { name: "English" }).getByLabel("Term 1"),
  },
  {
    name: "a comment on a concept",
    address: "/glossary?concept=arctic-council",
    field: (page) => page.getByLabel("Your comment"),
  },
  {
    name: "a string of a website",
    address: "/strings",
    field: (page) => page.locator(".string-box textarea").first(),
  },
  {
    name: "the name of a collection",
    address: "/",
    open: (page) => press(page, /^New collection/u),
    field: (page) => page.locator("dialog").getByLabel("Name", { exact: true }),
  },
  {
    name: "the title of an import",
    address: "/",
    open: (page) => press(page, /^Import a file$/u),
    field: (page) => page.getByLabel("Title of the document"),
  },
  {
    name: "a reason to ignore a finding",
    address: "/checks",
    open: (page) => press(page, /^Ignore/u),
    field: (page) => page.locator("dialog").getByLabel("Why"),
  },
  {
    name: "the name of an invitation",
    address: "/admin",
    field: (page) => page.getByLabel("Name", { exact: true }),
  },
];

const TYPED = "Typed and not saved";
const shown = (page: Page, work: Work) =>
  work
    .field(page)
    .evaluate((element) => ("value" in element ? String(element.value) : (element.textContent ?? "")));

async function show(page: Page, work: Work): Promise<void> {
  await work.open?.(page);
  await work.field(page).waitFor();
}

test.each(WORK)("$name survives leaving, coming back and reloading", async (work) => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto(work.address);
  await page.locator("main h1").waitFor();
  await page.waitForLoadState("networkidle");
  await show(page, work);
  await work.field(page).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(TYPED);
  expect(await shown(page, work)).toBe(TYPED);

  // To another screen and back.
  if (work.open) await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("link", { name: "Reports" }).click();
  await page.getByRole("heading", { name: "Reports", level: 1 }).waitFor();
  await page.goBack();
  await page.waitForLoadState("networkidle");
  await show(page, work);
  await expect.poll(() => shown(page, work)).toBe(TYPED);

  // The page does not ask, because the next page restores the work.
  await page.reload();
  await page.waitForLoadState("networkidle");
  await show(page, work);
  await expect.poll(() => shown(page, work)).toBe(TYPED);
  expect(complaints).toEqual([]);
  await context.close();
});

test("the decisions of an alignment survive leaving and reloading, until the document is created", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/align");
  await page.getByRole("textbox", { name: "English" }).fill("One day passed. Two days passed. It was cold.");
  await page.getByRole("textbox", { name: "Russian" }).fill("Прошёл день. Прошло два дня. Было холодно.");
  await page.getByRole("button", { name: "Align", exact: true }).click();
  await page.locator(".bead").nth(2).waitFor();
  await page.keyboard.press("m");
  await expect.poll(() => page.locator(".bead").count()).toBe(2);
  await page.getByLabel("Title of the document").fill("Cold days");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("link", { name: "Reports" }).click();
  await page.goBack();
  await expect.poll(() => page.locator(".bead").count()).toBe(2);
  await page.reload();
  await expect.poll(() => page.locator(".bead").count()).toBe(2);
  expect(await page.getByLabel("Title of the document").inputValue()).toBe("Cold days");
  await page.locator(".virtual-list").focus();
  await page.keyboard.press("u");
  await expect.poll(() => page.locator(".bead").count()).toBe(3);

  // "Other texts" does not delete the review, and the texts are still there.
  await page.getByRole("button", { name: "Other texts" }).click();
  expect(await page.getByRole("textbox", { name: "English" }).inputValue()).toContain("One day passed.");
  await page.getByRole("button", { name: "Continue the review" }).click();
  await expect.poll(() => page.locator(".bead").count()).toBe(3);
  await page.getByRole("button", { name: "Create a document" }).click();
  await page.getByRole("heading", { name: "Cold days" }).waitFor();
  await page.goto("/align");
  expect(await page.getByRole("textbox", { name: "English" }).inputValue()).toBe("");
  expect(await page.getByRole("button", { name: "Continue the review" }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test("two tabs share one draft, and a text saved in one tab is no conflict in the other", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  const address = "/documents/seminar/translate?source=en&target=ru";
  await page.goto(address);
  await page.locator(".editor").waitFor();
  const other = await context.newPage();
  await other.goto(address);
  await other.locator(".editor").waitFor();
  await page.locator(".editor").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Семинар об Арктике");
  await expect.poll(() => other.locator(".editor").textContent()).toBe("Семинар об Арктике");
  await page.keyboard.press("Control+s");
  await page.locator(".live", { hasText: "Saved" }).waitFor();
  await expect.poll(() => other.locator(".save-mark").count()).toBe(0);
  await other.locator(".editor").click();
  await other.keyboard.press("End");
  await other.keyboard.type(" 2023");
  await other.keyboard.press("Control+s");
  await expect
    .poll(async () => (await unitsOf(server, "seminar"))[0]?.variants["ru"]?.text)
    .toBe("Семинар об Арктике 2023");
  expect(await other.locator(".conflict").count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test("the page notices within ten seconds that the server hangs, and saves the text when it answers again", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.clock.install();
  await page.goto("/documents/seminar/translate?source=en&target=zh");
  await page.locator(".unit-row").nth(1).click();
  await page.locator(".editor").waitFor();
  await page.waitForLoadState("networkidle");
  const held: (() => void)[] = [];
  const requests = /\/(?:api\/|healthz)/u;
  await page.route(requests, (route) => {
    held.push(() => void route.continue().catch(() => undefined));
  });
  await page.locator(".editor").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("研讨会在阿尔汉格尔斯克举行。");
  await page.keyboard.press("Control+s");
  await expect.poll(() => page.locator(".below-editor .save-mark.saving").count()).toBe(1);
  await expect.poll(() => held.length).toBeGreaterThan(0);
  await page.clock.runFor(10_000);
  await page.locator(".connection .notice").waitFor();
  await page.unroute(requests);
  for (const release of held) release();
  await expect
    .poll(async () => (await unitsOf(server, "seminar"))[1]?.variants["zh"]?.text)
    .toBe("研讨会在阿尔汉格尔斯克举行。");
  await page.locator(".connection .notice").waitFor({ state: "detached" });
  expect(await page.locator(".conflict").count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test("without a server a screen says so, and loads when the server is back", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/");
  await page.locator(".document").first().waitFor();
  await page.route("**/{api,assets}/**", (route) => route.abort("connectionrefused"));
  await page.getByRole("link", { name: "Glossary" }).click();
  await page.locator("main .notice", { hasText: "The server can’t be reached." }).waitFor();
  await page.unroute("**/{api,assets}/**");
  await page.getByRole("heading", { name: "Glossary", level: 1 }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("the units of a document load when the server is back", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.clock.install();
  const units = "**/api/v1/documents/*/units**";
  for (const [address, shows] of [
    ["/documents/seminar/translate?source=en&target=zh", ".unit-row"],
    ["/strings", ".string-box"],
  ] as const) {
    await page.route(units, (route) => route.abort("connectionrefused"));
    await page.goto(address);
    await page.locator("main .notice", { hasText: "The server can’t be reached." }).waitFor();
    await page.unroute(units);
    await page.clock.runFor(10_000);
    await page.locator(shows).first().waitFor();
    await page.locator("main .notice").waitFor({ state: "detached" });
  }
  expect(complaints).toEqual([]);
  await context.close();
});

test("a page that was busy for long itself does not take the server for lost", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.clock.install();
  let release: (() => void) | undefined;
  await page.route("**/api/v1/documents/*/units**", (route) => {
    release = () => void route.continue();
  });
  await page.goto("/documents/seminar/translate?source=en&target=zh");
  await expect.poll(() => release).toBeDefined();
  // As after work of the page that held it for a minute: each timer is due once.
  await page.clock.fastForward(60_000);
  release?.();
  await page.locator(".unit-row").first().waitFor();
  expect(await page.locator(".connection .notice").count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test("work that the browser cannot keep is listed, and the page asks before leaving", async () => {
  const { context, page } = await visit(browser, server, { token: server.token });
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await page.goto("/glossary?concept=arctic-council");
  // A browser asks before leaving only where somebody has clicked or pressed a key.
  await page.getByLabel("Your comment").click();
  await page.keyboard.type("Not kept");
  await page.getByText("This browser cannot keep your work").waitFor();
  page.removeAllListeners("dialog");
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.goto("/reports", { waitUntil: "commit" });
  expect(asked).toEqual(["beforeunload"]);
  await context.close();
});
