import type { Browser, Page, Route } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { csv, populate, unitsOf } from "./sample.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** A hand that is quicker than the page or the server loses nothing. */

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

/** Holds the requests to an address that have a method, until they are let go. */
async function hold(page: Page, address: string, method: string) {
  const held: Route[] = [];
  const isFree = { current: false };
  await page.route(address, (route) => {
    if (isFree.current || route.request().method() !== method) return route.continue();
    held.push(route);
    return undefined;
  });
  return {
    count: () => held.length,
    async letGo() {
      isFree.current = true;
      await Promise.all(held.map((route) => route.continue()));
    },
  };
}

/** Turns of the page's microtasks in which it renders what an event has changed; it paints after them. */
const TURNS = 20;

test("what is typed into a concept while it is being saved stays, as a change of the saved version", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/glossary?concept=arctic-council");
  const saving = await hold(page, "**/api/v1/concepts/arctic-council", "PATCH");
  await page.getByLabel("Subject").fill("forums");
  await page.keyboard.press("Control+s");
  await expect.poll(saving.count).toBe(1);
  await page.getByLabel("Notes", { exact: true }).fill("Typed while it was saved");
  await saving.letGo();
  await page.locator(".live", { hasText: "Saved" }).waitFor();
  const stored = async () =>
    (await (await server.request("GET", "/api/v1/concepts/arctic-council")).json()) as {
      domain: string;
      notes: string[];
    };
  expect(await stored()).toMatchObject({ domain: "forums" });
  await expect
    .poll(() => page.getByLabel("Notes", { exact: true }).inputValue())
    .toBe("Typed while it was saved");
  await page.reload();
  await page.getByLabel("Notes", { exact: true }).waitFor();
  expect(await page.getByLabel("Notes", { exact: true }).inputValue()).toBe("Typed while it was saved");
  await page.keyboard.press("Control+s");
  await expect.poll(async () => (await stored()).notes).toEqual(["Typed while it was saved"]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("what is typed into a comment while it is being sent stays", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/glossary?concept=arctic-council");
  const sending = await hold(page, "**/api/v1/concepts/arctic-council/comments", "POST");
  await page.getByLabel("Your comment").fill("First thought.");
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await expect.poll(sending.count).toBe(1);
  await page.getByLabel("Your comment").fill("First thought. And a second one.");
  await sending.letGo();
  await page.locator(".comment", { hasText: "First thought." }).waitFor();
  expect(await page.getByLabel("Your comment").inputValue()).toBe("First thought. And a second one.");
  expect(complaints).toEqual([]);
  await context.close();
});

test("a text that is taken back while it is being saved is a change of the saved one", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  const unit = (await unitsOf(server, "seminar"))[2];
  await page.goto(`/documents/seminar/translate?source=en&target=ru&unit=${unit?.id}`);
  const saving = await hold(page, "**/api/v1/units/**", "PATCH");
  await page.locator(".editor").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Все придут.");
  await page.keyboard.press("Control+s");
  await expect.poll(saving.count).toBe(1);
  const before = unit?.variants["ru"]?.text ?? "";
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(before);
  await saving.letGo();
  await page.locator(".live", { hasText: "Saved" }).waitFor();
  await page.locator(".below-editor .save-mark.draft").waitFor();
  expect(await page.locator(".editor").textContent()).toBe(before);
  await page.keyboard.press("Control+s");
  await expect
    .poll(async () => (await unitsOf(server, "seminar"))[2])
    .toMatchObject({ version: (unit?.version ?? 0) + 2, variants: { ru: { text: before } } });
  expect(complaints).toEqual([]);
  await context.close();
});

test("a suggestion goes to its words, also where something was typed before them since the check", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  const unit = (await unitsOf(server, "seminar"))[4];
  await page.goto(`/documents/seminar/translate?source=en&target=ru&unit=${unit?.id}`);
  const suggestion = page.locator(".desk-editor .finding-list button", { hasText: /^(?:Fix:|Delete here)/u });
  await suggestion.first().waitFor();
  const checking = await hold(page, "**/api/v1/check", "POST");
  await page.locator(".editor").click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("Весь ");
  await expect.poll(checking.count).toBeGreaterThan(0);
  await suggestion.first().click();
  await expect.poll(() => page.locator(".editor").textContent()).toBe("Весь Морской лёд отступает.");
  await checking.letGo();
  expect(complaints).toEqual([]);
  await context.close();
});

test("a space at the end of what is searched for stays while one goes on typing", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/documents/seminar/translate?source=en&target=ru");
  await page.getByLabel("Find in the texts").click();
  await page.keyboard.type("Sea ");
  await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("Sea");
  await expect.poll(() => page.locator(".unit-row").count()).toBe(1);
  await page.keyboard.type("ice");
  expect(await page.getByLabel("Find in the texts").inputValue()).toBe("Sea ice");
  await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("Sea ice");
  expect(complaints).toEqual([]);
  await context.close();
});

test("a direction that is chosen before the file was read stays", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.addInitScript(() => {
    const read = Blob.prototype.text;
    Blob.prototype.text = async function text() {
      await new Promise((done) => addEventListener("read", done, { once: true }));
      return read.call(this);
    };
  });
  await page.goto("/reports");
  const form = page.locator("#leverage ~ form");
  const choose = (name: string, language: string) =>
    form.getByLabel(name, { exact: true }).selectOption(language);
  await choose("Into", "zh");
  await choose("From", "en");
  await form.locator("input[type=file]").setInputFiles({
    name: "talk.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(csv([["", "Морской лёд отступает.", "海冰正在消退。"]])),
  });
  await choose("Into", "ru");
  await page.evaluate(async () => {
    dispatchEvent(new Event("read"));
    // Longer than the reading of the file takes.
    for (let turn = 0; turn < 20; turn += 1) await new Response(new Blob(["x"])).text();
  });
  const direction = async () => [
    await form.getByLabel("From", { exact: true }).inputValue(),
    await form.getByLabel("Into", { exact: true }).inputValue(),
  ];
  expect(await direction()).toEqual(["en", "ru"]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("the key after a press belongs to the dialog that the press opened", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/");
  await page.getByRole("button", { name: "New collection" }).waitFor();
  const focused = await page.evaluate(async (turns) => {
    const buttons = [...document.querySelectorAll("button")];
    buttons.find((button) => button.textContent?.includes("New collection"))?.click();
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    return document.activeElement?.closest("dialog[open]") !== null && document.activeElement?.tagName;
  }, TURNS);
  expect(focused).toBe("INPUT");
  expect(complaints).toEqual([]);
  await context.close();
});

test("Enter after an arrow opens the row that the arrow went to", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/documents/seminar/translate?source=en&target=ru");
  await page.locator(".unit-row").nth(2).waitFor();
  await page.locator(".unit-row[aria-current]").focus();
  const focused = await page.evaluate(async (turns) => {
    for (const key of ["ArrowDown", "ArrowDown"]) {
      const init = { key, code: key, bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", init));
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    }
    return document.activeElement?.querySelector(".number")?.textContent;
  }, TURNS);
  expect(focused).toBe("3");
  await page.keyboard.press("End");
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain("Участники");
  expect(complaints).toEqual([]);
  await context.close();
});

const CODED = `<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.html" source-language="en" target-language="ru" datatype="html"><body>
<trans-unit id="1"><source><g id="b">Sea ice</g> is thin.</source></trans-unit>
<trans-unit id="2"><source>It melts.</source></trans-unit>
</body></file></xliff>`;

test("in the table a row is written without a mouse, and codes go round the words that are selected", async () => {
  await server.upload("/api/v1/collections/arctic/documents?filename=coded.xlf&id=coded", CODED);
  const { context, page, complaints } = await visit(browser, server, {
    token: server.token,
    width: 1024,
    height: 768,
  });
  await page.goto("/documents/coded/translate");
  await page.getByRole("button", { name: "Table" }).click();
  const editor = page.locator(".open-row .editor");
  await page.locator(".row-head").focus();
  // What is typed goes into the cell, where the arrows move the caret.
  await page.keyboard.type("5 льдин тают.");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Control+Enter");
  const refused = page.locator(".open-row .notice", { hasText: "Inline codes are missing" });
  await refused.waitFor();
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Alt+t");
  await expect.poll(() => editor.innerText()).toMatch(/^‹151› льдин тают\.\s*$/u);
  await refused.waitFor({ state: "detached" });
  // Copied from the source, the codes stay codes.
  await page.locator(".open-row .source-text .text").click({ clickCount: 3 });
  await page.keyboard.press("Control+c");
  await editor.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+v");
  await expect.poll(() => editor.locator(".chip").count()).toBe(2);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("textbox", { name: "unit 2 of 2" }).waitFor();
  await expect(page.locator(".open-row .primary").isVisible()).resolves.toBe(true);
  expect(await unitsOf(server, "coded")).toMatchObject([
    { variants: { ru: { text: "Sea ice is thin." } } },
    {},
  ]);
  expect(complaints).toEqual([]);
  await context.close();
});
