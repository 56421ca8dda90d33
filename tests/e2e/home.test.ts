import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encode } from "../../src/formats/encoding.ts";
import { launchBrowser } from "./browser.ts";
import { csv, unitsOf } from "./sample.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** The start page: from an empty store to documents in order. */

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const file = (name: string, text: string) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(text),
});

test("administrator with an empty store: creates a collection within the import, and keeps the file", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/");
  await page.getByRole("button", { name: "Import the first file" }).click();
  await page
    .locator("dialog input[type=file]")
    .setInputFiles(file("talk.csv", csv([["Sea ice is retreating.", "", ""]])));
  await page.locator("dialog").getByLabel("Name", { exact: true }).fill("Arctic 2026");
  await page.keyboard.press("Enter");
  await page.locator("dialog .badge", { hasText: "1 new" }).waitFor();
  expect(await page.locator("dialog").getByLabel("Into the collection").inputValue()).not.toBe("");
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("link", { name: "Open the document" }).waitFor();
  await page.locator("dialog").getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("heading", { name: "Arctic 2026" }).waitFor();
  await page.getByRole("link", { name: "talk.csv", exact: true }).first().waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("translator: for the same file again the dialog asks where it goes; it is pushed into its document", async () => {
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("translator", "Ivan"),
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Import a file" }).click();
  const translated = csv([["Sea ice is retreating.", "Морской лёд отступает.", ""]]);
  await page.locator("dialog input[type=file]").setInputFiles(file("talk.csv", translated));
  await page.getByText("This is the file of “talk.csv”, or a later version of it.").waitFor();
  expect(await page.getByRole("button", { name: "Import", exact: true }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Upload as a translation of “talk.csv”" }).click();
  await page.getByRole("heading", { name: "Upload a translated file of talk.csv" }).waitFor();
  await page.locator("dialog .badge", { hasText: "1 changed" }).waitFor();
  await page.locator("dialog button.primary").click();
  await page.getByRole("link", { name: "Open the document" }).click();
  await page.locator(".editor").waitFor();
  const id = decodeURIComponent(/documents\/([^/]+)/u.exec(page.url())?.[1] ?? "");
  expect((await unitsOf(server, id)).map(({ variants }) => variants["ru"]?.text)).toEqual([
    "Морской лёд отступает.",
  ]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("translator: the same file under another name is known too; it can become a second document", async () => {
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("translator", "Ivan"),
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Import a file" }).click();
  const dialog = page.locator("dialog");
  const input = dialog.locator("input[type=file]");
  const importing = dialog.getByRole("button", { name: "Import", exact: true });
  // Only the name is the same: nothing is asked.
  await input.setInputFiles(file("talk.csv", "key,en\nnews,Another text.\nmore,And more.\n"));
  await dialog.locator(".badge", { hasText: "2 new" }).waitFor();
  expect(await dialog.getByRole("button", { name: "Create a second document" }).count()).toBe(0);
  await input.setInputFiles(file("copy.csv", csv([["Sea ice is retreating.", "", ""]])));
  const anew = dialog.getByRole("button", { name: "Create a second document" });
  await anew.waitFor();
  expect(await importing.isDisabled()).toBe(true);
  await anew.click();
  expect(await anew.getAttribute("aria-pressed")).toBe("true");
  await importing.click();
  const address = await page.getByRole("link", { name: "Open the document" }).getAttribute("href");
  const id = /documents\/([^/]+)/u.exec(address ?? "")?.[1];
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("link", { name: "copy.csv", exact: true }).first().waitFor();
  // The other tests do not know this document.
  expect((await server.request("DELETE", `/api/v1/documents/${id}`)).status).toBe(200);
  expect(complaints).toEqual([]);
  await context.close();
});

test("translator: for a file of doubtful encoding the dialog offers two readings and imports the chosen one", async () => {
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("translator", "Ivan"),
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Import a file" }).click();
  const dialog = page.locator("dialog");
  await dialog.locator("input[type=file]").setInputFiles({
    name: "waste.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(encode("key,en,ru\nwaste,waste,ТБО\n", "windows-1251")),
  });
  await dialog.getByRole("group", { name: "Which text is readable?" }).waitFor();
  await dialog.getByRole("button", { name: "ран" }).waitFor();
  await dialog.getByRole("button", { name: "ТБО" }).click();
  await dialog.getByText("Read as windows-1251").waitFor();
  await dialog.locator(".badge", { hasText: "1 new" }).waitFor();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  const address = await page.getByRole("link", { name: "Open the document" }).getAttribute("href");
  const id = /documents\/([^/]+)/u.exec(address ?? "")?.[1] ?? "";
  expect((await unitsOf(server, id)).map(({ variants }) => variants["ru"]?.text)).toEqual(["ТБО"]);
  await dialog.getByRole("button", { name: "Close" }).last().click();
  // The other tests do not know this document.
  expect((await server.request("DELETE", `/api/v1/documents/${id}`)).status).toBe(200);
  // The browser itself complains of the answer 422.
  expect(complaints.filter((complaint) => !complaint.includes("422"))).toEqual([]);
  await context.close();
});

test("reviewer: renames a document; search and order stay in the address", async () => {
  const collections = (await (await server.request("GET", "/api/v1/collections")).json()) as {
    items: { id: string }[];
  };
  const into = collections.items[0]?.id;
  for (const id of ["beta", "alpha"])
    await server.upload(
      `/api/v1/collections/${into}/documents?filename=${id}.csv&id=${id}&title=${id}`,
      csv([["One", "", ""]]),
    );
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("reviewer", "Anna"),
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Rename: beta" }).click();
  await page.getByLabel("New title").fill("Zeta");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Zeta", exact: true }).waitFor();
  const titles = () => page.locator(".document h3").allTextContents();
  await page.getByLabel("Order").selectOption("title");
  await expect.poll(titles).toEqual(["alpha", "talk.csv", "Zeta"]);
  await page.getByLabel("Find a document").fill("zet");
  await expect.poll(titles).toEqual(["Zeta"]);
  await expect.poll(() => new URL(page.url()).search).toBe("?sort=title&q=zet");
  await page.reload();
  await expect.poll(titles).toEqual(["Zeta"]);
  await page.getByLabel("Find a document").fill("nothing like it");
  await page.getByText("No document has this name.").waitFor();
  expect(await page.getByRole("button", { name: /^Rename: Arctic/u }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test("administrator: renames a collection", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/");
  await page.getByRole("button", { name: "Rename: Arctic 2026" }).click();
  await page.getByLabel("New title").fill("Arctic 2027");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Arctic 2027" }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
