import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Language } from "../../src/domain/language.ts";
import type { TestServer } from "./server.ts";

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors in the browser's console, and dialogs of the browser. Tests expect an empty list. */
  readonly complaints: string[];
}

/** How many times slower than it is the browser runs the pages, to show what a slow machine makes of them. */
const SLOWNESS = Number(process.env["POLYNYA_E2E_SLOW"] ?? 1);

const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", ru: "ru-RU", zh: "zh-CN" };

export interface Visitor {
  readonly language?: Language;
  /** Token for signing in. Without it the visitor is not signed in. */
  readonly token?: string;
  readonly width?: number;
  readonly height?: number;
}

/** Opens a window with its own cookies and storage. */
export async function visit(browser: Browser, server: TestServer, visitor: Visitor = {}): Promise<Visit> {
  const { language = "en", token, width = 1440, height = 900 } = visitor;
  const context = await browser.newContext({
    viewport: { width, height },
    locale: LOCALES[language],
    baseURL: server.address,
    acceptDownloads: true,
    reducedMotion: "reduce",
  });
  // A hang is to be found, not a slow machine.
  context.setDefaultTimeout(60_000 * SLOWNESS);
  if (token !== undefined) {
    const { origin } = new URL(server.address);
    const response = await context.request.post("/sign-in", {
      form: { secret: token },
      headers: { origin },
      maxRedirects: 0,
    });
    if (response.status() !== 303) throw new Error(`Signing in answered ${response.status()}`);
  }
  if (SLOWNESS > 1) slowDown(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    // Error answers of the server are part of the tests.
    const isAnswer = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !isAnswer) complaints.push(message.text());
  });
  return { context, page, complaints };
}

/** Slows the processor down for each page of a window. */
function slowDown(context: BrowserContext): void {
  context.on("page", (page) => {
    const slowed = async () => {
      const session = await context.newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWNESS });
    };
    // A page that is closed at once needs no slowness.
    slowed().catch(() => undefined);
  });
}
