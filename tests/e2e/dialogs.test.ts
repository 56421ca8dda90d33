import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { populate } from "./sample.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** Dialogs by keyboard: the first focus, and the effect of Space, Enter and Escape. */

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

interface Opening {
  readonly name: string;
  readonly address: string;
  readonly open: (page: Page) => Promise<void>;
  /** Label of the element with the first focus: a field, or a button if the dialog has no fields. */
  readonly begins: RegExp;
}

const press = (button: RegExp) => (page: Page) => page.getByRole("button", { name: button }).first().click();

/** Presses an action in the menu of the seminar's row. */
const choose = (action: RegExp) => async (page: Page) => {
  await page
    .getByLabel(/^More actions: Seminar/u)
    .first()
    .click();
  await press(action)(page);
};

const DIALOGS: readonly Opening[] = [
  { name: "new collection", address: "/", open: press(/^New collection/u), begins: /^Name/u },
  { name: "import", address: "/", open: press(/^Import a file$/u), begins: /^File/u },
  { name: "push", address: "/", open: press(/^Upload translation: Seminar/u), begins: /^File/u },
  { name: "export", address: "/", open: press(/^Export: Seminar/u), begins: /^Format/u },
  { name: "pre-translate", address: "/", open: choose(/^Pre-translate: Seminar/u), begins: /^From/u },
  { name: "delete", address: "/", open: choose(/^Delete: Seminar/u), begins: /^Cancel/u },
  { name: "glossary file", address: "/glossary", open: press(/^Import \/ export/u), begins: /^File/u },
  {
    name: "merge",
    address: "/glossary?concept=arctic-council",
    open: press(/^Merge/u),
    begins: /^Which concept/u,
  },
  { name: "ignore", address: "/checks", open: press(/^Ignore/u), begins: /^Why/u },
  {
    name: "concordance",
    address: "/glossary",
    open: (page) => page.keyboard.press("Control+k"),
    begins: /^Find a piece/u,
  },
];

/** The label of the focused element, as a screen reader says it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) {
      const labelled = element.getAttribute("aria-labelledby")?.split(" ")[0];
      const label = labelled === undefined ? element.labels?.[0] : document.getElementById(labelled);
      return label?.textContent?.trim() ?? "";
    }
    return element?.textContent?.trim() ?? "";
  });

test.each(DIALOGS)(
  "$name: begins at its first field, keeps a typed space, and Escape closes it",
  async (dialog) => {
    const { context, page, complaints } = await visit(browser, server, { token: server.token });
    await page.goto(dialog.address);
    await page.locator("main h1").waitFor();
    await page.waitForLoadState("networkidle");
    await dialog.open(page);
    await page.locator("dialog[open]").waitFor();
    await expect.poll(() => focused(page)).toMatch(dialog.begins);
    const field = page.locator("dialog :is(input:not([type]), input[type=text], input[type=search]):focus");
    if ((await field.count()) > 0) {
      await page.keyboard.type("a b c");
      expect(await field.inputValue()).toBe("a b c");
    }
    expect(await page.locator("dialog[open]").count()).toBe(1);
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    // Back where it was: on the button, or on the menu that the button stands in.
    if (dialog.name !== "concordance")
      expect(await page.evaluate(() => document.activeElement?.tagName)).toMatch(/^(?:BUTTON|SUMMARY)$/u);
    expect(complaints).toEqual([]);
    await context.close();
  },
);

test("a menu closes when its action opens a dialog, and has the focus again after it", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/");
  await choose(/^Delete: Seminar/u)(page);
  await page.locator("dialog[open]").waitFor();
  expect(await page.locator(".actions-menu[open]").count()).toBe(0);
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  const menu = page.getByLabel(/^More actions: Seminar/u);
  await expect.poll(() => menu.evaluate((summary) => summary === document.activeElement)).toBe(true);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^Delete: Seminar/u }).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => page.locator(".actions-menu[open]").count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a selection that is dragged out of a dialog does not close it; a press outside does", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/");
  await page.getByRole("button", { name: "New collection" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Antarctic");
  const box = await page.getByLabel("Name", { exact: true }).boundingBox();
  if (!box) throw new Error("the field is not shown");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(5, 5);
  await page.mouse.up();
  expect(await page.locator("dialog[open]").count()).toBe(1);
  await page.mouse.click(5, 5);
  await page.locator("dialog").waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
  await context.close();
});
