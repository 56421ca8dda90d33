import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { csv, unitsOf } from "./sample.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit } from "./visit.ts";

/** Texts that would become elements, scripts or dialogs if any part of the pages read them as markup. */

const EVENTS = [
  "onerror",
  "onload",
  "onclick",
  "onfocus",
  "onmouseover",
  "ontoggle",
  "onanimationstart",
  "onpointerenter",
];
const ELEMENTS = [
  "img src=x",
  "svg",
  "body",
  "iframe src=x",
  "video src=x",
  "details open",
  "input autofocus",
  "marquee",
  "object data=x",
  "math",
];
const CALL = "globalThis.struck=1";

const HOSTILE: readonly string[] = [
  ...EVENTS.flatMap((event) => ELEMENTS.map((element) => `<${element} ${event}=${CALL} data-evil>`)),
  ...EVENTS.flatMap((event) => ELEMENTS.map((element) => `"><${element} ${event}="${CALL}" data-evil>`)),
  ...[
    "script",
    "SCRIPT",
    "scr\u0000ipt",
    "script/x",
    "svg><script",
    "template><script",
    "noscript><script",
  ].map((tag) => `<${tag} data-evil>${CALL}</script>`),
  ...["javascript:", "JaVaScRiPt:", "data:text/html,", "vbscript:", "\u0001javascript:"].map(
    (scheme) => `<a data-evil href="${scheme}${CALL}">x</a>`,
  ),
  ...[
    "{{constructor.constructor('globalThis.struck=1')()}}",
    "$t(close)",
    "{{name}} $t(nav.home)",
    "${globalThis.struck=1}",
    "{{- count}}",
    "%s%n%x",
  ],
  ...[
    "&lt;img data-evil&gt;",
    "&#60;img data-evil&#62;",
    "<!--<img data-evil>-->",
    "<![CDATA[<img data-evil>]]>",
    "<?xml version='1.0'?><a data-evil/>",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "undefined",
    "null",
    "NaN",
    "[object Object]",
  ],
  ...[
    "\u202Eevil\u202C",
    "\u2066<b data-evil>\u2069",
    "\uFEFF\u200B\u200D",
    "a\u0301\u0302\u0303\u0304\u0305\u0306",
    "🧊\u200D\u200D🧊",
    "\uFFFC\uFFF9\uFFFB",
  ],
  ...["'; DROP TABLE unit; --", '=HYPERLINK("x")', "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3"],
  "x".repeat(20_000),
  "<".repeat(2000),
  `<style data-evil>*{display:none}</style>`,
  `<base data-evil href="//example.invalid/">`,
  `<meta data-evil http-equiv="refresh" content="0;url=//example.invalid">`,
  `<form data-evil action="//example.invalid"><button>Sign in</button></form>`,
];

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

/** Expects that no text became an element, no script ran and no request went to another server. */
async function assertHarmless(page: Page, where: string): Promise<void> {
  const evil = await page.evaluate(() => ({
    elements: document.querySelectorAll(
      "[data-evil], img:not([src='/icon.svg']), iframe, object, video, marquee, base, math, body ~ *",
    ).length,
    scripts: [...document.scripts].filter(({ src }) => !src.startsWith(location.origin)).length,
    struck: "struck" in globalThis,
    polluted: "evil" in Object.prototype,
  }));
  expect({ where, ...evil }).toEqual({ where, elements: 0, scripts: 0, struck: false, polluted: false });
}

test("there are more than 200 hostile texts", () => {
  expect(new Set(HOSTILE).size).toBeGreaterThan(200);
});

test("hostile texts stay plain text everywhere", async () => {
  const first = HOSTILE[0] ?? "";
  const short = (at: number) => (HOSTILE[at] ?? first).slice(0, 180);
  const strictly = async (response: Response) => {
    expect([response.status, response.ok ? "" : await response.text()]).toEqual([response.status, ""]);
  };
  await strictly(await server.request("POST", "/api/v1/collections", { id: "evil", title: short(3) }));
  const rows = HOSTILE.filter((text) => !text.includes("\u0000") && !text.includes("\u0001")).map(
    (text) => [text, text, text] as const,
  );
  const name = encodeURIComponent(short(5));
  await strictly(
    await server.upload(
      `/api/v1/collections/evil/documents?filename=${name}&format=csv&id=evil&title=${encodeURIComponent(short(0))}`,
      csv(rows),
    ),
  );
  const strings = Object.fromEntries(
    HOSTILE.filter((text) => text.length < 200 && !/[\u0000\u0001]/u.test(text))
      .slice(0, 120)
      .map((text, at) => [`key${at}`, text]),
  );
  await strictly(
    await server.upload(
      "/api/v1/collections/evil/documents?filename=s.json&format=i18next&source=en&id=strings&namespace=strings",
      JSON.stringify(strings),
    ),
  );
  await strictly(
    await server.request("POST", "/api/v1/concepts", {
      id: "evil",
      domain: short(7),
      notes: [first],
      definitions: {
        en: { text: first, source: short(9) },
        ru: { text: short(11) },
        zh: { text: short(13) },
      },
      terms: [
        { language: "en", text: short(0), notInside: [short(1)] },
        { language: "ru", text: short(2), administrativeStatus: "deprecated" },
        { language: "zh", text: short(4) },
      ],
    }),
  );
  await strictly(await server.request("POST", "/api/v1/concepts/evil/comments", { text: short(15) }));
  await strictly(await server.request("POST", "/api/v1/tokens", { name: short(17), role: "reader" }));
  const author = await server.tokenFor("admin", short(19));
  // Hostile texts as the reason, and as the name of the person who gave it, for every finding.
  const found = await server.request("GET", "/api/v1/findings?document=evil&limit=1000");
  const { items } = (await found.json()) as { items: { id: string }[] };
  await strictly(
    await fetch(`${server.address}/api/v1/findings/ignore`, {
      method: "POST",
      headers: { authorization: `Bearer ${author}`, "content-type": "application/json" },
      body: JSON.stringify({ findings: items.slice(0, 3).map(({ id }) => id), reason: first }),
    }),
  );

  const { context, page, complaints } = await visit(browser, server, { token: author });
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(server.address)) foreign.push(request.url());
  });

  for (const [path, shows] of [
    ["/", ".document h3"],
    ["/glossary", ".concepts a"],
    ["/glossary?concept=evil", ".language-card"],
    ["/checks?document=evil", ".finding-list, .empty"],
    ["/checks?view=concepts", "table, .empty"],
    ["/strings?namespace=strings", ".string-box"],
    ["/concordance?q=data-evil", ".hits li"],
    ["/reports", ".time-chart .key"],
    ["/checks?concept=evil", ".concept-filter"],
    ["/checks?ignored=1&document=evil", "li.ignored"],
    ["/checks?view=triangle", ".unit-findings, .empty"],
    ["/imports", ".import"],
    ["/admin", "table"],
  ] as const) {
    await page.goto(path);
    await page.waitForSelector(shows, { state: "attached" });
    await assertHarmless(page, path);
  }

  // Each text as source, third language and in the editor; then typed, saved and seen in the history.
  const units = await unitsOf(server, "evil");
  await page.goto("/documents/evil/translate?source=en&target=ru");
  await page.locator(".editor").waitFor();
  for (const [at, unit] of units.entries()) {
    await expect
      .poll(() => page.locator(".unit-editor").getAttribute("aria-label"))
      .toBe(`Unit ${at + 1} of ${units.length}`);
    if (unit.variants["ru"] && !/[\n]/u.test(unit.variants["ru"].text)) {
      expect(await page.locator(".editor").evaluate((editor) => editor.textContent)).toBe(
        unit.variants["ru"].text,
      );
    }
    if (at % 20 === 0) await assertHarmless(page, `unit ${at + 1}`);
    if (at + 1 < units.length) await page.keyboard.press("Control+ArrowDown");
  }
  await assertHarmless(page, "the last unit");

  await page.goto(`/documents/evil/translate?source=en&target=ru&unit=${units[0]?.id}`);
  await page.locator(".editor").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(`<img src=x onerror=${CALL} data-evil>`);
  await page.evaluate(async () => {
    const data = new DataTransfer();
    data.setData("text/html", "<img src=x onerror='globalThis.struck=1' data-evil><b data-evil>bold</b>");
    data.setData("text/plain", "<b data-evil>plain</b>");
    document
      .querySelector(".editor")
      ?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await assertHarmless(page, "typed and pasted");
  expect(await page.locator(".editor").textContent()).toContain("<b data-evil>plain</b>");
  await page.keyboard.press("Control+s");
  await page.locator(".live", { hasText: "Saved" }).waitFor();
  await page.getByRole("tab", { name: "History" }).click();
  await page.locator(".history li").first().waitFor();
  await assertHarmless(page, "history");

  expect(foreign).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("the content security policy blocks inline scripts and HTML from strings", async () => {
  const { context, page } = await visit(browser, server, { token: server.token });
  await page.goto("/");
  await page.locator(".document h3").first().waitFor();
  const outcome = await page.evaluate(() => {
    const tried = (act: () => void) => {
      try {
        act();
        return "done";
      } catch (error) {
        return error instanceof Error ? error.name : "refused";
      }
    };
    const script = document.createElement("script");
    script.append("globalThis.struck = 1");
    return {
      html: tried(() => {
        document.createElement("div").innerHTML = "<b>x</b>";
      }),
      inline: tried(() => document.body.append(script)),
      struck: "struck" in globalThis,
    };
  });
  expect(outcome).toMatchObject({ html: "TypeError", struck: false });
  await context.close();
});
