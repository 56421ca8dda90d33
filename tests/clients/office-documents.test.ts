import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { plainText } from "../../src/domain/segment.ts";
import { readExchange } from "../../src/formats/registry.ts";
import type { FormatName } from "../../src/formats/traits.ts";
import { spliced, translated } from "../formats/round-trip.ts";
import { missing } from "./programs.ts";

/**
 * LibreOffice makes documents of a text of our own in every format, opens what we export, and turns it into PDF.
 * `apt-get install libreoffice-writer libreoffice-impress libreoffice-calc poppler-utils`
 */

const folder = mkdtempSync(join(tmpdir(), "polynya-office-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SOURCE = `<html><head><meta charset="utf-8"><title>Ice seminar</title></head><body>
<h1>The Northern Sea Route</h1>
<p>The route is the <b>shortest</b> way between the west and the <i>Far East</i>. See the <a href="http://example.org/">page of the office</a> and its <u>rules</u>.</p>
<ul><li>Ships wait for the ice.</li><li>Ports &amp; ships are <b>ready</b>.</li></ul>
<table border="1"><tr><th>Year</th><th>Cargo</th></tr><tr><td>2023</td><td>Growth of a fifth</td></tr></table>
<h2>What follows</h2><p>Traffic grows.<br>New ships are needed.</p></body></html>`;

/** Converts a file and returns the path of the result. */
function convert(path: string, to: string, options: readonly string[] = []): string {
  const out = mkdtempSync(join(folder, "out-"));
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
  execFileSync("soffice", [profile, "--headless", ...options, "--convert-to", to, "--outdir", out, path], {
    stdio: "ignore",
    timeout: 120_000,
  });
  return join(out, basename(path).replace(/\.[^.]*$/u, `.${to.split(":")[0] ?? to}`));
}

/** Text of a PDF, without white space. */
const pdfText = (path: string): string =>
  execFileSync("pdftotext", [path, "-"], { encoding: "utf8" }).replace(/\s+/gu, "");

/** Pictures of the pages of a PDF. */
function pages(path: string): Buffer {
  return execFileSync("pdftoppm", ["-r", "50", path], { maxBuffer: 512 * 1024 * 1024 });
}

/** One document of each format, made by LibreOffice. */
function made(format: FormatName): string {
  const html = join(folder, "seminar.html");
  writeFileSync(html, SOURCE);
  switch (format) {
    case "odt":
      return convert(html, "odt", ["--writer"]);
    case "docx":
      return convert(made("odt"), "docx");
    case "ods":
    case "xlsx":
      return convert(html, format, ["--infilter=HTML (StarCalc)"]);
    default: {
      // An outline is made into slides: one for each heading.
      const odp = join(folder, "seminar.fodp");
      writeFileSync(odp, SLIDES);
      return convert(odp, format);
    }
  }
}

const SLIDES = `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.presentation">
<office:automatic-styles><style:page-layout style:name="PM1"><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm"/></style:page-layout><style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>
<office:master-styles><style:master-page style:name="M" style:page-layout-name="PM1"/></office:master-styles>
<office:body><office:presentation><draw:page draw:name="one" draw:master-page-name="M">
<draw:frame presentation:class="title" svg:width="24cm" svg:height="3cm" svg:x="2cm" svg:y="1cm"><draw:text-box><text:p>The Northern Sea Route</text:p></draw:text-box></draw:frame>
<draw:frame svg:width="24cm" svg:height="9cm" svg:x="2cm" svg:y="6cm"><draw:text-box><text:p>Ships wait for the <text:span text:style-name="T1">thick</text:span> ice. Ports are ready.</text:p></draw:text-box></draw:frame>
</draw:page></office:presentation></office:body></office:document>`;

const FORMATS = ["docx", "pptx", "xlsx", "odt", "odp", "ods"] as const;

/** A target in another script with as many sentences as the source. */
const russian = (text: string): string =>
  text.replace(/\p{L}+/gu, (word) => (/^\p{Lu}/u.test(word) ? "Лёд" : "лёд"));
const chinese = (text: string): string => text.replace(/\p{L}+/gu, "冰");
const TARGETS = [
  ["ru", russian],
  ["zh", chinese],
] as const;

const why = missing("soffice") || missing("pdftotext");

describe.skipIf(why !== "")(`LibreOffice${why}`, () => {
  test.each(FORMATS)(
    "%s: opens every export, and source texts as targets look the same",
    { timeout: 300_000 },
    (format) => {
      const path = made(format);
      const bytes = new Uint8Array(readFileSync(path));
      const file = readExchange(bytes, { format, source: "en" });
      expect(file.units.length).toBeGreaterThan(2);
      const write = (name: string, written: Uint8Array): string => {
        const out = join(folder, `${name}-${format}.${format}`);
        writeFileSync(out, written);
        return convert(out, "pdf");
      };
      // There and back: every sentence is written anew twice, and reads as before in the end.
      const there = translated(file, "ru", russian);
      const abroad = spliced(bytes, there, { target: "ru", templateLanguage: "en" });
      const home = spliced(abroad, there, { target: "en", templateLanguage: "ru" });
      expect(home).not.toEqual(bytes);
      expect(pages(write("home", home)).equals(pages(convert(path, "pdf")))).toBe(true);
      for (const [target, change] of TARGETS) {
        const wanted = translated(file, target, change);
        const text = pdfText(write(target, spliced(bytes, wanted, { target, templateLanguage: "en" })));
        const words = (one: string) => one.match(/лёд|冰/giu)?.length ?? 0;
        const written = wanted.units
          .slice(0, 3)
          .map((unit) => plainText(unit.variants[target]?.content ?? []));
        expect(words(text)).toBeGreaterThanOrEqual(words(written.join()));
        expect(text).not.toContain("Ships");
      }
    },
  );
});
