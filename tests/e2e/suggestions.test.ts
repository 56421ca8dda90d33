import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ModelServer, startModelServer, translates } from "../model-server.ts";
import { launchBrowser } from "./browser.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** Suggestions by a model, from the settings to the text on the desk. */

let model: ModelServer;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  model = await startModelServer();
  server = await startServer({ environment: { POLYNYA_MODEL_HOSTS: "127.0.0.1" } });
  browser = await launchBrowser();
  await server.request("POST", "/api/v1/collections", { id: "c", title: "C" });
  await server.upload(
    "/api/v1/collections/c/documents?id=d&filename=a.csv",
    "en,ru\n12 ships left the port.,\nThe ice melts.,\n",
  );
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await model?.close();
});

test("administrator: sets up a model; translator: asks it, reads what is wrong, takes the text", async () => {
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/admin");
  const form = page.getByRole("form", { name: "Model for suggestions" });
  await form.getByLabel("Address").fill(model.url);
  await form.getByLabel("Name of the model").fill("small");
  await form.getByLabel("Key").fill("sk-secret");
  await form.getByRole("button", { name: "Save" }).click();
  await form.getByText("On; set by").waitFor();
  expect(await form.getByLabel("Key").inputValue()).toBe("");
  expect(await page.content()).not.toContain("sk-secret");

  await page.goto("/documents/d/translate?source=en&target=ru");
  model.answer(translates("Из порта вышли 15 судов."));
  await page.getByRole("button", { name: "Ask the model" }).click();
  const offered = page.getByRole("region", { name: "Suggestion by a model" });
  await offered.getByText("Из порта вышли 15 судов.").waitFor();
  await offered.getByText("machine", { exact: true }).waitFor();
  await offered.getByRole("listitem").first().waitFor();
  model.answer(translates("Из порта вышли 12 судов."));
  await offered.getByRole("button", { name: "Ask again" }).click();
  await offered.getByText("Из порта вышли 12 судов.").waitFor();
  await offered.getByRole("button", { name: "Insert" }).click();
  const stored = async () =>
    JSON.stringify(await (await server.request("GET", "/api/v1/documents/d/units")).json());
  expect(await stored()).not.toContain("12 судов");
  await page.keyboard.press("Control+Enter");
  await expect.poll(stored).toContain("12 судов");
  // The next unit begins without a suggestion.
  await page.getByRole("button", { name: "Ask the model" }).waitFor();

  model.answer((_, response) => void response.writeHead(500).end());
  await page.getByRole("button", { name: "Ask the model" }).click();
  await page.getByText("The model gave no suggestion").waitFor();

  await page.goto("/admin");
  await page.getByText("Use in the last 31 days").click();
  await page
    .getByRole("row", { name: /environment|admin/iu })
    .first()
    .waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
