import { decodeHTMLStrict } from "entities/decode";
import { parseTimes } from "../../domain/cue.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import type { CodePiece, CodeType, Piece, Render, SourceBlock } from "../document/source-block.ts";

/** SubRip or WebVTT. */
export type SubtitleFormat = "srt" | "vtt";

/** A tag of both formats, a position of SubRip (`{\an8}`), a reference, or a line end. */
const MARKUP =
  /<\/?[A-Za-z][^<>\n\r]{0,500}>|<\d{1,4}:[\d:.]{4,12}>|\{\\[^{}\n\r]{1,200}\}|&[A-Za-z]{2,31};|&#[xX]?[0-9A-Fa-f]{1,7};|\r\n?|\n/gu;
const TYPES: Readonly<Record<string, CodeType>> = {
  i: { type: "fmt", subType: "xlf:i" },
  b: { type: "fmt", subType: "xlf:b" },
  u: { type: "fmt", subType: "xlf:u" },
};

/**
 * Reads the cues of a subtitle file as blocks. A cue is one unit with all its lines; tags are codes. Numbers, times,
 * settings, notes and styles stay as they are. A cue ends at an empty line.
 *
 * @throws {Problem} `subtitles-invalid` with line and reason: `header` (WebVTT), `times`, `no-cue`
 */
export function subtitleBlocks(
  text: string,
  format: SubtitleFormat,
): { blocks: SourceBlock[]; warnings: ProblemData[] } {
  const invalid = (reason: string, line: number) =>
    new Problem("subtitles-invalid", { reason, format }, { line });
  if (format === "vtt" && !/^\uFEFF?WEBVTT(?:[ \t\r\n]|$)/u.test(text)) throw invalid("header", 1);
  const blocks: SourceBlock[] = [];
  const warnings: ProblemData[] = [];
  const lineEnd = /\r\n|\n|\r/u.exec(text)?.[0] ?? "\n";
  let open: { times: string; start: number; end: number; line: number } | undefined;
  const close = () => {
    if (open === undefined) return;
    const { times, start, end, line } = open;
    open = undefined;
    if (end > start)
      blocks.push({
        kind: "cue",
        attribute: times,
        line,
        isWhole: true,
        pieces: piecesOf(text, start, end, format),
        render: writer(format, lineEnd),
      });
  };
  let number = 0;
  let isNote = false;
  for (const { 0: line, index } of text.matchAll(/[^\r\n]*(?:\r\n|\n|\r|$)/gu)) {
    number += 1;
    const content = line.replace(/[\r\n]+$/u, "");
    // A no-break space is a text. Blanks alone are none: many programs leave them.
    if (/^[ \t]*$/u.test(content)) {
      close();
      isNote = false;
    } else if (content.includes("-->") && !isNote) {
      close();
      const times = parseTimes(content);
      if (times === undefined) throw invalid("times", number);
      if (times.end < times.start)
        warnings.push({
          code: "subtitles-invalid",
          params: { reason: "order", format },
          place: { line: number },
        });
      const start = index + line.length;
      open = {
        times: /[\d:.,]+[ \t]*-->[ \t]*[\d:.,]+/u.exec(content)?.[0] ?? "",
        start,
        end: start,
        line: number,
      };
    } else if (open !== undefined) open.end = index + content.length;
    else if (format === "vtt" && /^(?:NOTE|STYLE|REGION)\b/u.test(content)) isNote = true;
  }
  close();
  if (blocks.length === 0 && number <= 2 && text.trim() === "") throw new Problem("file-empty");
  if (blocks.length === 0) throw invalid("no-cue", 1);
  return { blocks, warnings };
}

function piecesOf(text: string, start: number, end: number, format: SubtitleFormat): Piece[] {
  const pieces: Piece[] = [];
  const open: { name: string; span: number }[] = [];
  let spans = 0;
  let at = start;
  const plain = (to: number) => {
    if (to > at) pieces.push({ start: at, end: to, text: text.slice(at, to) });
  };
  for (const { 0: found, index } of text.slice(start, end).matchAll(MARKUP)) {
    const place = { start: start + index, end: start + index + found.length };
    const decoded = found.startsWith("&") && format === "vtt" ? decodeHTMLStrict(found) : found;
    // SubRip has no references.
    if (found.startsWith("&") && decoded === found) continue;
    plain(place.start);
    at = place.end;
    if (/^[\r\n]/u.test(found)) pieces.push({ ...place, text: "\n" });
    else if (found.startsWith("&")) pieces.push({ ...place, text: decoded });
    else {
      const tag = /^<(\/?)([A-Za-z]+)/u.exec(found);
      const name = (tag?.[2] ?? "").toLowerCase();
      const type = TYPES[name] ?? { type: "other" };
      const from = open.findLastIndex((one) => one.name === name);
      let code: CodePiece = { ...place, code: "ph", type };
      if (tag?.[1] === "") {
        open.push({ name, span: (spans += 1) });
        code = { ...place, code: "open", span: spans, type };
      } else if (tag?.[1] === "/" && from >= 0) {
        const [span] = open.splice(from, 1);
        if (span !== undefined) code = { ...place, code: "close", span: span.span, type };
      }
      pieces.push(code);
    }
  }
  plain(end);
  return pieces;
}

/** Writes a text into a cue. An empty line would end the cue, and an arrow would begin another one. */
export const writer =
  (format: SubtitleFormat, lineEnd: string): Render =>
  (text) => {
    const lines = text
      .replace(/\r\n?/gu, "\n")
      .replace(/\n[ \t]*(?=\n)/gu, "")
      .replaceAll("-->", "→");
    const safe =
      format === "vtt"
        ? lines.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
        : lines.replace(/<(?=\/?[A-Za-z])/gu, "‹").replace(/\{(?=\\)/gu, "(");
    return safe.replaceAll("\n", lineEnd);
  };
