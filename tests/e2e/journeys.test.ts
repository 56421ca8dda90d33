import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { csv, unitsOf } from "./sample.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** The whole work of each role, by keyboard where possible. */

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  await server.request("POST", "/api/v1/collections", { id: "arctic", title: "Arctic" });
});

/** Uploads a document that serves as the memory. */
const memory = () =>
  server.upload(
    "/api/v1/collections/arctic/documents?filename=memory.csv&id=memory",
    csv([["The seminar opens on 11 December.", "Семинар откроется 11 декабря.", ""]]),
  );

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const file = (name: string, text: string) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(text),
});

/** Replaces the text in the editor by typing. */
async function write(page: Page, text: string): Promise<void> {
  await page.locator(".editor").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.type(text);
}

const said = (page: Page, text: string) => page.locator(".live", { hasText: text }).waitFor();

test("administrator: signs in with a token, makes a collection, invites a person by a link that works once", async () => {
  const { context, page, complaints } = await visit(browser, server);
  await page.goto("/");
  await page.fill("input[type=password]", "pln_wrong");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  await page.fill("input[type=password]", server.token);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Nothing to translate yet" }).waitFor();

  await page.getByRole("button", { name: "New collection" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Antarctic");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Antarctic" }).waitFor();

  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("link", { name: "Administration" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Li Na");
  await page.getByLabel("Role", { exact: true }).selectOption("translator");
  await page.getByRole("button", { name: "Create invitation" }).click();
  const link = (await page.locator(".secret").textContent()) ?? "";
  expect(link).toContain(`${server.address}/join/`);

  const guest = await visit(browser, server, { language: "zh" });
  await guest.page.goto(link);
  await guest.page.getByLabel("您的姓名").fill("李娜");
  await guest.page.getByRole("checkbox", { name: "中文" }).check();
  await guest.page.getByRole("button", { name: "加入" }).click();
  await guest.page.locator(".person summary", { hasText: "李娜" }).click();
  expect(await guest.page.locator(".menu-body").textContent()).toContain("译者");
  expect(await guest.page.getByRole("link", { name: "管理" }).count()).toBe(0);
  await guest.page.getByRole("button", { name: "退出登录" }).click();
  await guest.page.locator("input[type=password]").waitFor();
  await guest.page.fill("input[type=password]", link);
  await guest.page.keyboard.press("Enter");
  await guest.page.getByRole("alert").waitFor();
  expect([...complaints, ...guest.complaints]).toEqual([]);
  await guest.context.close();
  await context.close();
});

test("translator: imports, translates with a match and a term, resolves a conflict, exports, and undoes", async () => {
  await server.request("POST", "/api/v1/concepts", {
    id: "sea-ice",
    terms: [
      { language: "en", text: "sea ice" },
      { language: "ru", text: "морской лёд" },
    ],
  });
  await memory();
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("translator", "Ivan"),
  });
  await page.goto("/");

  // Import, after a preview.
  await page.getByRole("button", { name: "Import a file" }).click();
  const source = csv([
    ["The seminar opens on 12 December.", "", ""],
    ["Sea ice is retreating.", "", ""],
    ["Thank you.", "", ""],
  ]);
  await page.locator("dialog input[type=file]").setInputFiles(file("talk.csv", source));
  await page.locator("dialog .badge", { hasText: "3 new" }).waitFor();
  expect((await unitsOf(server, "memory")).length).toBe(1);
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("link", { name: "Open the document" }).click();

  // A match is inserted by its key, with its number adapted, and confirmed by a key.
  await page.getByLabel("From", { exact: true }).selectOption("en");
  await page.getByLabel("Into", { exact: true }).selectOption("ru");
  await page.locator(".matches li").first().waitFor();
  await page.keyboard.press("Alt+1");
  await expect.poll(() => page.locator(".editor").textContent()).toContain("12 декабря");
  await page.keyboard.press("Control+Enter");
  await said(page, "Saved");

  // A term is inserted from its card.
  await page.getByRole("tab", { name: "Terms" }).click();
  await page.getByRole("button", { name: "Insert “морской лёд”" }).click();
  await page.keyboard.press("End");
  await page.keyboard.type(" отступает.");
  await page.keyboard.press("Control+Enter");
  await expect
    .poll(async () =>
      (await unitsOf(server, await documentOf(page))).map(({ variants }) => variants["ru"]?.text),
    )
    .toEqual(["Семинар откроется 12 декабря.", "морской лёд отступает.", undefined]);

  // Somebody else saves the third unit first: base, mine and theirs are shown.
  await write(page, "Спасибо.");
  const [, , third] = await unitsOf(server, await documentOf(page));
  await fetch(`${server.address}/api/v1/units/${third?.id}`, {
    method: "PATCH",
    headers: {
      authorization: `Bearer ${server.token}`,
      "content-type": "application/json",
      "if-match": `"v${third?.version}"`,
    },
    body: JSON.stringify({ variants: { ru: { text: "Благодарю вас." } } }),
  });
  await page.keyboard.press("Control+s");
  await page.getByRole("heading", { name: "Two versions of this text" }).waitFor();
  expect(await page.locator("section.conflict").textContent()).toContain("Благодарю вас.");
  await page.keyboard.press("1");
  await expect
    .poll(async () => (await unitsOf(server, await documentOf(page)))[2]?.variants["ru"]?.text)
    .toBe("Спасибо.");

  // Export as XLIFF.
  await page.getByRole("link", { name: "Texts" }).click();
  const card = page.locator(".document", { hasText: "talk.csv" });
  await card.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).click(),
  ]);
  const exported = readFileSync(await download.path(), "utf8");
  expect(exported).toContain("<xliff");
  expect(exported).toContain("Спасибо.");

  // The whole import is undone; later texts stay and are listed.
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("link", { name: "History", exact: true }).click();
  await page.getByRole("button", { name: "Undo: Import talk.csv" }).click();
  await page.locator("dialog").waitFor();
  expect(await page.locator("dialog").textContent()).toContain("Somebody else changed some units later");
  expect(complaints).toEqual([]);
  await context.close();
});

const documentOf = async (page: Page) =>
  decodeURIComponent(/documents\/([^/]+)/u.exec(page.url())?.[1] ?? "");

test("translator by keyboard alone: types and confirms one text after another without losing the focus", async () => {
  const rows = csv([
    ["One.", "", ""],
    ["Two.", "", ""],
    ["Three.", "", ""],
  ]);
  await server.upload("/api/v1/collections/arctic/documents?filename=keys.csv&id=keys", rows);
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("translator", "Ivan"),
  });
  await page.goto("/documents/keys/translate?source=en&target=ru");
  await page.locator(".editor").waitFor();
  await page.keyboard.press("Control+e");
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  for (const [at, text] of ["Раз.", "Два.", "Три."].entries()) {
    await expect.poll(focused).toBe(`Translation into Russian, unit ${at + 1} of 3`);
    await page.keyboard.type(text);
    await page.keyboard.press(at === 1 ? "Control+Shift+Enter" : "Control+Enter");
  }
  await expect
    .poll(async () => (await unitsOf(server, "keys")).map(({ variants }) => variants["ru"]?.text))
    .toEqual(["Раз.", "Два.", "Три."]);
  await expect.poll(() => page.locator(".save-mark").count()).toBe(0);
  await page.keyboard.press("Control+Shift+Enter");
  await said(page, "Every unit is confirmed");

  // Go to the list (one Tab stop), move in it by arrow keys, and return to the editor.
  await page.keyboard.press("Escape");
  const row = () => page.evaluate(() => document.activeElement?.textContent);
  await expect.poll(row).toContain("Three.");
  await page.keyboard.press("ArrowUp");
  await expect.poll(row).toContain("Two.");
  await page.keyboard.press("Home");
  await expect.poll(row).toContain("One.");
  await page.keyboard.press("Enter");
  await expect.poll(focused).toBe("Translation into Russian, unit 1 of 3");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await expect.poll(row).toContain("One.");
  expect(complaints).toEqual([]);
  await context.close();
});

test("translator without a connection: a typed text is kept, and saved when the server is back", async () => {
  await memory();
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/documents/memory/translate?source=en&target=zh");
  await page.locator(".editor").waitFor();
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await write(page, "研讨会将于12月11日开幕。");
  await page.keyboard.press("Control+s");
  await page.locator(".connection .notice").waitFor();
  await expect
    .poll(() => page.locator(".connection").textContent())
    .toContain("One text is kept in this browser");
  await context.setOffline(false);
  await expect
    .poll(async () => (await unitsOf(server, "memory"))[0]?.variants["zh"]?.text)
    .toBe("研讨会将于12月11日开幕。");
  await page.locator(".connection .notice").waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
  await context.close();
});

test("a text typed without a connection: the page does not ask on leaving, and the next page saves the text", async () => {
  await memory();
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/documents/memory/translate?source=en&target=zh");
  await page.locator(".editor").waitFor();
  // Only the requests for units fail: the page itself can be loaded.
  await page.route("**/api/v1/units/**", (route) => route.abort("connectionrefused"));
  await write(page, "研讨会开幕。");
  await page.keyboard.press("Control+s");
  await page.locator(".save-mark.waiting").first().waitFor();
  await page.unroute("**/api/v1/units/**");
  // The browser keeps the text, so the page must not ask. A question would be a complaint.
  await page.goto("/glossary", { waitUntil: "commit" });
  await expect
    .poll(async () => (await unitsOf(server, "memory"))[0]?.variants["zh"]?.text)
    .toBe("研讨会开幕。");
  await expect
    .poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("draft"))))
    .toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a file dropped anywhere on the page is previewed before it is stored", async () => {
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("translator", "Ivan"),
  });
  await page.goto("/glossary");
  await page.getByRole("heading", { name: "Glossary" }).waitFor();
  const dropOn = (selector: string, name: string, text: string) =>
    page.evaluate(
      ([on, called, content]) => {
        const data = new DataTransfer();
        data.items.add(new File([content ?? ""], called ?? ""));
        const target = document.querySelector(on ?? "");
        if (!target) throw new Error(`there is no ${on} to drop a file on`);
        for (const type of ["dragover", "drop"]) {
          const event = new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
          target.dispatchEvent(event);
        }
      },
      [selector, name, text],
    );
  const documents = async () =>
    (
      (await (await server.request("GET", "/api/v1/collections/arctic/documents")).json()) as {
        items: unknown[];
      }
    ).items.length;
  const before = await documents();
  await dropOn(
    "h1",
    "dropped.csv",
    csv([
      ["One", "Один", "一"],
      ["Two", "", ""],
    ]),
  );
  await page.locator("dialog .badge", { hasText: "2 new" }).waitFor();
  expect(await page.locator("dialog output").textContent()).toBe("dropped.csv");
  expect(await documents()).toBe(before);
  // Another file, dropped on the field, replaces it.
  await dropOn("dialog .file-field", "other.csv", csv([["Three", "", ""]]));
  await page.getByLabel("Into the collection").selectOption("arctic");
  await page.locator("dialog .badge", { hasText: "1 new" }).waitFor();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("link", { name: "Open the document" }).waitFor();
  expect(await documents()).toBe(before + 1);
  expect(complaints).toEqual([]);
  await context.close();
});

test("translator: previews what the memory would fill in, fills it in, undoes it, and exports with it", async () => {
  const upload = (id: string, rows: Parameters<typeof csv>[0]) =>
    server.upload(`/api/v1/collections/arctic/documents?filename=${id}.csv&id=${id}&title=${id}`, csv(rows));
  await upload("filled-before", [
    ["The polar night lasts 40 days.", "Полярная ночь длится 40 дней.", ""],
    ["The aurora is green.", "Полярное сияние зелёное.", ""],
  ]);
  await upload("to-fill", [
    ["The polar night lasts 47 days.", "", ""],
    ["The aurora is green.", "", ""],
    ["Nobody has said this yet.", "", ""],
  ]);
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("translator", "Olga"),
  });
  await page.goto("/");
  await page.getByLabel("More actions: to-fill").click();
  await page.getByRole("button", { name: "Pre-translate: to-fill" }).click();
  await page.locator("dialog").getByText("1 translation would be filled in.").waitFor();
  await page.getByLabel("Lowest match").selectOption("similar texts from 95 %");
  await page.locator("dialog").getByText("2 translations would be filled in.").waitFor();
  const fill = page.locator("dialog").getByRole("button", { name: "Pre-translate" });
  const [left, right] = [
    await fill.boundingBox(),
    await page.locator("dialog").getByRole("button", { name: "Cancel" }).boundingBox(),
  ];
  // Buttons in the row of a document touch each other, but buttons in a dialog must not.
  expect((right?.x ?? 0) - (left?.x ?? 0) - (left?.width ?? 0)).toBeGreaterThan(4);
  await fill.click();
  await page.getByRole("heading", { name: "2 translations filled in" }).waitFor();
  const texts = async () => {
    const answer = await server.request("GET", "/api/v1/documents/to-fill/units");
    const { items } = (await answer.json()) as {
      items: { variants: { ru?: { text: string; state: string; origin: string } } }[];
    };
    return items.map(({ variants: { ru } }) => ru && [ru.text, ru.state, ru.origin]);
  };
  expect(await texts()).toEqual([
    ["Полярная ночь длится 47 дней.", "initial", "match"],
    ["Полярное сияние зелёное.", "initial", "match"],
    undefined,
  ]);
  await page.locator("dialog").getByRole("button", { name: "Close" }).last().click();
  await page.locator(".imports").getByRole("button", { name: /Undo/u }).first().click();
  await expect.poll(texts).toEqual([undefined, undefined, undefined]);

  await page.getByRole("button", { name: "Export: to-fill" }).click();
  await page.getByLabel("Pre-translate what is missing from the memory").selectOption("only the same text");
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const file = readFileSync(await (await waiting).path(), "utf8");
  expect(file).toContain('subState="polynya:exact-match"');
  expect(file).toContain("<target>Полярное сияние зелёное.</target>");
  expect(file).not.toContain("47 дней");
  expect(await texts()).toEqual([undefined, undefined, undefined]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("administrator: downloads a backup that is a whole store", async () => {
  await memory();
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/admin");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download a backup" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^polynya-\d{4}(?:-\d\d){5}\.db$/u);
  const copy = new Database(await download.path(), { readonly: true });
  expect(copy.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(copy.prepare("SELECT count(*) FROM document WHERE id = 'memory'").pluck().get()).toBe(1);
  copy.close();
  expect(complaints).toEqual([]);
  await context.close();
});

test("inline codes are chips that can be removed and inserted, but not edited", async () => {
  const xliff = `<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="ru">
 <file id="f1"><unit id="u1"><segment><source>Press <pc id="1">Enter</pc> now.</source></segment></unit></file>
</xliff>`;
  const answer = await server.upload(
    "/api/v1/collections/arctic/documents?filename=codes.xlf&id=codes",
    xliff,
  );
  expect(answer.status).toBe(201);
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/documents/codes/translate?source=en&target=ru");
  await page.locator(".editor").waitFor();
  await page.keyboard.press("Control+e");
  await page.keyboard.type("Нажмите ");
  await page.getByText("2 inline codes of the source are missing").waitFor();
  await page.keyboard.press("Alt+t");
  await page.keyboard.type("Enter");
  await page.keyboard.press("Alt+t");
  await page.keyboard.type(" сейчас.");
  expect(await page.locator(".editor .chip").count()).toBe(2);
  await page.keyboard.press("Control+s");
  await said(page, "Saved");
  const response = await server.request("GET", "/api/v1/documents/codes/units");
  const { items } = (await response.json()) as { items: { variants: { ru: { content: unknown[] } } }[] };
  expect(
    items[0]?.variants.ru.content.map((part) =>
      typeof part === "string" ? part : (part as { kind: string }).kind,
    ),
  ).toEqual(["Нажмите ", "open", "Enter", "close", " сейчас."]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("terminologist: makes a term, sees its impact before saving, and corrects the findings", async () => {
  const rows = csv([
    ["The Northern Sea Route is open.", "Северный морской путь открыт.", "北方海路已开通。"],
    ["Ships use the Northern Sea Route.", "Суда идут Северным морским путём.", "船舶使用北方航道。"],
  ]);
  await server.upload("/api/v1/collections/arctic/documents?filename=route.csv&id=route", rows);
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("terminologist", "Olga"),
  });
  await page.goto("/glossary");
  await page.getByRole("link", { name: "New concept" }).click();
  const card = (language: string) => page.getByRole("group", { name: language, exact: true });
  await card("English").getByLabel("Term 1").fill("Northern Sea Route");
  await card("Russian").getByLabel("Term 1").fill("Северный морской путь");
  await card("Chinese").getByLabel("Term 1").fill("北方航道");
  await page.locator(".impact", { hasText: "New findings: 1." }).waitFor();
  expect(await page.locator(".impact").textContent()).toContain("北方海路已开通。");
  await page.keyboard.press("Control+s");
  await said(page, "Saved");
  await page
    .getByText(/and exceptions/u)
    .first()
    .waitFor();

  await page.getByRole("link", { name: "Checks" }).click();
  const unit = page.locator(".unit-findings", { hasText: "北方海路已开通。" });
  await unit.locator(".finding-list li", { hasText: "Terminology" }).first().waitFor();
  await unit.locator("a").first().click();
  await page.getByLabel("Into", { exact: true }).selectOption("zh");
  await write(page, "北方航道已开通。");
  await page.keyboard.press("Control+s");
  await said(page, "Saved");
  await page.getByRole("link", { name: "Checks" }).click();
  await page.getByRole("heading", { name: "Checks" }).waitFor();
  await page.locator(".unit-findings, .empty").first().waitFor();
  expect(
    await page
      .locator(".unit-findings", { hasText: "北方航道已开通。" })
      .locator("li", { hasText: "Terminology" })
      .count(),
  ).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test("reviewer: aligns three texts by keyboard and makes a document of them", async () => {
  const { context, page, complaints } = await visit(browser, server, {
    token: await server.tokenFor("reviewer", "Anna"),
  });
  await page.goto("/align");
  await page
    .getByRole("textbox", { name: "English" })
    .fill("The Arctic is warming. The ice is retreating. Ships sail north. We met in Arkhangelsk.");
  await page
    .getByRole("textbox", { name: "Russian" })
    .fill("Арктика теплеет. Лёд отступает. Суда идут на север. Мы встретились в Архангельске.");
  await page
    .getByRole("textbox", { name: "Chinese" })
    .fill("北极正在变暖。冰在消退。船只向北航行。我们在阿尔汉格尔斯克会面。");
  await page.getByRole("button", { name: "Align", exact: true }).click();
  await page.locator(".bead").nth(3).waitFor();
  const before = await page.locator(".bead").count();
  await page.locator(".bead").first().click();
  await page.locator(".virtual-list").focus();
  await page.keyboard.press("m");
  await expect.poll(() => page.locator(".bead").count()).toBe(before - 1);
  await page.keyboard.press("u");
  await expect.poll(() => page.locator(".bead").count()).toBe(before);

  // Three rows become one; keys cut it between its second and its third sentence.
  await page.keyboard.press("m");
  await page.keyboard.press("m");
  await expect.poll(() => page.locator(".bead").count()).toBe(before - 2);
  for (let turned = 0; turned < 3; turned += 1) {
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("ArrowRight");
  }
  await page.keyboard.press("s");
  await expect.poll(() => page.locator(".bead").count()).toBe(before - 1);
  expect(await page.locator(".bead").nth(0).textContent()).toContain("The ice is retreating.");
  expect(await page.locator(".bead").nth(0).textContent()).toContain("冰在消退。");
  expect(await page.locator(".bead").nth(1).textContent()).toContain("Ships sail north.");
  // The upper row is cut again by a press on a sentence.
  await page.locator(".bead").first().getByText("The ice is retreating.").click();
  await expect.poll(() => page.locator(".below-cut").count()).toBe(3);
  for (const step of ["u", "u", "u"]) await page.keyboard.press(step);
  await expect.poll(() => page.locator(".bead").count()).toBe(before);
  await page.getByLabel("Confidence threshold").fill("0.5");
  await page.locator(".virtual-list").focus();
  await page.keyboard.press("Shift+Enter");
  await page.getByText(`${before} of ${before} rows accepted`).waitFor();
  await page.getByLabel("Title of the document").fill("Aligned talk");
  await page.getByRole("button", { name: "Create a document" }).click();
  await page.getByRole("heading", { name: "Aligned talk" }).waitFor();
  await page
    .locator(".unit-row")
    .nth(before - 1)
    .waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("web developer: changes a string in all its plural forms, publishes it and sees it served", async () => {
  const strings = {
    days_one: "Остался {{count}} день",
    days_few: "Осталось {{count}} дня",
    days_many: "Осталось {{count}} дней",
    days_other: "Осталось {{count}} дня",
    title: "Семинар",
  };
  await server.upload(
    "/api/v1/collections/arctic/documents?filename=page.json&format=i18next&source=ru&id=page&namespace=page",
    JSON.stringify(strings),
  );
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/strings?namespace=page");
  await page.getByRole("button", { name: "Publish all languages" }).click();
  await said(page, "Published");
  const days = page.locator(".string", { hasText: "days" });
  expect(await days.locator("textarea").count()).toBe(4);
  expect(await days.textContent()).toContain("(2; 3; 4; 22)");
  await page.locator(".string", { hasText: "title" }).getByLabel("Russian").fill("Арктический семинар");
  await page.getByRole("button", { name: "Save" }).click();
  await said(page, "Saved");
  const served = async () =>
    ((await (await fetch(`${server.address}/locales/ru/page.json`)).json()) as { title: string }).title;
  expect(await served()).toBe("Семинар");
  await page.locator(".live-versions", { hasText: "1 difference" }).waitFor();
  await page.getByRole("button", { name: "Publish all languages" }).click();
  await expect.poll(served).toBe("Арктический семинар");
  expect(complaints).toEqual([]);
  await context.close();
});

test("ten thousand units: the first are shown at once, the list scrolls, and the filter finds the last", async () => {
  const rows = Array.from(
    { length: 10_000 },
    (_, at) => [`Unit number ${at + 1} of many`, `Единица номер ${at + 1}`, ""] as const,
  );
  const answer = await server.upload(
    "/api/v1/collections/arctic/documents?filename=many.csv&id=many",
    csv(rows),
  );
  expect(answer.status).toBe(201);
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/documents/many/translate?source=en&target=ru");
  await page.locator(".unit-row").first().waitFor();
  await page.getByText("10,000 units").waitFor();
  expect(await page.locator(".unit-row").count()).toBeLessThan(60);
  await page.locator(".virtual-list").evaluate((list) => {
    list.scrollTop = list.scrollHeight;
  });
  await page.locator(".unit-row", { hasText: "Unit number 10000 of many" }).waitFor();
  await page.getByLabel("Find in the texts").fill("номер 9999");
  await expect.poll(() => page.locator(".unit-row").count()).toBe(1);
  expect(complaints).toEqual([]);
  await context.close();
});

test("concordance: filters are set by keyboard, stay in the address, and are cleared at once", async () => {
  await memory();
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/concordance?q=семинарами");
  const marks = page.locator(".hits mark");
  await marks.first().waitFor();
  await page.locator("summary", { hasText: "Filters" }).press("Enter");
  await page.getByLabel("Since").fill("2099-01-01");
  await page.getByText("Nothing found.").waitFor();
  expect(new URL(page.url()).searchParams.get("from")).toBe("2099-01-01");
  await page.reload();
  await page.getByText("Nothing found.").waitFor();
  await page.getByText("Filters: 1 set").waitFor();
  await page.getByRole("button", { name: "Clear the filters" }).press("Enter");
  await marks.first().waitFor();
  await page.getByLabel("How to search").selectOption("text");
  await page.getByText("Nothing found.").waitFor();
  expect(new URL(page.url()).search).toBe(`?${new URLSearchParams({ q: "семинарами", mode: "text" })}`);
  expect(complaints).toEqual([]);
  await context.close();
});

test("concordance: a key on any screen searches the selected text and finds other forms of a word", async () => {
  await memory();
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/documents/memory/translate?source=ru&target=en");
  await page.locator(".source-text .text").dblclick({ position: { x: 20, y: 10 } });
  await page.keyboard.press("Control+k");
  const search = page.locator("dialog input[type=search]");
  await expect.poll(() => search.inputValue()).toBe("Семинар");
  await page.locator("dialog .hits mark").first().waitFor();
  await search.fill("семинаром");
  await expect
    .poll(async () => (await page.locator("dialog .hits mark").first().textContent())?.toLowerCase())
    .toBe("семинар");
  const whole = page.getByRole("link", { name: "Open as a page" });
  await expect.poll(() => whole.getAttribute("href")).toContain(encodeURIComponent("семинаром"));
  await whole.click();
  await page.locator("main .hits mark").first().waitFor();
  expect(decodeURIComponent(page.url())).toContain("q=семинаром");
  expect(complaints).toEqual([]);
  await context.close();
});

test("reports: the leverage of a file as a table and as CSV", async () => {
  await memory();
  const { context, page, complaints } = await visit(browser, server, { token: server.token });
  await page.goto("/reports");
  const offer = csv([
    ["The seminar opens on 11 December.", "", ""],
    ["Walruses rest on floes.", "", ""],
    ["Walruses rest on floes.", "", ""],
  ]);
  await page.locator("#leverage ~ form input[type=file]").setInputFiles(file("offer.csv", offer));
  await page.locator("#leverage ~ form").getByLabel("Into", { exact: true }).selectOption("zh");
  await page.locator("#leverage ~ form").getByLabel("From", { exact: true }).selectOption("en");
  await page.locator("#leverage ~ form").getByLabel("Into", { exact: true }).selectOption("ru");
  await page.getByRole("button", { name: "Analyse" }).click();
  const row = page.locator("tr", { hasText: "Repetitions in the files" });
  await row.waitFor();
  expect(await row.locator("td").first().textContent()).toBe("1");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page
      .locator("section.card", { has: page.locator("#leverage") })
      .getByRole("button", { name: "Download CSV" })
      .click(),
  ]);
  expect(readFileSync(await download.path(), "utf8")).toContain("offer.csv,repetition,1,4");

  // Several files: the words of each file, the names of damaged files, and the report as data.
  const leverage = page.locator("section.card", { has: page.locator("#leverage") });
  const other = file("other.csv", csv([["Walruses rest on floes!", "", ""]]));
  await leverage.locator("input[type=file]").setInputFiles([file("offer.csv", offer), other]);
  await page.getByRole("button", { name: "Analyse" }).click();
  await leverage.locator("summary").click();
  const cells = leverage.locator("details tbody tr", { hasText: "other.csv" }).locator("td");
  expect(await cells.allTextContents()).toEqual(["4", "0", "0", "0", "4", "0", "0", "0", "0", "0"]);
  const [json] = await Promise.all([
    page.waitForEvent("download"),
    leverage.getByRole("button", { name: "Download JSON" }).click(),
  ]);
  expect(JSON.parse(readFileSync(await json.path(), "utf8"))).toMatchObject({
    source: "en",
    target: "ru",
    bands: { internal: { segments: 1, words: 4 } },
  });
  await leverage
    .locator("input[type=file]")
    .setInputFiles([file("offer.csv", offer), file("bad.json", "{\n,")]);
  await page.getByRole("button", { name: "Analyse" }).click();
  const refusal = leverage.locator(".notice");
  expect(await refusal.textContent()).toContain("file bad.json");
  expect(await leverage.locator("tbody").count()).toBe(0);

  // A long analysis shows its progress and can be stopped.
  const long = csv(
    Array.from({ length: 20_000 }, (_, at) => [`Walrus number ${at} rests on floe ${at * 7}.`, "", ""]),
  );
  await leverage.locator("input[type=file]").setInputFiles(file("long.csv", long));
  await page.getByRole("button", { name: "Analyse" }).click();
  await leverage.getByText(/Segments: .* of 20,000/u).waitFor();
  await leverage.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Analyse" }).waitFor();
  expect([await leverage.locator("progress").count(), await refusal.count()]).toEqual([0, 0]);

  // One document over time: the chart, the table and the file have the same figures.
  const overTime = page.locator("section.card", { has: page.getByRole("heading", { name: "Over time" }) });
  await overTime.getByLabel("Scope").selectOption("document:memory");
  await overTime.locator(".key", { hasText: "Russian 100%" }).waitFor();
  expect(await overTime.locator(".time-chart .line.ru[d^='M']").count()).toBeGreaterThan(0);
  await overTime.locator("summary").first().click();
  const today = overTime.locator("tbody tr").first();
  expect(await today.textContent()).toContain("1 of 1 100%");
  const [coverage] = await Promise.all([
    page.waitForEvent("download"),
    overTime.getByRole("button", { name: "Download CSV" }).first().click(),
  ]);
  const day = new Date().toISOString().slice(0, 10);
  expect(readFileSync(await coverage.path(), "utf8")).toContain(`${day},ru,1,0,1,0,0`);
  expect(complaints).toEqual([]);
  await context.close();
});

test("the sheet shows all keys; a key opens it and Escape closes it", async () => {
  await memory();
  const { context, page } = await visit(browser, server, { token: server.token });
  await page.goto("/documents/memory/translate");
  await page.locator(".unit-row").first().focus();
  await page.keyboard.press("?");
  await page.locator("dialog .keys").waitFor();
  expect(await page.locator("dialog").textContent()).toContain("Confirm and go to the next unconfirmed unit");
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  expect(await page.evaluate(() => document.activeElement?.className)).toContain("unit-row");
  await context.close();
});
