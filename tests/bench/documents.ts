import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { Problem } from "../../src/domain/problem.ts";
import { isCode, plainText } from "../../src/domain/segment.ts";
import type { ExchangeFile } from "../../src/formats/contract.ts";
import { guessFormat, readExchange, spliceExchange } from "../../src/formats/registry.ts";
import { formatByName } from "../../src/formats/traits.ts";
import { beginWithMemorySettings } from "../../src/node/memory-settings.ts";

/**
 * `npm run bench -- documents [--size MB | --pages N] [--files FOLDER]`: processor time and memory of reading a Word document into
 * units and of writing it back with every sentence translated, in a process of its own for each size; and for the
 * documents in a folder, inline codes in 100 words.
 */
export async function run(args: readonly string[]): Promise<void> {
  const option = (name: string) =>
    args.includes(`--${name}`) ? args[args.indexOf(`--${name}`) + 1] : undefined;
  const one = option("one");
  if (one !== undefined) {
    // The service reads and writes documents with these settings.
    beginWithMemorySettings();
    return measure(Number(one));
  }
  const files = option("files");
  if (files !== undefined) return countCodes(files);
  const pages = option("pages");
  const size = option("size");
  const words = pages === undefined ? undefined : Number(pages) * WORDS_ON_PAGE;
  const paragraphs =
    words !== undefined
      ? [Math.ceil(words / WORDS)]
      : (size === undefined ? [1, 10, 100] : [Number(size)]).map((mb) =>
          Math.ceil((mb * 1024 * 1024) / PARAGRAPH.length),
        );
  for (const count of paragraphs) {
    const main = join(import.meta.dirname, "main.ts");
    console.log(
      execFileSync(process.execPath, [main, "documents", "--one", String(count)], {
        encoding: "utf8",
      }).trim(),
    );
  }
}

const WORDS_ON_PAGE = 500;
/** A paragraph of four sentences as Word writes it: runs that differ in nothing that a reader sees, a bold word and a link. */
const PARAGRAPH = `<w:p w:rsidR="00A51F3C" w:rsidRDefault="00A51F3C"><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r w:rsidRPr="00C33D11"><w:rPr><w:lang w:val="en-US"/></w:rPr><w:t xml:space="preserve">The Northern Sea Route is open to ice-class vessels from July to November. The </w:t></w:r><w:r><w:rPr><w:b/><w:lang w:val="en-US"/></w:rPr><w:t>seminar</w:t></w:r><w:r><w:rPr><w:lang w:val="en-US"/></w:rPr><w:t xml:space="preserve"> brought together </w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>experts</w:t></w:r><w:proofErr w:type="spellEnd"/><w:r><w:t xml:space="preserve"> on Arctic governance. See the </w:t></w:r><w:hyperlink r:id="rId5"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t>page of the office</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve"> for more about it. Ports along the coast have grown in the last ten years, and their traffic has doubled.</w:t></w:r></w:p>`;
const WORDS = PARAGRAPH.replace(/<[^>]*>/gu, " ")
  .trim()
  .split(/\s+/u).length;
const LIMITS = { bytes: 1024 ** 3, units: 5_000_000 };

function measure(paragraphs: number): void {
  const bytes = documentOf(paragraphs);
  const size = (paragraphs * PARAGRAPH.length) / 1024 ** 2;
  const words = paragraphs * WORDS;
  let start = cpu();
  const file = readExchange(bytes, { format: "docx", source: "en", limits: LIMITS });
  const read = cpu() - start;
  const units = file.units.map((unit) => {
    const content = (unit.variants.en?.content ?? []).map((part) =>
      isCode(part) ? part : part.replace(/\p{L}/gu, "л"),
    );
    return { ...unit, variants: { ...unit.variants, ru: { content, state: "translated" as const } } };
  });
  start = cpu();
  spliceExchange(bytes, { ...file, units }, { target: "ru", templateLanguage: "en", limits: LIMITS });
  const write = cpu() - start;
  const peak = /VmHWM:\s+(\d+)/u.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
  const rate = (ms: number) => `${(ms / 1000).toFixed(2)} s (${((size * 1000) / ms).toFixed(1)} MB/s)`;
  console.log(
    `${size.toFixed(1)} MB of text part, ${words} words (${Math.round(words / WORDS_ON_PAGE)} pages), ${file.units.length} units: read ${rate(read)}, write ${rate(write)}, peak ${Math.round(Number(peak) / 1024)} MB`,
  );
}

/** Milliseconds of processor time of this process, with its garbage collector: other work on the machine counts nothing. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function documentOf(paragraphs: number): Uint8Array {
  const namespaces =
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
  return zipSync(
    {
      "word/document.xml": strToU8(
        `<w:document ${namespaces}><w:body>${PARAGRAPH.repeat(paragraphs)}</w:body></w:document>`,
      ),
    },
    { level: 1 },
  );
}

/** Prints the codes in 100 words for each document of a folder, and for each format. */
function countCodes(folder: string): void {
  const sums = new Map<string, { codes: number; words: number; files: number }>();
  for (const name of readdirSync(folder).toSorted()) {
    if (formatByName(name) === undefined) continue;
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    const format = guessFormat(bytes, name);
    let file: ExchangeFile;
    try {
      file = readExchange(bytes, { format, source: "en", limits: LIMITS });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      console.log(`${name}: ${error.code}`);
      continue;
    }
    const found = countIn(file);
    const sum = sums.get(format) ?? { codes: 0, words: 0, files: 0 };
    sums.set(format, {
      codes: sum.codes + found.codes,
      words: sum.words + found.words,
      files: sum.files + 1,
    });
    console.log(
      `${name}: ${((100 * found.codes) / found.words).toFixed(1)} codes in 100 words (${found.words} words)`,
    );
  }
  for (const [format, { codes, words, files }] of sums)
    console.log(
      `${format}: ${((100 * codes) / words).toFixed(2)} codes in 100 words (${files} files, ${words} words)`,
    );
}

function countIn(file: ExchangeFile): { codes: number; words: number } {
  const contents = file.units.map((unit) => unit.variants.en?.content ?? []);
  const codes = contents.flat().filter(isCode).length;
  const words = contents.reduce(
    (sum, content) => sum + (plainText(content).match(/[\p{L}\p{N}]+/gu)?.length ?? 0),
    0,
  );
  return { codes, words };
}
