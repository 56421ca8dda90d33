import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { csv, unitsOf } from "./sample.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** Changes of many texts at once, on the upkeep screen. */

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  await server.request("POST", "/api/v1/collections", { id: "arctic", title: "Arctic" });
  await server.request("POST", "/api/v1/concepts", {
    id: "icebreaker",
    status: "approved",
    terms: [
      { language: "ru", text: "ледокольное судно", administrativeStatus: "preferred" },
      { language: "ru", text: "ледокол", administrativeStatus: "deprecated", forbidden: true },
    ],
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const upload = (id: string, rows: readonly (readonly [string, string, string])[]) =>
  server.upload(`/api/v1/collections/arctic/documents?filename=${id}.csv&id=${id}`, csv(rows));
const russian = async (id: string) => (await unitsOf(server, id)).map(({ variants }) => variants["ru"]?.text);

test("a text is replaced in the chosen places, and taken back", async () => {
  await upload("snow", [
    ["Snow lies.", "Снег лежит.", "雪。"],
    ["Old snow", "Старый снег", "旧雪"],
  ]);
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("translator", "Ivan"),
  });
  await page.goto("/upkeep");
  await page.getByLabel("Find", { exact: true }).fill("снег");
  await page.getByLabel("Replace with").fill("наст");
  await page.getByRole("button", { name: "Show the places" }).click();
  await page.getByText("2 places", { exact: true }).waitFor();
  await page.getByRole("checkbox", { name: /Старый/u }).uncheck();
  await page.getByRole("button", { name: "Replace 1 place" }).click();
  await page.getByText("1 place replaced").first().waitFor();
  expect(await russian("snow")).toEqual(["Наст лежит.", "Старый снег"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => russian("snow")).toEqual(["Снег лежит.", "Старый снег"]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("the forbidden terms of a concept are replaced in their forms; what is not sure is not chosen", async () => {
  await upload("ships", [
    ["The new icebreaker’s crew", "Экипаж нового ледокола", "船员"],
    ["The icebreaker left.", "Ледокол вышел.", "离开"],
  ]);
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("reviewer", "Maria"),
  });
  await page.goto("/glossary?concept=icebreaker");
  await page.getByRole("link", { name: "Replace forbidden terms in texts" }).click();
  await page.getByRole("button", { name: "Show the places" }).click();
  await page.getByText("a word nearby may have to agree").waitFor();
  await page.getByRole("button", { name: "Replace 1 place" }).click();
  await page.getByText("1 place replaced").first().waitFor();
  expect(await russian("ships")).toEqual(["Экипаж нового ледокольного судна", "Ледокол вышел."]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("the texts of a language get a state, and are deleted, after they were counted", async () => {
  await upload("states", [["Wind", "Ветер", "风"]]);
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("reviewer", "Olga"),
  });
  await page.goto("/upkeep?view=bulk");
  await page.getByLabel("Collection").selectOption({ label: "Arctic" });
  await page.getByLabel("What to do").selectOption({ label: "final" });
  await page.getByText("In all texts").click();
  await page.getByLabel("Search in").selectOption({ label: "Chinese" });
  await page.getByRole("button", { name: "Count" }).click();
  await page.getByRole("button", { name: /^Set the state of/u }).click();
  await page.getByText("Done", { exact: true }).first().waitFor();
  expect((await unitsOf(server, "states"))[0]?.variants["zh"]).toMatchObject({ state: "final" });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect
    .poll(async () => (await unitsOf(server, "states"))[0]?.variants["zh"]?.state)
    .not.toBe("final");
  expect(complaints).toEqual([]);
  await context.close();
});

test("duplicates are marked as meant, and merged to one translation", async () => {
  await upload("twice", [
    ["Open", "Открыть", "打开"],
    ["Open", "Раскрыть", "开启"],
    ["Close", "Закрыть", "关闭"],
    ["Close", "Закрыто", "已关闭"],
  ]);
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("reviewer", "Nina"),
  });
  await page.goto("/upkeep?view=duplicates");
  const card = (text: string) => page.locator("section.card", { hasText: text });
  await card("Закрыто").getByLabel("Why they are intended").fill("button and state");
  await card("Закрыто").getByRole("button", { name: "Mark as intended" }).click();
  await card("Закрыто").waitFor({ state: "detached" });
  const first = card("Раскрыть").locator("li", { hasText: "Открыть" });
  await first.getByText("used 1 time").waitFor();
  await first.getByRole("button", { name: "Use this translation for all" }).click();
  await expect.poll(() => russian("twice")).toEqual(["Открыть", "Открыть", "Закрыть", "Закрыто"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await russian("twice"))[1]).toBe("Раскрыть");
  expect(complaints).toEqual([]);
  await context.close();
});

test("an import leaves out what adds nothing, and says what it is", async () => {
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("translator", "Ivan"),
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Import a file" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.locator('input[type="file"]').setInputFiles({
    name: "useless.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("key,en,ru\na,Grey seal,Серый тюлень\nb,Shore,\nc,42,42\n"),
  });
  await dialog.getByText("Further settings", { exact: true }).click();
  await dialog.getByLabel("without a translation").check();
  await dialog.getByLabel("only numbers and signs").check();
  await dialog.getByLabel("older (files with dates: TMX)").check();
  await dialog.getByLabel(/Older than/u).waitFor();
  await dialog.getByText("Skipped, without a translation: 1").click();
  await dialog.getByText("Shore").waitFor();
  await dialog.getByText("Skipped, only numbers and signs: 1").waitFor();
  const shot = process.env["POLYNYA_SHOTS"];
  if (shot) await page.screenshot({ path: `${shot}/import.png` });
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("dialog", { name: "Import a file" }).waitFor({ state: "detached" });
  const answer = await server.request("GET", "/api/v1/collections/arctic/documents");
  const { items } = (await answer.json()) as { items: { id: string; title: string }[] };
  const made = items.find(({ title }) => title === "useless.csv")?.id ?? "";
  expect(await russian(made)).toEqual(["Серый тюлень"]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("an administrator sets how a collection stands in lookups, and protects it", async () => {
  await server.request("POST", "/api/v1/collections", { id: "foreign", title: "Foreign memory" });
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("admin", "Pavel"),
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Memory settings: Foreign memory" }).click();
  await page.getByLabel("Penalty in points for each match").fill("10");
  await page.getByLabel("Read-only: nobody can change this collection").check();
  await page.getByRole("button", { name: "Save" }).click();
  await page
    .locator("section.collection", { hasText: "Foreign memory" })
    .getByText("read-only", { exact: true })
    .waitFor();
  const answer = await server.request("GET", "/api/v1/collections/foreign");
  expect(await answer.json()).toMatchObject({ settings: { memory: { penalty: 10, readOnly: true } } });
  expect(complaints).toEqual([]);
  await context.close();
});
