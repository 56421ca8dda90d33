import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LANGUAGES } from "../../src/domain/language.ts";
import { launchBrowser } from "./browser.ts";
import { populate } from "./sample.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** Other conditions: zoom, narrow windows, forced colours, reduced motion. */

const SCREENS: readonly (readonly [path: string, shows: string])[] = [
  ["/", ".document h3"],
  ["/documents/seminar/translate?source=en&target=ru", ".unit-row"],
  ["/glossary", ".concepts a"],
  ["/glossary?concept=arctic-council", ".language-card"],
  ["/checks", ".finding-list"],
  ["/checks?view=concepts", "table, .empty"],
  ["/concordance?q=Arctic", ".hits mark"],
  ["/align", "textarea"],
  ["/strings", ".string-box"],
  ["/reports", ".time-chart"],
  ["/imports", ".import"],
  ["/admin", ".tokens"],
];

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  await populate(server);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Elements that are wider than the window, and controls whose text is cut off. */
const cutOff = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth)
      found.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
    for (const element of document.querySelectorAll<HTMLElement>(
      "button, a, label, h1, h2, h3, legend, .badge",
    )) {
      const { width, left, right } = element.getBoundingClientRect();
      const isSeen =
        width > 1 && element.checkVisibility() && !element.closest(".unseen, .table-frame, .where");
      const isCut =
        element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline";
      if (isSeen && (isCut || left < -1 || right > root.clientWidth + 1)) {
        found.push(`${element.tagName.toLowerCase()} “${element.textContent?.trim().slice(0, 40)}”`);
      }
    }
    return found;
  });

describe.each(LANGUAGES)("in %s", (language) => {
  // 1280 px at 400 % are 320 CSS px (WCAG 2.2, 1.4.10); at 200 % they are 640, two device pixels each.
  test("at 320 px and at 200 % zoom nothing is cut off or scrolls sideways", async () => {
    const { context, page, complaints } = await visit(browser, server, { language, token: server.token });
    const device = await context.newCDPSession(page);
    const found: string[] = [];
    for (const [path, shows] of SCREENS) {
      await page.goto(path);
      await page.waitForSelector(shows, { state: "attached" });
      for (const [width, height, deviceScaleFactor] of [
        [640, 450, 2],
        [320, 256, 4],
      ] as const) {
        await device.send("Emulation.setDeviceMetricsOverride", {
          width,
          height,
          deviceScaleFactor,
          mobile: false,
        });
        found.push(...(await cutOff(page)).map((what) => `${path} at ${width}: ${what}`));
      }
    }
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("with letters twice as large nothing is cut off", async () => {
    const { context, page } = await visit(browser, server, { language, token: server.token });
    const found: string[] = [];
    for (const [path, shows] of SCREENS) {
      await page.goto(path);
      await page.waitForSelector(shows, { state: "attached" });
      await page.evaluate(() => {
        document.documentElement.style.fontSize = "200%";
      });
      found.push(...(await cutOff(page)).map((what) => `${path}: ${what}`));
    }
    expect(found).toEqual([]);
    await context.close();
  });
});

test("in forced colours the choice, the current page and the progress can be seen", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.emulateMedia({ forcedColors: "active" });
  const ground = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
  const differ = async (chosen: string, other: string) =>
    expect([chosen, await ground(chosen)]).not.toEqual([chosen, await ground(other)]);

  await page.goto("/checks");
  await page.locator(".finding-list").first().waitFor();
  await differ('.segmented [aria-pressed="true"]', '.segmented [aria-pressed="false"]');
  await differ('nav a[aria-current="page"]', "nav a:not([aria-current])");

  await page.goto("/documents/seminar/translate?source=en&target=ru");
  await page.locator(".unit-row[aria-current]").waitFor();
  await differ(".unit-row[aria-current]", ".unit-row:not([aria-current])");
  await differ('[role="tab"][aria-selected="true"]', '[role="tab"][aria-selected="false"]');
  await page.locator(".editor").focus();
  const outline = await page.locator(".editor").evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return `${outlineStyle} ${outlineWidth}`;
  });
  expect(outline).toBe("solid 3px");

  await page.goto("/");
  await page.locator(".part.translated").first().waitFor();
  await differ(".part.translated", ".bar");

  await page.goto("/reports");
  const line = page.locator(".time-chart .line.ru").first();
  await line.waitFor({ state: "attached" });
  const drawn = await line.evaluate((element) => {
    const { stroke, strokeDasharray } = getComputedStyle(element);
    const canvas = getComputedStyle(document.body).backgroundColor;
    return { isSeen: stroke !== canvas && stroke !== "none", isDashed: strokeDasharray !== "none" };
  });
  expect(drawn).toEqual({ isSeen: true, isDashed: true });
  expect(complaints).toEqual([]);
  await context.close();
});

test("with reduced motion nothing moves", async () => {
  const { context, page } = await visit(browser, server, { token: server.token });
  const moving = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("*")].some((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return transitionDuration.split(", ").some((time) => time !== "0s") || animationName !== "none";
      }),
    );
  const found: Record<string, boolean> = {};
  for (const reducedMotion of ["no-preference", "reduce"] as const) {
    await page.emulateMedia({ reducedMotion });
    await page.goto("/");
    await page.locator(".document h3").first().waitFor();
    found[reducedMotion] = await moving();
  }
  expect(found).toEqual({ "no-preference": true, reduce: false });
  await context.close();
});
