import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LANGUAGES } from "../../src/domain/language.ts";
import { launchBrowser } from "./browser.ts";
import { populate } from "./sample.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** A folder for pictures that a person looks at. */
const shots = process.env["POLYNYA_SHOTS"];
const WIDTHS = [1440, 768, 360];
/** What is looked at in each theme: the themes differ in their colours alone, so one of them is enough for the rest. */
const THEMES = {
  light: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  dark: ["color-contrast", "link-in-text-block"],
} as const;

/** Every screen, with an element that appears when the screen has loaded. */
const SCREENS: readonly {
  readonly name: string;
  readonly path: string;
  readonly shows: string;
  readonly public?: true;
  readonly press?: string;
  readonly prepare?: (page: Page) => Promise<void>;
}[] = [
  { name: "sign-in", path: "/", shows: "form input", public: true },
  { name: "home", path: "/", shows: ".document h3" },
  { name: "fill", path: "/", shows: ".document h3", press: ".document .actions button:nth-of-type(2)" },
  { name: "export", path: "/", shows: ".document h3", press: ".document .actions button:nth-of-type(1)" },
  { name: "translate", path: "/documents/seminar/translate?source=en&target=zh", shows: ".editor" },
  { name: "concordance", path: "/concordance?q=Arctic", shows: ".hits mark" },
  { name: "reports", path: "/reports", shows: ".time-chart .key" },
  { name: "leverage", path: "/reports", shows: "#leverage", prepare: analysed },
  { name: "glossary", path: "/glossary", shows: ".concepts a" },
  { name: "concept", path: "/glossary?concept=arctic-council", shows: ".language-card" },
  { name: "checks", path: "/checks?document=seminar", shows: ".finding-list" },
  { name: "chosen", path: "/checks?document=seminar", shows: ".finding-list", press: ".list-head button" },
  { name: "no-document", path: "/documents/nothing/translate", shows: ".notice" },
  { name: "triangle", path: "/checks?view=triangle", shows: ".suspect, .empty" },
  { name: "heat-map", path: "/checks?view=concepts", shows: "table, .empty" },
  {
    name: "merge",
    path: "/glossary?concept=arctic-council",
    shows: ".language-card",
    press: ".actions .quiet",
  },
  { name: "align", path: "/align", shows: "textarea" },
  { name: "strings", path: "/strings", shows: ".string-box" },
  { name: "upkeep", path: "/upkeep", shows: ".upkeep-form" },
  {
    name: "candidates",
    path: "/candidates",
    shows: ".candidates-form",
    prepare: async (page) => {
      await page.locator(".candidates-form .primary").click();
      await page.waitForLoadState("networkidle");
    },
  },
  { name: "questions", path: "/questions?state=all", shows: ".question-card, .empty" },
  { name: "imports", path: "/imports", shows: ".import" },
  { name: "admin", path: "/admin", shows: "table" },
  { name: "join", path: "/", shows: "form input", public: true, prepare: invited },
  {
    name: "account",
    path: "/",
    shows: "form input",
    public: true,
    prepare: async (page) => {
      await invited(page);
      await page.click("form button");
      await page.goto("/account");
      await page.waitForSelector("table.sessions");
    },
  },
  {
    name: "person",
    path: "/admin",
    shows: "table.people",
    prepare: async (page) => {
      await page.locator("table.people button").first().click();
      await page.waitForSelector("dialog[open]");
    },
  },
  {
    name: "mark",
    path: "/documents/seminar/translate?source=en&target=zh",
    shows: ".editor",
    prepare: async (page) => {
      await page.locator(".editor").first().focus();
      await page.keyboard.press("Control+Alt+m");
      await page.waitForSelector("dialog[open]");
    },
  },
  { name: "public-terms", path: "/terms", shows: "main", public: true },
  { name: "public-term", path: "/terms/arctic-council", shows: "main", public: true },
  { name: "person-menu", path: "/", shows: ".document h3", press: ".person summary" },
  { name: "nothing", path: "/nothing", shows: "h1" },
];

/** An open menu covers parts of the page below it, which is looked at without the menu too. */
const UNDER_MENU = '{ exclude: ["main"] }';

/** Analyses two files so that the report shows each of them. */
async function analysed(page: Page): Promise<void> {
  const card = page.locator("section.card", { has: page.locator("#leverage") });
  const file = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await card
    .locator("input[type=file]")
    .setInputFiles([
      file("a.csv", "key,ru\n1,Моржи лежат на льдинах.\n2,Моржи лежат на льдинах.\n"),
      file("b.csv", "key,ru\n1,Моржи лежат на льдинах!\n2,Арктика\n"),
    ]);
  await card.locator("button.primary").click();
  await card.locator("summary").click();
}

/** Opens a new invitation. */
async function invited(page: Page): Promise<void> {
  const body = { name: "Вера 薇拉", role: "translator" };
  const answer = await server.request("POST", "/api/v1/invitations", body);
  const { path } = (await answer.json()) as { path: string };
  await page.goto(path);
  await page.waitForSelector("form button");
}

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  await populate(server);
  await server.request("PATCH", "/api/v1/public-glossary", { everything: true });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

describe.each(LANGUAGES)("in %s", (language) => {
  test.each(SCREENS)("axe finds nothing on $name, in light and dark, wide and narrow", async (screen) => {
    const { context, page, complaints } = await visit(browser, server, {
      language,
      ...(screen.public ? {} : { token: server.token }),
    });
    try {
      await page.goto(screen.path);
      await page.waitForSelector(screen.shows, { state: "attached" });
      if (screen.press !== undefined) await page.click(screen.press);
      await screen.prepare?.(page);
      await page.evaluate(AXE);
      const found: string[] = [];
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        for (const [theme, rules] of Object.entries(THEMES) as [keyof typeof THEMES, readonly string[]][]) {
          await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
          const what = screen.name === "person-menu" ? UNDER_MENU : "document";
          const { violations } = await page.evaluate<Pick<AxeResults, "violations">>(
            `axe.run(${what}, ${JSON.stringify({ runOnly: rules, resultTypes: ["violations"] })})
              .then(({ violations }) => ({ violations }))`,
          );
          for (const { id, nodes } of violations) {
            found.push(
              `${width} ${theme} ${id}: ${nodes
                .slice(0, 3)
                .map(({ html, failureSummary }) => `${html.slice(0, 200)} — ${failureSummary}`)
                .join(" | ")}`,
            );
          }
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          if (overflow > 0) found.push(`${width} ${theme}: the page is ${overflow} px wider than the window`);
          if (shots && ((width === 1440 && theme === "light") || (width === 360 && theme === "dark"))) {
            await page.screenshot({ path: join(shots, `${screen.name}-${language}-${width}-${theme}.png`) });
          }
        }
      }
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await context.close();
    }
  });
});
