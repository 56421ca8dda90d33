import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encode } from "../../src/formats/encoding.ts";
import { launchBrowser } from "./browser.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** Work on a glossary: merging concepts, export and import of files, proposals. */

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  await server.request("POST", "/api/v1/concepts", {
    id: "drift-ice",
    domain: "ice",
    terms: [
      { language: "en", text: "drift ice" },
      { language: "zh", text: "流冰" },
    ],
  });
  await server.request("POST", "/api/v1/concepts", {
    id: "pack-ice",
    terms: [
      { language: "en", text: "pack ice" },
      { language: "ru", text: "паковый лёд" },
    ],
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

interface Stored {
  readonly domain?: string;
  readonly terms: readonly { readonly text: string; readonly administrativeStatus: string }[];
}
const stored = async (id: string) => {
  const response = await server.request("GET", `/api/v1/concepts/${id}`);
  return response.ok ? ((await response.json()) as Stored) : undefined;
};

test("two concepts are merged, and a domain is removed", async () => {
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("terminologist", "Olga"),
  });
  await page.goto("/glossary?concept=drift-ice");
  await page.getByRole("button", { name: "Merge with another concept" }).click();
  const dialog = page.locator("dialog");
  await dialog.getByRole("searchbox").fill("ice");
  await dialog.getByRole("radio", { name: /pack ice · паковый лёд/u }).check();
  // A concept can't be merged with itself.
  expect(await dialog.getByRole("radio").count()).toBe(1);
  await dialog.getByRole("button", { name: "Merge", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await expect
    .poll(async () =>
      (await stored("drift-ice"))?.terms.map((term) => `${term.text} ${term.administrativeStatus}`),
    )
    .toEqual(["drift ice preferred", "流冰 preferred", "pack ice admitted", "паковый лёд admitted"]);
  expect(await stored("pack-ice")).toBeUndefined();
  await page.getByRole("group", { name: "Russian", exact: true }).getByLabel("Term 1").waitFor();

  await page.getByLabel("Subject").fill("");
  await page.keyboard.press("Control+s");
  await expect.poll(async () => (await stored("drift-ice"))?.domain).toBeUndefined();
  expect(complaints).toEqual([]);
  await context.close();
});

test("saving leaves the focus where it is, in a new concept too", async () => {
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("terminologist", "Vera"),
  });
  await page.goto("/glossary?new=1&en=ice+floe");
  const term = page.getByRole("group", { name: "Russian", exact: true }).getByLabel("Term 1");
  await term.fill("льдина");
  await page.keyboard.press("Control+s");
  await page.waitForURL(/concept=/u);
  await page.getByText("Sentences with this concept").waitFor();
  await page.keyboard.type("ми");
  expect(await term.inputValue()).toBe("льдинами");
  await page.keyboard.press("Control+s");
  await page.locator("section", { hasText: "льдина" }).getByText("льдинами").first().waitFor();
  await page.keyboard.type(" мн.");
  expect(await term.inputValue()).toBe("льдинами мн.");
  const save = page.getByRole("button", { name: "Save" });
  await save.click();
  await page.locator(".live", { hasText: "Saved" }).waitFor();
  expect(await save.isDisabled()).toBe(true);
  expect(await save.evaluate((button) => button === document.activeElement)).toBe(true);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a concept gets details, a relation and a link, warns of a double, and shows its sentences", async () => {
  await server.request("POST", "/api/v1/concepts", {
    id: "brash",
    domain: "ice > broken ice",
    terms: [
      { language: "en", text: "brash ice" },
      { language: "ru", text: "шуга" },
    ],
  });
  await server.request("POST", "/api/v1/concepts", {
    id: "frazil",
    relations: [{ type: "see", concept: "brash" }],
    terms: [{ language: "en", text: "frazil" }],
  });
  await server.request("POST", "/api/v1/collections", { id: "ice", title: "Ice" });
  await server.upload(
    "/api/v1/collections/ice/documents?filename=ice.csv&id=ice",
    "en,ru,zh\nBrash ice drifts.,Шугу несёт.,碎冰漂流。\nOpen water.,Вода.,水。\n",
  );
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("terminologist", "Nina"),
  });
  await page.goto("/glossary?concept=brash");
  const russian = page.getByRole("group", { name: "Russian", exact: true });
  await russian.getByText("More about this term").click();
  await russian.getByLabel("Gender").selectOption("feminine");
  await russian.getByText("More about this term: feminine").waitFor();
  await russian.getByLabel("Valid from").fill("1970-01-31");
  // Words of Chinese have no gender.
  expect(await page.getByRole("group", { name: "Chinese", exact: true }).getByLabel("Gender").count()).toBe(
    0,
  );

  await page.getByLabel("Do not translate").check();
  await page.getByRole("button", { name: "Another link" }).click();
  await page.getByLabel("Address 1").fill("wmo.int/brash");
  await page.getByRole("button", { name: "Relate to another concept" }).click();
  const dialog = page.locator("dialog");
  await dialog.getByRole("searchbox").fill("frazil");
  await dialog.getByRole("radio", { name: "frazil" }).check();
  await dialog.getByLabel("How the other concept relates").selectOption("related");
  await dialog.getByRole("button", { name: "Relate", exact: true }).click();
  await page.getByRole("link", { name: "frazil" }).waitFor();

  // A term of another concept, with other white space and case.
  await page.getByRole("button", { name: "Another term: English" }).click();
  const second = page.getByRole("group", { name: "English", exact: true }).getByLabel("Term 2");
  await second.fill("Frazil ");
  await page.getByText("The glossary has this term:").getByRole("link", { name: "frazil" }).waitFor();
  await second.fill("");
  await page.keyboard.press("Control+s");
  await page.locator(".live", { hasText: "Saved" }).waitFor();
  expect(await stored("brash")).toMatchObject({
    doNotTranslate: true,
    links: [{ url: "https://wmo.int/brash" }],
    relations: [{ type: "related", concept: "frazil" }],
    terms: [
      { text: "brash ice" },
      { text: "шуга", gender: "feminine", validFrom: "1970-01-31" },
      { text: "brash ice", language: "zh" },
    ],
  });

  await page.getByText("Sentences with this concept").click();
  await page.locator(".concept-uses mark", { hasText: "Шугу" }).waitFor();
  expect(await page.locator(".concept-uses li").allTextContents()).toEqual([
    "Brash ice drifts.Шугу несёт.碎冰漂流。Open the unit",
  ]);
  // The other concept shows the relation too.
  await page.getByRole("link", { name: "frazil" }).click();
  await page.locator(".concept-references li", { hasText: "related: brash ice" }).waitFor();
  await page.goto("/glossary");
  await page.getByLabel("Subject").selectOption("ice > broken ice");
  await page.locator("tbody tr", { hasText: "шуга" }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("a glossary in a doubtful encoding is read as its terminologist says", async () => {
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("terminologist", "Zoya"),
  });
  await page.goto("/glossary");
  await page.getByRole("button", { name: "Import / export" }).click();
  const dialog = page.locator("dialog");
  await dialog.locator("input[type=file]").setInputFiles({
    name: "waste.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(encode("en,ru\nwaste,ТБО\n", "windows-1251")),
  });
  await dialog.getByRole("button", { name: "ТБО" }).click();
  await dialog.getByText("Read as windows-1251").waitFor();
  await dialog.getByText("1 new").waitFor();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  expect((await stored("waste"))?.terms.map(({ text }) => text)).toEqual(["waste", "ТБО"]);
  expect(complaints.filter((complaint) => !complaint.includes("422"))).toEqual([]);
  await context.close();
});

test("the glossary is exported as a file and imported from one after a preview", async () => {
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("terminologist", "Vera"),
  });
  await page.goto("/glossary");
  await page.getByRole("button", { name: "Import / export" }).click();
  const dialog = page.locator("dialog");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "TBX" }).click(),
  ]);
  const tbx = readFileSync(await download.path(), "utf8");
  expect(tbx).toContain("drift ice");

  await dialog.locator("input[type=file]").setInputFiles({
    name: "glossary.tbx",
    mimeType: "application/octet-stream",
    buffer: Buffer.from(tbx.replaceAll("drift ice", "drifting ice")),
  });
  await dialog.getByText(/0 new, 1 changed/u).waitFor();
  expect((await stored("drift-ice"))?.terms[0]?.text).toBe("drift ice");
  await dialog.getByRole("button", { name: "Import" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.locator("tr", { hasText: "drifting ice" }).waitFor();
  expect((await stored("drift-ice"))?.terms.map(({ text }) => text)).toContain("drifting ice");
  expect(complaints).toEqual([]);
  await context.close();
});

test("entries that are there already are named, and join them, stay out or become concepts as chosen", async () => {
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("terminologist", "Vera"),
  });
  await page.goto("/glossary");
  await page.getByRole("button", { name: "Import / export" }).click();
  const dialog = page.locator("dialog");
  const choose = (text: string) =>
    dialog
      .locator("input[type=file]")
      .setInputFiles({ name: "pair.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await choose("en,ru\nhummock,торос\n");
  await dialog.getByText(/1 new/u).waitFor();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Import / export" }).click();
  await choose("en,zh\nhummock,冰丘\n");
  const known = dialog.getByRole("group", { name: "Concepts that already exist" });
  await known.getByText("hummock · торос · 冰丘").waitFor();
  await known.getByLabel("What to do with these entries of the file").selectOption("create");
  await dialog.getByText(/1 new/u).waitFor();
  await known.getByLabel("What to do with these entries of the file").selectOption("merge");
  await known.getByText("hummock · торос · 冰丘").waitFor();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  expect((await stored("hummock"))?.terms.map(({ text }) => text)).toEqual(["hummock", "торос", "冰丘"]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a glossary among the texts goes to the glossary, and texts in the glossary to the texts", async () => {
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("admin", "Lena"),
  });
  const choose = (name: string, text: string) =>
    page
      .locator("dialog input[type=file]")
      .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  const dialog = page.locator("dialog");
  await server.request("POST", "/api/v1/collections", { id: "floes", title: "Floes" });
  await page.goto("/");
  await page.getByRole("button", { name: "Import a file" }).click();
  await choose("terms.csv", "en,ru,zh\nnilas,нилас,尼罗冰\nsastrugi,заструги,雪脊\n");
  await dialog.getByText("This looks like a glossary (concepts: 2). Import it into the glossary?").waitFor();
  expect(await dialog.getByRole("button", { name: "Import", exact: true }).isDisabled()).toBe(true);
  await dialog.getByRole("button", { name: "These are texts: import them here" }).click();
  await expect
    .poll(() => dialog.getByRole("button", { name: "Import", exact: true }).isDisabled())
    .toBe(false);
  await dialog.getByRole("button", { name: "Into the glossary" }).click();
  await page.waitForURL(/\/glossary/u);
  await dialog.getByText(/2 new/u).waitFor();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  expect((await stored("nilas"))?.terms.map(({ text }) => text)).toEqual(["nilas", "нилас", "尼罗冰"]);

  await page.getByRole("button", { name: "Import / export" }).click();
  await choose(
    "talk.tsv",
    "en\tru\nThe ice in the bay melts early every year.\tЛёд в заливе каждый год тает рано.\n",
  );
  await dialog.getByText("This looks like texts, not terms.").waitFor();
  await dialog.getByRole("button", { name: "Import as texts" }).click();
  await dialog.getByText("talk.tsv").first().waitFor();
  expect(new URL(page.url()).pathname).toBe("/");
  expect(complaints).toEqual([]);
  await context.close();
});

test("the columns of a table are shown with their first rows and can be mapped before the import", async () => {
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("terminologist", "Vera"),
  });
  await page.goto("/glossary");
  await page.getByRole("button", { name: "Import / export" }).click();
  const dialog = page.locator("dialog");
  const choose = (text: string) =>
    dialog.locator("input[type=file]").setInputFiles({
      name: "terms.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(text),
    });
  // No line names the columns: the file is refused, but its columns are shown, and mapping them is enough.
  await choose("Begriff;Wort;Quelle\nglaze;глазурь;ГОСТ\nsleet;мокрый снег;ВМО\n");
  await dialog.getByText("The columns can't be told").waitFor();
  const cells = dialog.locator(".column-mapping tbody td");
  await expect
    .poll(() => cells.allTextContents())
    .toEqual([
      ...["Begriff", "Wort", "Quelle"],
      ...["glaze", "глазурь", "ГОСТ"],
      ...["sleet", "мокрый снег", "ВМО"],
    ]);
  expect(await dialog.getByRole("button", { name: "Import" }).isDisabled()).toBe(true);
  // On a narrow page the table scrolls in its frame; the dialog is not wider than it looks.
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  expect(
    await dialog
      .locator(".table-frame")
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth),
  ).toBe(true);
  await page.setViewportSize({ width: 1440, height: 900 });
  const choice = (column: string) => dialog.getByLabel(`Content of the column “${column}”`);
  await choice("1").selectOption("en");
  await dialog.getByText(/3 new/u).waitFor();
  await choice("2").selectOption("ru");
  // “Wort” is not Russian, so the first line is a header now.
  await dialog.getByText(/2 new/u).waitFor();
  await choice("Quelle").focus();
  await choice("Quelle").selectOption("citation");
  await expect.poll(() => choice("Quelle").inputValue()).toBe("citation");
  expect(await choice("Quelle").evaluate((element) => element === document.activeElement)).toBe(true);
  await dialog.getByText(/2 new, 0 changed/u).waitFor();
  await dialog.getByRole("button", { name: "Import" }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await stored("glaze")).toMatchObject({
    source: "ГОСТ",
    terms: [{ text: "glaze" }, { text: "глазурь" }],
  });

  // A known header is shown as it was understood; a column can be left out.
  await page.getByRole("button", { name: "Import / export" }).click();
  await choose("en,ru,comment\nrime,изморозь,secret\n");
  await expect.poll(() => choice("comment").inputValue()).toBe("note");
  await choice("comment").selectOption("");
  await dialog.getByText(/1 new, 0 changed/u).waitFor();
  await dialog.getByRole("button", { name: "Import" }).click();
  await dialog.waitFor({ state: "detached" });
  expect(JSON.stringify(await stored("rime"))).not.toContain("secret");
  expect(complaints).toEqual([]);
  await context.close();
});

test("a translator proposes a term from a text; a terminologist approves it", async () => {
  await server.request("POST", "/api/v1/collections", { id: "arctic", title: "Arctic" });
  await server.upload("/api/v1/collections/arctic/documents?filename=talk.csv&id=talk", "en,ru\nPolynya,\n");
  const translator = await visit(browser, server, { token: await server.tokenFor("translator", "Ivan") });
  await translator.page.goto("/documents/talk/translate?source=en&target=ru");
  await translator.page.locator(".source-text .text").dblclick({ position: { x: 20, y: 10 } });
  await translator.page.keyboard.press("Control+Alt+t");
  const card = (page: typeof translator.page, language: string) =>
    page.getByRole("group", { name: language, exact: true });
  await expect.poll(() => card(translator.page, "English").getByLabel("Term 1").inputValue()).toBe("Polynya");
  expect(await translator.page.getByLabel("Status", { exact: true }).isDisabled()).toBe(true);
  await card(translator.page, "Russian").getByLabel("Term 1").fill("полынья");
  await translator.page.getByRole("button", { name: "Propose the concept" }).click();
  await translator.page.locator(".live", { hasText: "Saved" }).waitFor();
  // Until it is approved, the translator may change and withdraw it.
  await translator.page.getByRole("button", { name: "Withdraw the proposal" }).waitFor();
  await translator.page.getByLabel("Notes", { exact: true }).fill("Open water in sea ice");
  await translator.page.keyboard.press("Control+s");
  await expect
    .poll(async () => JSON.stringify(await (await server.request("GET", "/api/v1/concepts/polynya")).json()))
    .toContain("Open water in sea ice");

  const terminologist = await visit(browser, server, {
    token: await server.tokenFor("terminologist", "Olga"),
  });
  const { page } = terminologist;
  await page.goto("/glossary?status=proposed");
  await page.locator(".concepts a", { hasText: "Polynya" }).click();
  await page.getByLabel("Status", { exact: true }).selectOption("approved");
  await page.keyboard.press("Control+s");
  await page.locator(".live", { hasText: "Saved" }).waitFor();
  await translator.page.reload();
  await translator.page.getByRole("heading", { name: "Polynya" }).waitFor();
  expect(await card(translator.page, "English").getByLabel("Term 1").isDisabled()).toBe(true);
  expect(await translator.page.getByRole("button", { name: "Withdraw the proposal" }).count()).toBe(0);
  // After a search without a result the term can be created; its letters decide the language.
  await page.goto("/glossary?q=%E5%86%B0%E9%97%B4%E6%B9%96");
  await page.getByRole("link", { name: "New concept: “冰间湖”" }).click();
  await expect.poll(() => card(page, "Chinese").getByLabel("Term 1").inputValue()).toBe("冰间湖");
  expect([...translator.complaints, ...terminologist.complaints]).toEqual([]);
  await translator.context.close();
  await terminologist.context.close();
});
