import fc from "fast-check";
import { joined, phrase } from "./prose.ts";

/** Subtitle files with tags, positions, settings, notes and all line ends. */

type Format = "srt" | "vtt";

const clock = (seconds: number, mark: string) =>
  `${String(Math.floor(seconds / 3600)).padStart(2, "0")}:${String(Math.floor(seconds / 60) % 60).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}${mark}500`;

/** A line of a cue. In WebVTT markup characters are references. */
const line = (format: Format): fc.Arbitrary<string> =>
  fc.letrec<{ inline: string }>((tie) => ({
    inline: fc.oneof(
      { maxDepth: 2 },
      phrase.map((text) =>
        format === "vtt"
          ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
          : text.replaceAll(/[<>]/gu, ""),
      ),
      fc.constantFrom(
        "- Yes. ",
        "♪ ice ♪ ",
        "{\\an8}",
        ...(format === "vtt" ? ["&nbsp;", "&lrm;", "<00:00:01.500>"] : ["& "]),
      ),
      fc
        .tuple(fc.constantFrom("i", "b", "u", format === "vtt" ? "v" : "font"), tie("inline"))
        .map(([name, inner]) => {
          const more = name === "v" ? " Anna" : name === "font" ? ' color="#ff0000"' : "";
          // SubRip files often lack the end of a tag.
          return `<${name}${more}>${inner.trim()}${name === "font" ? "" : `</${name}>`} `;
        }),
    ),
  })).inline;

const cue = (format: Format) =>
  fc
    .tuple(
      fc.array(
        joined(line(format), 3)
          .map((text) => text.trim())
          .filter((text) => text !== ""),
        { minLength: 1, maxLength: 3 },
      ),
      format === "vtt"
        ? fc.constantFrom("", " align:start position:10%")
        : fc.constantFrom("", " X1:100 X2:200"),
      fc.constantFrom("number", "name", "none"),
    )
    .map(([lines, settings, head]) => ({ lines, settings, head }));

export const subtitles = (format: Format): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(cue(format), { minLength: 1, maxLength: 6 }),
      fc.constantFrom("\n", "\r\n"),
      fc.constantFrom("", "NOTE Made by hand\n\n", "STYLE\n::cue { color: red }\n\n"),
      fc.constantFrom("", "\n", "\n\n"),
    )
    .map(([cues, lineEnd, note, end]) => {
      const mark = format === "srt" ? "," : ".";
      const all = [{ lines: ["Start here."], settings: "", head: "number" }, ...cues];
      const texts = all.map(({ lines, settings, head }, at) => {
        // In SubRip every cue has a number.
        const title =
          format === "srt" || head === "number" ? `${at + 1}\n` : head === "name" ? "opening\n" : "";
        return `${title}${clock(at * 3, mark)} --> ${clock(at * 3 + 2, mark)}${settings}\n${lines.join("\n")}`;
      });
      const start = format === "vtt" ? `WEBVTT\n\n${note}` : "";
      return `${start}${texts.join("\n\n")}\n${end}`.replaceAll("\n", lineEnd);
    });
