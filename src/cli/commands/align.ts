import { basename, resolve } from "node:path";
import type { Alignment } from "../../alignment/align.ts";
import { detectLanguage } from "../../domain/detect-language.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { plainText } from "../../domain/segment.ts";
import type { Draft } from "../../domain/unit.ts";
import type { ExchangeFile } from "../../formats/contract.ts";
import { languageInPath } from "../../formats/i18next/language.ts";
import { guessFormat, readExchange, writeExchange } from "../../formats/registry.ts";
import {
  type FormatName,
  TEXT_FORMATS,
  type TextFormat,
  traitsOf,
  WRITABLE_FORMATS,
} from "../../formats/traits.ts";
import { joinSentences } from "../../alignment/join-sentences.ts";
import { describe } from "../../messages/messages.ts";
import { alignHere } from "./align-here.ts";
import { createdSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Job } from "../command.ts";
import { EXIT, type ExitCode, Failure } from "../exit-codes.ts";
import { readIfThere, relativeInside, writeInside } from "../files/paths.ts";
import { exitOfReport, reportLines } from "../talk/report.ts";
import { harmless } from "../talk/terminal.ts";

/** What an alignment can be written as. */
const OUTPUTS = WRITABLE_FORMATS.filter((format) => {
  const { languages, sideBySide } = traitsOf(format);
  return languages !== "one" || sideBySide;
});

/** Groups at or above it are taken as sure, unless told. */
const SURE = 0.9;
/** So much text is enough to tell its language. */
const SAMPLE = 10_000;

interface Text {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly language: Language;
  readonly format: TextFormat;
}

/** Finds out which sentences of two or three texts belong together. The work is done here, not by the server. */
export const align: Command = {
  usage: "FILE... | --en FILE --ru FILE --zh FILE",
  arguments: [0, 3],
  options: {
    en: { argument: "FILE" },
    ru: { argument: "FILE" },
    zh: { argument: "FILE" },
    format: { argument: OUTPUTS.join("|") },
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    encoding: { argument: "NAME" },
    output: { argument: "FILE", short: "o" },
    save: { argument: "COLLECTION" },
    threshold: { argument: "0-1" },
    id: { argument: "ID" },
    title: { argument: "TEXT" },
    "dry-run": { short: "n" },
  },
  run: async (job) => {
    const threshold = job.number("threshold", 0, 1) ?? SURE;
    job.choice("format", OUTPUTS);
    const texts = await textsOf(job);
    const aligned = await alignHere(job, texts, job.value("save"));
    const unsure = aligned.beads.filter(({ confidence }) => confidence < threshold).length;
    job.say("talk.aligned", {
      beads: aligned.beads.length,
      unsure,
      percent: Math.floor(aligned.confidence * 100),
    });
    for (const warning of aligned.warnings) {
      const { title, detail } = describe(job.messages, warning);
      job.say("talk.note", { text: `${title}. ${detail}` });
    }
    if (aligned.verdict === "unrelated") job.say("talk.unrelated");
    const output = job.value("output");
    const saving = job.value("save") !== undefined;
    // What is no translation of each other is shown, but never stored unasked.
    const code = saving && aligned.verdict !== "unrelated" ? await save(job, aligned, threshold) : EXIT.done;
    if (!saving || output !== undefined) await deliver(job, texts, aligned, threshold);
    return aligned.verdict === "unrelated" ? EXIT.findings : code;
  },
};

/** The texts in the order in which they were named; options say the language, or else the name or the text does. */
async function textsOf(job: Job): Promise<Text[]> {
  const named: [path: string, language?: Language][] = [
    ...job.args.map((path): [string] => [path]),
    ...LANGUAGES.flatMap((language): [string, Language][] => {
      const path = job.value(language);
      return path === undefined ? [] : [[path, language]];
    }),
  ];
  if (named.length < 2) throw new Failure(EXIT.usage, "align-what");
  const texts: Text[] = [];
  for (const [path, told] of named) {
    const bytes = await readIfThere(resolve(job.world.folder, path), path);
    if (bytes === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
    const format = textFormat(bytes, path);
    const language = told ?? languageInPath(path)?.language ?? languageOfText(job, path, bytes, format);
    const twin = texts.find((text) => text.language === language);
    if (twin !== undefined) {
      throw new Failure(EXIT.usage, "align-same", {
        path,
        other: twin.path,
        language: job.t(`languages.${language}`),
      });
    }
    texts.push({ path, bytes, language, format });
  }
  return texts;
}

/** What is no HTML or DOCX, and not called Markdown, is plain text. */
function textFormat(bytes: Uint8Array, path: string): TextFormat {
  const named = guessed(bytes, path);
  return TEXT_FORMATS.find((format) => format === named) ?? "text";
}

function guessed(bytes: Uint8Array, path: string): FormatName {
  try {
    return guessFormat(bytes, path);
  } catch {
    return "text";
  }
}

function languageOfText(job: Job, path: string, bytes: Uint8Array, format: TextFormat): Language {
  const encoding = job.value("encoding");
  // A reader of texts wants a language; the texts come out the same in any.
  const { units } = readExchange(bytes, {
    filename: basename(path),
    format,
    source: "en",
    ...(encoding === undefined ? {} : { encoding }),
  });
  let sample = "";
  for (const { variants } of units) {
    if (sample.length > SAMPLE) break;
    sample += `${plainText(variants.en?.content ?? [])}\n`;
  }
  const { language } = detectLanguage(sample.slice(0, SAMPLE));
  if (language === undefined) throw new Failure(EXIT.usage, "align-language", { path });
  return language;
}

/** The sentences side by side, a row or unit per group. */
async function deliver(
  job: Job,
  texts: readonly Text[],
  aligned: Alignment,
  threshold: number,
): Promise<void> {
  const { world } = job;
  const output = job.value("output");
  const format = job.choice("format", OUTPUTS) ?? formatOfName(output);
  if (job.json && output === undefined) {
    job.print(aligned, () => "");
    return;
  }
  // A pair of languages, where a format takes no more, is that of the first texts; a table takes all three.
  const whole = traitsOf(format).languages === "all" && texts.length > 2;
  const source = job.languageOption("source") ?? (whole ? undefined : texts[0]?.language);
  const target =
    job.languageOption("target") ??
    (whole ? undefined : texts.find(({ language }) => language !== source)?.language);
  const bytes = writeExchange(exchangeFile(aligned, format, job.value("title"), threshold), {
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
  });
  if (output === undefined) {
    world.out(world.outIsTerminal ? harmless(new TextDecoder().decode(bytes)) : bytes);
    return;
  }
  const path = relativeInside(world.folder, output);
  if (!job.flag("dry-run")) await writeInside(world.folder, path, bytes);
  job.say(job.flag("dry-run") ? "talk.would-write" : "talk.written", { path, bytes: bytes.length });
}

function formatOfName(output: string | undefined): (typeof OUTPUTS)[number] {
  const named = output === undefined ? undefined : guessed(new Uint8Array(), output);
  return OUTPUTS.find((format) => format === named) ?? (/\.json$/iu.test(output ?? "") ? "json" : "csv");
}

async function save(job: Job, aligned: Alignment, threshold: number): Promise<ExitCode> {
  if (job.flag("dry-run")) {
    job.print(aligned, () => "");
    job.say("talk.dry-run");
    return EXIT.done;
  }
  const client = await job.client();
  const { segments, beads } = aligned;
  const id = job.value("id");
  const title = job.value("title");
  const created = await client.json(
    createdSchema,
    "POST",
    api`/collections/${job.value("save") ?? ""}/alignments`,
    {
      body: {
        segments,
        // What else a group might have been is of use here alone.
        beads: beads.map(({ alternatives: _alternatives, ...bead }) => bead),
        threshold,
        ...(id === undefined ? {} : { id }),
        ...(title === undefined ? {} : { title }),
      },
    },
  );
  job.print(created, () => reportLines(created.report, created.document.id, job));
  return exitOfReport(created.report);
}

function exchangeFile(
  { segments, beads }: Alignment,
  format: FormatName,
  title: string | undefined,
  threshold: number,
): ExchangeFile {
  return {
    format,
    tags: {},
    ...(title === undefined ? {} : { title }),
    units: beads.map((bead, at) => {
      const variants: { [language in Language]?: Draft } = {};
      for (const language of LANGUAGES) {
        const sentences = (bead[language] ?? []).map((place) => segments[language]?.[place] ?? "");
        if (sentences.length === 0) continue;
        variants[language] = {
          content: traitsOf(format).keepsSegments
            ? joinSentences(
                sentences.map((sentence) => [sentence]),
                language,
              )
            : [sentences.join(language === "zh" ? "" : " ")],
          state: bead.confidence >= threshold ? "translated" : "initial",
          confidence: bead.confidence,
        };
      }
      return { key: String(at + 1).padStart(4, "0"), line: 0, notes: [], variants };
    }),
  };
}
