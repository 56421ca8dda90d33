import { basename, resolve } from "node:path";
import type { Alignment } from "../../alignment/align.ts";
import { ownBytes } from "../../domain/bytes.ts";
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
import { createdSchema } from "../answers.ts";
import { api } from "../client.ts";
import { inSentences } from "../talk/report.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, type ExitCode, Failure } from "../exit-codes.ts";
import { writeOutput } from "../files/output.ts";
import { readIfThere } from "../files/paths.ts";
import { exitOfReport, reportLines } from "../talk/report.ts";
import { printable } from "../talk/terminal.ts";

/** Formats that an alignment can be written in. */
const OUTPUTS = WRITABLE_FORMATS.filter((format) => {
  const { languages, sideBySide } = traitsOf(format);
  return languages !== "one" || sideBySide;
});

/** Confidence from which on a group counts as sure, without `--threshold`. */
const SURE = 0.9;
/** UTF-16 units of a text that are enough to detect its language. */
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
  run: async (invocation) => {
    const threshold = invocation.number("threshold", 0, 1) ?? SURE;
    invocation.choice("format", OUTPUTS);
    const texts = await textsOf(invocation);
    // The engines and a store in memory are needed only now.
    const { alignHere } = await import("./align-here.ts");
    const aligned = await alignHere(invocation, texts, invocation.value("save"));
    const unsure = aligned.beads.filter(({ confidence }) => confidence < threshold).length;
    invocation.say("talk.aligned", {
      beads: aligned.beads.length,
      unsure,
      percent: Math.floor(aligned.confidence * 100),
    });
    for (const warning of aligned.warnings) {
      const { title, detail } = describe(invocation.messages, warning);
      invocation.say("talk.note", { text: inSentences(invocation.t, title, detail) });
    }
    if (aligned.verdict === "unrelated") invocation.say("talk.unrelated");
    const output = invocation.value("output");
    const saving = invocation.value("save") !== undefined;
    // Texts that are no translations of each other are shown, but not stored.
    const code =
      saving && aligned.verdict !== "unrelated"
        ? await save(invocation, texts, aligned, threshold)
        : EXIT.done;
    if (!saving || output !== undefined) await deliver(invocation, texts, aligned, threshold);
    return aligned.verdict === "unrelated" ? EXIT.findings : code;
  },
};

/** The texts in the order of the command line. Their language comes from the option, the file name or the text. */
async function textsOf(invocation: Invocation): Promise<Text[]> {
  const named: [path: string, language?: Language][] = [
    ...invocation.args.map((path): [string] => [path]),
    ...LANGUAGES.flatMap((language): [string, Language][] => {
      const path = invocation.value(language);
      return path === undefined ? [] : [[path, language]];
    }),
  ];
  if (named.length < 2) throw new Failure(EXIT.usage, "align-what");
  const texts: Text[] = [];
  for (const [path, told] of named) {
    const bytes = await readIfThere(resolve(invocation.environment.folder, path), path);
    if (bytes === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
    const format = textFormat(bytes, path);
    const language =
      told ?? languageInPath(path)?.language ?? languageOfText(invocation, path, bytes, format);
    const twin = texts.find((text) => text.language === language);
    if (twin !== undefined) {
      throw new Failure(EXIT.usage, "align-same", {
        path,
        other: twin.path,
        language: invocation.t(`languages.${language}`),
      });
    }
    texts.push({ path, bytes, language, format });
  }
  return texts;
}

/** Format of a text: plain text unless it is HTML or DOCX or has the name of a Markdown file. */
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

function languageOfText(
  invocation: Invocation,
  path: string,
  bytes: Uint8Array,
  format: TextFormat,
): Language {
  const encoding = invocation.value("encoding");
  // The reader needs a language, but finds the same texts with any.
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

/** A file of the aligned sentences, with a row or unit for each group. */
async function deliver(
  invocation: Invocation,
  texts: readonly Text[],
  aligned: Alignment,
  threshold: number,
): Promise<void> {
  const { environment } = invocation;
  const output = invocation.value("output");
  const format = invocation.choice("format", OUTPUTS) ?? formatOfName(output);
  if (invocation.json && output === undefined) {
    invocation.print(aligned, () => "");
    return;
  }
  // A format with two languages takes the first two texts; a table takes all three.
  const whole = traitsOf(format).languages === "all" && texts.length > 2;
  const source = invocation.languageOption("source") ?? (whole ? undefined : texts[0]?.language);
  const target =
    invocation.languageOption("target") ??
    (whole ? undefined : texts.find(({ language }) => language !== source)?.language);
  const bytes = writeExchange(exchangeFile(aligned, format, invocation.value("title"), threshold), {
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
  });
  if (output === undefined) {
    environment.out(environment.outIsTerminal ? printable(new TextDecoder().decode(bytes)) : bytes);
    return;
  }
  await writeOutput(invocation, output, bytes);
}

function formatOfName(output: string | undefined): (typeof OUTPUTS)[number] {
  const named = output === undefined ? undefined : guessed(new Uint8Array(), output);
  return OUTPUTS.find((format) => format === named) ?? (/\.json$/iu.test(output ?? "") ? "json" : "csv");
}

/** Makes a document of the alignment. The files go with it, so that each language goes out in its own file. */
async function save(
  invocation: Invocation,
  texts: readonly Text[],
  aligned: Alignment,
  threshold: number,
): Promise<ExitCode> {
  if (invocation.flag("dry-run")) {
    invocation.print(aligned, () => "");
    invocation.say("talk.dry-run");
    return EXIT.done;
  }
  const client = await invocation.client();
  const { segments, beads } = aligned;
  const id = invocation.value("id");
  const title = invocation.value("title");
  const body = new FormData();
  const alignment = {
    segments,
    // The alternatives of a group are used on this machine only.
    beads: beads.map(({ alternatives: _alternatives, ...bead }) => bead),
    threshold,
    ...(id === undefined ? {} : { id }),
    ...(title === undefined ? {} : { title }),
  };
  body.set("alignment", JSON.stringify(alignment));
  for (const { language, bytes, path } of texts)
    body.set(language, new File([ownBytes(bytes)], basename(path)));
  const created = await client.json(
    createdSchema,
    "POST",
    api`/collections/${invocation.value("save") ?? ""}/alignments`,
    { body },
  );
  invocation.print(created, () => reportLines(created.report, created.document.id, invocation));
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
