import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Language, LANGUAGES } from "../../src/domain/language.ts";
import { launchBrowser } from "./browser.ts";
import { unitsOf } from "./sample.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** The document as it will read stands beside the desk and follows the open unit. */

let server: TestServer;
let browser: Browser;

const PAGE = `<!doctype html>
<html lang="en"><title>Ice</title>
<h1>Sea ice</h1>
<p>The <b>ice</b> is thin. It melts in <a href="/july">July</a>.</p>
<ul><li>First point.<li>Second point.</ul>
<table><tr><td>Port<td>Murmansk</table>
</html>`;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  await server.request("POST", "/api/v1/collections", { id: "arctic", title: "Arctic" });
  await server.upload("/api/v1/collections/arctic/documents?id=page&filename=page.html", PAGE);
  const units = await unitsOf(server, "page");
  await server.upload(
    "/api/v1/documents/page/push?filename=page.html&source=ru",
    PAGE.replace("Sea ice", "Морской лёд").replace("The <b>ice</b> is thin.", "<b>Лёд</b> тонок."),
  );
  expect(units.length).toBeGreaterThan(6);
  const path = `${server.address}/api/v1/units/${units[1]?.id ?? ""}`;
  const authorization = `Bearer ${server.token}`;
  const { headers } = await fetch(path, { headers: { authorization } });
  const noted = await fetch(path, {
    method: "PATCH",
    headers: { authorization, "content-type": "application/json", "if-match": headers.get("etag") ?? "" },
    body: JSON.stringify({ notes: [{ text: "Which ice?", category: "comment", author: "Anna" }] }),
  });
  expect(noted.status).toBe(200);
  const long = Array.from({ length: 50 }, (_, at) => `Paragraph ${at} is about ice.\n`).join("\n");
  await server.upload("/api/v1/collections/arctic/documents?id=long&filename=long.md&source=en", long);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test.each(LANGUAGES.flatMap((language) => [1440, 390].map((width) => ({ language, width }))))(
  "in $language at $width px: headings, formats and lists are shown, and the open sentence is marked",
  async ({ language, width }) => {
    const { context, page, complaints } = await visit(browser, server, {
      language,
      width,
      token: server.token,
    });
    // On a narrow page the help stands below the open unit, and the list is shown without one.
    const [first, , third] = await unitsOf(server, "page");
    await page.goto(`/documents/page/translate?source=en&target=ru&unit=${first?.id ?? ""}`);
    await page.locator(".desk-help [role=tab]").last().click();
    const preview = page.locator(".preview");
    await preview.waitFor();
    expect(await preview.locator(".preview-heading").innerText()).toBe("Морской лёд");
    const paragraph = preview.locator(".preview-paragraph").first();
    expect(await paragraph.innerText()).toBe("Лёд тонок. It melts in July.");
    expect(await paragraph.locator("b").innerText()).toBe("Лёд");
    expect(await paragraph.locator(".preview-untranslated").getAttribute("lang")).toBe("en");
    expect(await preview.locator(".preview-list-item").count()).toBe(2);
    expect(await preview.locator(".preview-table-cell").count()).toBe(2);
    // The first unit is the title of the page, which is shown only while it is open.
    expect(await preview.locator("[aria-current]").innerText()).toBe("Ice");
    await page.goto(`/documents/page/translate?source=en&target=ru&unit=${third?.id ?? ""}`);
    await preview.waitFor();
    expect(await preview.locator("[aria-current]").innerText()).toBe("Лёд тонок.");
    expect(await preview.evaluate((box) => box.scrollWidth <= box.clientWidth)).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  },
);

test("English sentences that wait for a Chinese translation keep the space between them, and their italics", async () => {
  const { context, page } = await visit(browser, server, { language: "zh", token: server.token });
  const [, , third] = await unitsOf(server, "page");
  await page.goto(`/documents/page/translate?source=en&target=zh&unit=${third?.id ?? ""}`);
  await page.locator(".desk-help [role=tab]").last().click();
  const paragraph = page.locator(".preview-paragraph").first();
  await expect.poll(() => paragraph.innerText()).toBe("The ice is thin. It melts in July.");
  const marked = await paragraph.locator("b").evaluate((bold) => {
    const italic = document.createElement("i");
    bold.append(italic);
    return [getComputedStyle(italic).fontStyle, getComputedStyle(italic).textEmphasisStyle];
  });
  expect(marked).toEqual(["italic", "none"]);
  await context.close();
});

const NOTES: Readonly<Record<Language, readonly string[]>> = {
  en: ["Context: heading of level 1", "Anna comments: Which ice?"],
  ru: ["Контекст: заголовок уровня 1", "Anna комментирует: Which ice?"],
  zh: ["上下文：1 级标题", "Anna 的批注： Which ice?"],
};

test.each(LANGUAGES)("in %s: what a unit is and who commented on it is said in words", async (language) => {
  const { context, page } = await visit(browser, server, { language, token: server.token });
  const [, heading] = await unitsOf(server, "page");
  await page.goto(`/documents/page/translate?source=en&target=ru&unit=${heading?.id ?? ""}`);
  await page.locator(".desk-editor .notes").waitFor();
  expect(await page.locator(".desk-editor .notes li").allInnerTexts()).toEqual(NOTES[language]);
  await context.close();
});

test.each([1440, 390])(
  "at %i px the open sentence stands inside the preview with text before and after it, and the page does not move",
  async (width) => {
    const { context, page } = await visit(browser, server, { width, token: server.token });
    const units = await unitsOf(server, "long");
    const openUnit = async (at: number) => {
      await page.goto(`/documents/long/translate?source=en&target=ru&unit=${units[at]?.id ?? ""}`);
      await page
        .locator(".preview [aria-current]")
        .or(page.locator(".desk-help [role=tab]").last())
        .first()
        .waitFor();
    };
    await openUnit(0);
    await page.locator(".desk-help [role=tab]").last().click();
    await openUnit(25);
    const current = page.locator(".preview [aria-current]");
    await expect.poll(() => current.innerText()).toBe("Paragraph 25 is about ice.");
    const places = () =>
      page.evaluate(() => {
        const sentences = [...document.querySelectorAll(".preview > div > span")];
        const at = sentences.findIndex((one) => one.hasAttribute("aria-current"));
        const panel = document.querySelector(innerWidth < 800 ? ".preview" : ".desk-help");
        const box = panel?.getBoundingClientRect();
        const isShown = [at - 1, at, at + 1].map((number) => {
          const own = sentences[number]?.getBoundingClientRect();
          return own !== undefined && box !== undefined && own.top >= box.top && own.bottom <= box.bottom;
        });
        return { isShown, page: scrollY };
      });
    await expect.poll(places).toEqual({ isShown: [true, true, true], page: 0 });
    await context.close();
  },
);
