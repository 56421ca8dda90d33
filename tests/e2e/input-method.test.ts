import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { csv, unitsOf } from "./sample.ts";
import { startServer, type TestServer } from "./server.ts";
import { type Visit, visit } from "./visit.ts";

/** Key events of input methods and other keyboard layouts, sent through the browser's own input. */

let server: TestServer;
let browser: Browser;
let document = "";

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  await server.request("POST", "/api/v1/collections", { id: "arctic", title: "Arctic" });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

let number = 0;
beforeEach(async () => {
  document = `talk-${(number += 1)}`;
  const rows = csv([
    ["Hello.", "Здравствуйте.", ""],
    ["Thank you.", "Спасибо.", ""],
  ]);
  const made = await server.upload(
    `/api/v1/collections/arctic/documents?filename=talk.csv&id=${document}`,
    rows,
  );
  expect(made.status).toBe(201);
});

/** The bit for Ctrl in the protocol's mask of modifiers. */
const CTRL = 2;

interface Key {
  readonly key: string;
  readonly code: string;
  /** Windows virtual key code; 229 for a key that the input method handles. */
  readonly virtual: number;
  readonly modifiers?: number;
}

async function press(input: CDPSession, { key, code, virtual, modifiers = 0 }: Key): Promise<void> {
  const about = { key, code, windowsVirtualKeyCode: virtual, modifiers };
  await input.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...about });
  await input.send("Input.dispatchKeyEvent", { type: "keyUp", ...about });
}

/** Shows a text that the input method is still composing. */
const compose = (input: CDPSession, text: string) =>
  input.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });

async function desk(
  language: "en" | "ru" | "zh",
  direction: string,
): Promise<Visit & { input: CDPSession; writes: string[] }> {
  const seen = await visit(browser, server, { language, token: server.token });
  const writes: string[] = [];
  seen.page.on("request", (request) => {
    if (request.method() === "PATCH") writes.push(request.url());
  });
  await seen.page.goto(`/documents/${document}/translate?${direction}`);
  await seen.page.locator(".editor").click();
  return { ...seen, writes, input: await seen.context.newCDPSession(seen.page) };
}

const typed = (page: Page) => page.locator(".editor").textContent();
const place = (page: Page) => page.locator(".unit-editor").getAttribute("aria-label");

test("while an input method composes no shortcut runs; the Enter that chooses a candidate confirms no unit", async () => {
  const { context, page, input, writes, complaints } = await desk("en", "source=en&target=zh");
  await compose(input, "n");
  await compose(input, "ni");
  await compose(input, "nihao");
  expect(await typed(page)).toBe("nihao");

  // Key events during composing: on Windows Chrome names the key "Process", on other systems it keeps the key's name.
  await press(input, { key: "Process", code: "Enter", virtual: 229 });
  for (const key of ["Enter", "i", "k", "s", "ArrowDown"]) {
    const code = key.length === 1 ? `Key${key.toUpperCase()}` : key;
    await press(input, { key, code, virtual: 229, modifiers: CTRL });
  }
  await press(input, { key: "Enter", code: "Enter", virtual: 13, modifiers: CTRL });
  expect(await typed(page)).toBe("nihao");
  expect(await page.locator("dialog").count()).toBe(0);
  expect(await place(page)).toBe("Unit 1 of 2");

  // After a candidate is chosen the text is there, but not yet saved.
  await input.send("Input.insertText", { text: "你好" });
  await expect.poll(() => typed(page)).toBe("你好");
  expect([await place(page), writes]).toEqual(["Unit 1 of 2", []]);

  await compose(input, "shijie");
  await input.send("Input.insertText", { text: "世界。" });
  await expect.poll(() => typed(page)).toBe("你好世界。");
  // Undo removes one chosen word at a time.
  await page.keyboard.press("Control+z");
  await expect.poll(() => typed(page)).toBe("你好");
  await page.keyboard.press("Control+y");
  await expect.poll(() => typed(page)).toBe("你好世界。");

  await page.keyboard.press("Control+Enter");
  await expect
    .poll(async () => (await unitsOf(server, document))[0]?.variants["zh"]?.text)
    .toBe("你好世界。");
  await expect.poll(() => place(page)).toBe("Unit 2 of 2");
  expect(complaints).toEqual([]);
  await context.close();
});

test("a cancelled composition leaves nothing behind", async () => {
  const { context, page, input, writes } = await desk("zh", "source=en&target=zh");
  await compose(input, "beiji");
  await compose(input, "");
  await expect.poll(() => typed(page)).toBe("");
  await page.keyboard.press("Control+ArrowDown");
  await expect.poll(() => place(page)).toContain("2");
  expect(writes).toEqual([]);
  await context.close();
});

test("on a Cyrillic layout shortcuts use the key positions of the Latin letters", async () => {
  const { context, page, input, complaints } = await desk("ru", "source=en&target=ru");
  const cyrillic = (key: string, letter: string) =>
    press(input, { key, code: `Key${letter}`, virtual: letter.charCodeAt(0), modifiers: CTRL });

  await cyrillic("ш", "I");
  await expect.poll(() => typed(page)).toBe("Hello.");
  await cyrillic("я", "Z");
  await expect.poll(() => typed(page)).toBe("Здравствуйте.");
  await page.keyboard.type(" Здесь");
  await cyrillic("ы", "S");
  await expect
    .poll(async () => (await unitsOf(server, document))[0]?.variants["ru"]?.text)
    .toContain("Здесь");
  await cyrillic("л", "K");
  await page.locator("dialog input[type=search]").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  await cyrillic("а", "F");
  await expect.poll(() => page.evaluate(() => globalThis.document.activeElement?.id)).toBe("filter");
  expect(complaints).toEqual([]);
  await context.close();
});

test("single-letter shortcuts of the alignment review work on a Cyrillic layout too", async () => {
  const { context, page, complaints } = await visit(browser, server, { language: "ru", token: server.token });
  const input = await context.newCDPSession(page);
  await page.goto("/align");
  const texts = { Английский: "One. Two. Three.", Русский: "Один. Два. Три." };
  for (const [name, text] of Object.entries(texts)) {
    await page.getByRole("textbox", { name: new RegExp(name, "iu") }).fill(text);
  }
  await page.locator("form button.primary").click();
  await page.locator(".bead").nth(2).waitFor();
  await page.locator(".virtual-list").focus();
  await press(input, { key: "ь", code: "KeyM", virtual: 77 });
  await expect.poll(() => page.locator(".bead").count()).toBe(2);
  await press(input, { key: "г", code: "KeyU", virtual: 85 });
  await expect.poll(() => page.locator(".bead").count()).toBe(3);
  expect(complaints).toEqual([]);
  await context.close();
});
