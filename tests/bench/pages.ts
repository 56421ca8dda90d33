import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { launchBrowser } from "../e2e/browser.ts";
import build from "../e2e/build.ts";
import { csv } from "../e2e/sample.ts";
import { startServer } from "../e2e/server.ts";
import { visit } from "../e2e/visit.ts";

/**
 * How quickly the translator's desk is there with a document of 1,000 to 10,000 units, how much the start page
 * weighs, and whether the list scrolls smoothly. The baseline is the same list with all its rows in the page at
 * once, in the same browser: what a page does that has no virtual list.
 */

const SIZES = [1000, 3000, 10_000];
const REPEATS = 5;
/** Screens scrolled over, one a frame. */
const STEPS = 120;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** From the navigation until rows are to be seen, in milliseconds. */
async function untilRows(page: Page, address: string): Promise<number> {
  const times: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    await page.goto("about:blank");
    const started = performance.now();
    await page.goto(address, { waitUntil: "commit" });
    await page.locator(".unit-row").nth(5).waitFor();
    times.push(performance.now() - started);
  }
  return median(times);
}

/** Milliseconds between frames while a list is scrolled a screen a frame: the middle one and the longest. */
const scrolled = (page: Page, selector: string) =>
  page.evaluate(
    async ([list, steps]) => {
      const frame = document.querySelector(list);
      if (!frame) throw new Error(`there is no ${list}`);
      const frames: number[] = [];
      let last = performance.now();
      for (let step = 0; step < steps; step += 1) {
        frame.scrollTop += frame.clientHeight * 0.9;
        await new Promise((done) => requestAnimationFrame(done));
        const now = performance.now();
        frames.push(now - last);
        last = now;
      }
      frames.sort((a, b) => a - b);
      return { middle: frames[frames.length >> 1] ?? 0, longest: frames.at(-1) ?? 0 };
    },
    [selector, STEPS] as const,
  );

/** Puts all rows of the list into a list of its own, as a page without a virtual list does; tells how long it took. */
const renderedWhole = (page: Page, count: number) =>
  page.evaluate(async (rows) => {
    const model = document.querySelector(".unit-list li");
    if (!model) throw new Error("there is no row");
    const whole = document.createElement("div");
    whole.className = "whole-list";
    Object.assign(whole.style, {
      position: "fixed",
      inset: "0",
      overflow: "auto",
      zIndex: "99",
      background: "Canvas",
    });
    const started = performance.now();
    whole.append(...Array.from({ length: rows }, () => model.cloneNode(true)));
    document.body.append(whole);
    // Until it is laid out and painted.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return performance.now() - started;
  }, count);

async function startWeight(page: Page): Promise<number> {
  let bytes = 0;
  const answers: Promise<void>[] = [];
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (response.status() !== 200) return;
    if (!/^\/$|\.(?:js|css|svg|json)$/u.test(pathname) || pathname.startsWith("/api/")) return;
    answers.push(response.body().then((body) => void (bytes += gzipSync(body).length)));
  });
  await page.goto("/");
  await page.locator("h1").first().waitFor();
  await page.waitForLoadState("networkidle");
  await Promise.all(answers);
  page.removeAllListeners("response");
  return bytes;
}

export async function run(): Promise<void> {
  await build();
  const server = await startServer();
  const browser = await launchBrowser();
  try {
    await server.request("POST", "/api/v1/collections", { id: "c", title: "C" });
    const { context, page } = await visit(browser, server, { token: server.token });
    const weight = await startWeight(page);
    const rows: string[] = [];
    for (const size of SIZES) {
      const texts = Array.from(
        { length: size },
        (_, at) =>
          [
            `Unit number ${at + 1} says something about the Arctic.`,
            `Единица ${at + 1} говорит об Арктике.`,
            "",
          ] as const,
      );
      const made = await server.upload(
        `/api/v1/collections/c/documents?filename=${size}.csv&id=d${size}`,
        csv(texts),
      );
      if (!made.ok) throw new Error(await made.text());
      const first = await untilRows(page, `/documents/d${size}/translate?source=en&target=ru`);
      await page.getByText(`${size.toLocaleString("en-GB")} units`).waitFor();
      const ours = await scrolled(page, ".unit-list");
      const whole = await renderedWhole(page, size);
      const theirs = await scrolled(page, ".whole-list");
      rows.push(
        `| ${size} | ${first.toFixed(0)} ms | ${ours.middle.toFixed(1)} / ${ours.longest.toFixed(1)} ms | ${whole.toFixed(0)} ms | ${theirs.middle.toFixed(1)} / ${theirs.longest.toFixed(1)} ms | ${(ours.longest / theirs.longest).toFixed(2)} |`,
      );
    }
    console.log(`start page, gzip, with all it loads: ${(weight / 1000).toFixed(1)} kB (target ≤ 120)`);
    console.log("\nfirst rows on localhost (target ≤ 1 s), and frames while scrolling a screen a frame:\n");
    console.log(
      "| units | first rows | frames: middle / longest | all rows at once: to render | frames: middle / longest | ratio of the longest frames |",
    );
    console.log("|---|---|---|---|---|---|");
    for (const row of rows) console.log(row);
    await context.close();
  } finally {
    await browser.close();
    await server.stop();
  }
}
