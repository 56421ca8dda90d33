import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Browser, chromium } from "playwright-core";

const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(tmpdir(), "fonts")}</dir>
  <dir>${resolve(import.meta.dirname, "../../node_modules/@embedpdf/fonts-sc/fonts")}</dir>
  <cachedir>${join(tmpdir(), "polynya-fontconfig")}</cachedir>
</fontconfig>
`;

/** Starts a Chromium from npm, with fonts for all three languages. */
export async function launchBrowser(): Promise<Browser> {
  const folder = join(tmpdir(), "polynya-browser");
  mkdirSync(folder, { recursive: true });
  const fontsFile = join(folder, "fonts.conf");
  writeFileSync(fontsFile, FONTS);
  return chromium.launch({
    executablePath: await browserPath(),
    // The package's own arguments would disable web security.
    args: ["--no-sandbox", "--headless=shell", "--disable-gpu", "--no-zygote", "--disable-dev-shm-usage"],
    env: { ...process.env, FONTCONFIG_FILE: fontsFile },
  });
}

/** Path of the browser, which is unpacked into the temporary folder when it is not there. */
export async function browserPath(): Promise<string> {
  // A bare system lacks libraries. The package unpacks them only if it believes that it runs on AWS Lambda.
  process.env["AWS_EXECUTION_ENV"] ??= "AWS_Lambda_nodejs22.x";
  const { default: packed } = await import("@sparticuz/chromium");
  return packed.executablePath();
}
