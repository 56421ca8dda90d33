import { printTimes, timesOfContext } from "../../domain/cue.ts";
import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import { DEFAULT_LIMITS, type Read, type Write } from "../contract.ts";
import { keyedSentences, unitsOfSentences } from "../document/document-units.ts";
import { shownText } from "../document/source-block.ts";
import { type Dialect, spliceDocument } from "../document/splice-document.ts";
import { decode, encode } from "../encoding.ts";
import { languagesTold } from "../guess-encoding.ts";
import { languageByScript, type TextDocument } from "../text/blocks.ts";
import { type SubtitleFormat, subtitleBlocks, writer } from "./subtitle-blocks.ts";

/** The texts of subtitles as blocks, for the aligner. @throws {Problem} `subtitles-invalid` */
export function parseSubtitles(text: string, format: SubtitleFormat): TextDocument {
  return {
    blocks: subtitleBlocks(text, format).blocks.map((block) => ({
      kind: "paragraph",
      text: shownText(block).replace(/\s*\n\s*/gu, " "),
      line: block.line,
    })),
  };
}

/**
 * Makes the reader of a subtitle format. Each cue is a unit with its times as context.
 *
 * @returns a reader that throws `subtitles-invalid`, `language-missing`, and as `decode` and `unitsOfSentences`
 */
const reader =
  (format: SubtitleFormat): Read =>
  (bytes, options = {}) => {
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    if (bytes.length > limits.bytes)
      throw new Problem("too-large", { limit: limits.bytes, size: bytes.length });
    const { encoding, source, target } = options;
    const { text } = decode(bytes, { given: encoding, languages: languagesTold({ source, target }) });
    const { blocks, warnings } = subtitleBlocks(text, format);
    const language = source ?? target ?? languageByScript(blocks.map(shownText));
    if (language === undefined) throw new Problem("language-missing");
    const file = unitsOfSentences(
      keyedSentences(blocks, text, language, options.segmentation),
      { format, language },
      limits,
    );
    return warnings.length === 0 ? file : { ...file, warnings };
  };

const dialect = (format: SubtitleFormat): Dialect => ({
  decode: (bytes, languages) => decode(bytes, { languages }),
  blocks: (text) => subtitleBlocks(text, format).blocks,
  untranslated: "source",
});

/** Characters that are read in a second, for times of texts that have none. */
const SPEED: Readonly<Record<Language, number>> = { en: 15, ru: 14, zh: 6 };
/** Shortest time of a subtitle, in seconds. */
const SHORTEST = 1;

/**
 * Makes the writer of a subtitle format. Units that were no subtitles are given times one after the other, by the length
 * of their texts: a first draft for the person who sets the times.
 *
 * @returns a writer that throws `language-missing`
 */
const freshWriter =
  (format: SubtitleFormat): Write =>
  (file, options = {}) => {
    const language = options.target ?? options.source ?? file.source;
    if (language === undefined) throw new Problem("language-missing");
    const write = writer(format, "\n");
    let clock = 0;
    let number = 0;
    const cues = file.units.flatMap(({ context, variants }) => {
      const text = plainText(variants[language]?.content ?? []).trim();
      if (text === "") return [];
      const reading = Math.max(SHORTEST, [...text].length / SPEED[language]);
      const times = timesOfContext(context) ?? { start: clock, end: clock + reading };
      clock = times.end;
      number += 1;
      const head = printTimes(times, format === "srt" ? "," : ".");
      return [`${number}\n${head}\n${write(text, { startsBlock: true })}\n`];
    });
    return encode((format === "vtt" ? "WEBVTT\n\n" : "") + cues.join("\n"));
  };

export const readSrt = reader("srt");
export const readVtt = reader("vtt");
export const writeSrt = freshWriter("srt");
export const writeVtt = freshWriter("vtt");
/** Writes one language into an imported file. All that is not translated stays byte for byte. */
export const spliceSrt = spliceDocument(dialect("srt"));
export const spliceVtt = spliceDocument(dialect("vtt"));
