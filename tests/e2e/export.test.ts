import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { csv, unitsOf } from "./sample.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** Files are exported in their original form and direction, or the page says why this is not possible. */

let server: TestServer;
let browser: Browser;

/** Chinese into Russian: the opposite of the usual order of languages (en, ru, zh). */
const XLIFF = `<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="лёд.html" source-language="zh-CN" target-language="ru-RU" datatype="html">
    <body>
      <trans-unit id="a"><source>海冰正在消退。</source><target>Лёд отступает.</target></trans-unit>
      <trans-unit id="b"><source>谢谢。</source></trans-unit>
    </body>
  </file>
</xliff>
`;

const upload = (id: string, filename: string, text: string) =>
  server.upload(
    `/api/v1/collections/arctic/documents?${new URLSearchParams({ id, filename, title: id }).toString()}`,
    text,
  );

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  await server.request("POST", "/api/v1/collections", { id: "arctic", title: "Arctic" });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function download(page: Page) {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("dialog").getByRole("button", { name: "Download" }).click(),
  ]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

test("a bilingual file opens in its own direction and is exported byte for byte with its own name", async () => {
  expect((await upload("ice", "лёд 冰.xlf", XLIFF)).status).toBe(201);
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/");
  await page.getByRole("button", { name: "Export: ice" }).click();
  const dialog = page.locator("dialog");
  expect(await dialog.getByLabel("Format").inputValue()).toBe("original");
  expect(await dialog.getByLabel("From", { exact: true }).inputValue()).toBe("zh");
  expect(await dialog.getByLabel("Into", { exact: true }).inputValue()).toBe("ru");
  expect(await download(page)).toEqual({ name: "лёд 冰.xlf", text: XLIFF });
  await dialog.waitFor({ state: "detached" });

  await page.getByRole("link", { name: "Translate: ice" }).click();
  await page.locator(".editor").waitFor();
  expect(await page.locator(".source-text").textContent()).toContain("海冰正在消退。");
  expect(await page.locator(".editor").textContent()).toBe("Лёд отступает.");
  expect(complaints).toEqual([]);
  await context.close();
});

test("a text is exported as text and as Markdown", async () => {
  await upload("talk", "talk.csv", csv([["Sea ice is retreating.", "Морской лёд отступает.", ""]]));
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/");
  for (const format of ["text", "markdown"]) {
    await page.getByRole("button", { name: "Export: talk" }).click();
    await page.getByLabel("Format").selectOption(format);
    await page.locator("dialog").getByLabel("Language").selectOption("ru");
    expect((await download(page)).text).toContain("Морской лёд отступает.");
    await page.locator("dialog").waitFor({ state: "detached" });
  }
  expect(complaints).toEqual([]);
  await context.close();
});

test("a refusal is shown in the dialog, and nothing is downloaded", async () => {
  await upload("gone", "gone.csv", csv([["One", "Один", ""]]));
  const { context, page, complaints } = await visit(browser, server, { token: server.token, language: "ru" });
  await page.goto("/");
  await page.getByRole("button", { name: /gone$/u }).first().waitFor();
  await page.getByRole("button", { name: /^Выгрузить.*gone$/u }).click();
  await server.request("DELETE", "/api/v1/documents/gone");
  let downloads = 0;
  page.on("download", () => (downloads += 1));
  await page.keyboard.press("Tab");
  await page.locator("dialog button.primary").click();
  await page.locator("dialog [role=alert]").waitFor();
  expect(await page.locator("dialog [role=alert]").textContent()).toMatch(/[а-я]{4}/u);
  expect(downloads).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test("an export that could not write everything lists the units that are missing", async () => {
  const segments = `<?xml version="1.0"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="ru">
 <file id="f"><unit id="s"><segment><source>One. </source></segment><segment><source>Two.</source></segment></unit></file>
</xliff>`;
  await upload("segments", "segments.xlf", segments);
  // The new source has three segments, but the file has two.
  const segment = (text: string, at: number) => [{ kind: "break", id: `${at}`, element: "segment" }, text];
  const [unit] = await unitsOf(server, "segments");
  const changed = await fetch(`${server.address}/api/v1/units/${unit?.id}`, {
    method: "PATCH",
    headers: {
      authorization: `Bearer ${server.token}`,
      "content-type": "application/json",
      "if-match": `"v${unit?.version}"`,
    },
    body: JSON.stringify({ variants: { en: { content: ["One.", "Two.", "Three."].flatMap(segment) } } }),
  });
  expect(changed.status).toBe(200);
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/");
  await page.getByRole("button", { name: "Export: segments" }).click();
  await download(page);
  await page.getByText("one unit could not be written into it whole").waitFor();
  expect(await page.locator("dialog .entries li").count()).toBe(1);
  expect(complaints).toEqual([]);
  await context.close();
});

test("an analysis uses the direction of its file", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/reports");
  const choose = (name: string, text: string) =>
    page
      .locator("input[type=file]")
      .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text) });
  const direction = async () => [
    await page.getByLabel("From", { exact: true }).inputValue(),
    await page.getByLabel("Into", { exact: true }).inputValue(),
  ];
  await choose("a.xlf", XLIFF);
  await expect.poll(direction).toEqual(["zh", "ru"]);
  await choose("talk.txt", "Sea ice is retreating.");
  await expect.poll(direction).toEqual(["en", "ru"]);
  expect(complaints).toEqual([]);
  await context.close();
});
