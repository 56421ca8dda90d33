import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** The public glossary: an administrator publishes it, a stranger reads, cites and prints it. */

let server: TestServer;
let browser: Browser;

const CONCEPTS = [
  {
    id: "sea-ice",
    terms: [
      { language: "en", text: "sea ice" },
      { language: "ru", text: "морской лёд" },
      { language: "zh", text: "海冰" },
    ],
  },
  {
    id: "floe",
    definitions: {
      en: { text: "Any relatively flat piece of sea ice 20 m or more across.", source: "WMO" },
      ru: { text: "Относительно плоский кусок морского льда 20 м и более в поперечнике." },
      zh: { text: "直径在20米以上的较平坦的海冰块。" },
    },
    terms: [
      { language: "en", text: "ice floe", partOfSpeech: "noun", usageNote: "not of glacier ice" },
      { language: "en", text: "floe", administrativeStatus: "admitted" },
      { language: "ru", text: "льдина", gender: "feminine" },
      { language: "ru", text: "обломок льда", administrativeStatus: "deprecated", forbidden: true },
      { language: "zh", text: "浮冰" },
    ],
    relations: [
      { type: "broader", concept: "sea-ice" },
      { type: "related", concept: "secret" },
    ],
    links: [{ url: "https://example.org/ice", text: "Sea ice nomenclature" }],
  },
];

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  const post = async (path: string, body: unknown) =>
    expect((await server.request("POST", `/api/v1${path}`, body)).status).toBe(201);
  await post("/concepts", {
    id: "secret",
    domain: "plans",
    terms: [{ language: "en", text: "secret plan" }],
  });
  for (const concept of CONCEPTS) await post("/concepts", { domain: "ice", ...concept });
  await post("/collections", { id: "seminar", title: "Seminar" });
  const table = "en,ru,zh\nAn ice floe drifts north.,Льдина дрейфует на север.,浮冰向北漂流。\n";
  await server.upload("/api/v1/collections/seminar/documents?filename=talk.csv&format=csv", table);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test("administrator publishes a subject and a document, a stranger reads it, and the change is taken back", async () => {
  const stranger = await visit(browser, server);
  expect((await stranger.page.goto("/terms"))?.status()).toBe(404);

  const admin = await visit(browser, server, { token: server.token });
  await admin.page.goto("/admin");
  const settings = admin.page.getByRole("region", { name: "Public glossary" });
  await settings.getByRole("checkbox", { name: /^ice/u }).check();
  await settings.getByLabel("Documents of a collection").selectOption("Seminar");
  await settings.getByRole("checkbox", { name: "talk.csv" }).check();
  await settings.getByLabel("Title", { exact: true }).fill("Arctic terms");
  await settings.getByRole("button", { name: "Save", exact: true }).click();
  await settings.getByText("Saved: what is public has changed.").waitFor();
  expect(await settings.getByRole("checkbox", { name: "talk.csv" }).isChecked()).toBe(true);

  const { page } = stranger;
  await page.goto("/terms?language=ru");
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Arctic terms");
  await page.getByRole("searchbox").fill("льдиной");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "льдина" }).click();
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("льдина");
  expect(await page.locator("mark").allTextContents()).toEqual(["Льдина", "ice floe", "浮冰"]);
  expect(await page.getByText("secret").count()).toBe(0);
  await page.getByRole("link", { name: "中文" }).click();
  await page.getByRole("link", { name: "海冰", exact: true }).click();
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("海冰");
  // The other end of the relation.
  await page.getByRole("link", { name: "浮冰", exact: true }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "BibTeX" }).click(),
  ]);
  expect(readFileSync(await file.path(), "utf8")).toContain("浮冰");

  await settings.getByRole("button", { name: "Undo the change" }).click();
  await expect.poll(async () => (await page.goto("/terms/floe"))?.status()).toBe(404);
  expect(await settings.getByRole("checkbox", { name: /^ice/u }).isChecked()).toBe(false);
  expect([...admin.complaints, ...stranger.complaints]).toEqual([]);
  await admin.context.close();
  await stranger.context.close();
});

test.each([
  ["en", 1440],
  ["ru", 390],
  ["zh", 390],
] as const)(
  "a concept reads well in %s at %i pixels, and on paper without what only a screen needs",
  async (language, width) => {
    await server.request("PATCH", "/api/v1/public-glossary", { domains: ["ice"], collections: ["seminar"] });
    const { context, page, complaints } = await visit(browser, server, { language, width });
    for (const path of ["/terms", "/terms/floe"]) {
      await page.goto(path);
      expect(await page.locator("html").getAttribute("lang")).toMatch(new RegExp(`^${language}`, "u"));
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    }
    const [form, list] = [page.getByRole("search"), page.locator(".references")];
    expect(await form.isVisible()).toBe(true);
    await page.emulateMedia({ media: "print" });
    expect(await form.isVisible()).toBe(false);
    expect(await page.getByRole("link", { name: "BibTeX" }).isVisible()).toBe(false);
    expect(await list.isVisible()).toBe(true);
    expect(await page.locator(".cite").isVisible()).toBe(true);
    // Black on white, also for readers with a dark screen.
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      "rgb(255, 255, 255)",
    );
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString("latin1")).toBe("%PDF-");
    expect(complaints).toEqual([]);
    await context.close();
  },
);
