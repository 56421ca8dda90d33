import { describe, expect, test } from "vitest";
import { isCode } from "../../../src/domain/segment.ts";
import type { ExchangeFile } from "../../../src/formats/contract.ts";
import { encode } from "../../../src/formats/encoding.ts";
import { guessFormat, readExchange, spliceExchange, writeExchange } from "../../../src/formats/registry.ts";
import { problemOf } from "../problem-of.ts";

const SRT = `1
00:00:01,000 --> 00:00:03,500 X1:40 X2:600
{\\an8}<i>The ice
is moving.</i>

2
00:00:04,000 --> 00:00:06,000
- Is it <b>safe</b>?
- It is. No.

3
00:00:07,000 --> 00:00:08,000

4
0:00:09,5 --> 0:00:10,0
a < b & c

`;
const VTT = `WEBVTT - The film

STYLE
::cue { color: white }

NOTE A note
of two lines --> here

intro
00:01.000 --> 00:03.500 line:0 align:start
<v Anna>The ice &amp; snow</v>
<00:02.000>are <c.loud>moving</c>.

00:00:04.000 --> 00:00:06.000
Second.
`;
const texts = (file: ExchangeFile, language: "en" | "ru" = "en") =>
  file.units.map(({ context, variants }) => [
    context,
    (variants[language]?.content ?? []).map((part) => (isCode(part) ? `{${part.kind}}` : part)).join(""),
  ]);
const inRussian = (file: ExchangeFile, change: (text: string) => string): ExchangeFile => ({
  ...file,
  units: file.units.map((unit) => ({
    ...unit,
    variants: {
      ru: {
        content: (unit.variants.en?.content ?? []).map((part) => (isCode(part) ? part : change(part))),
        state: "translated" as const,
      },
    },
  })),
});
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe("cues", () => {
  test("of SubRip are units with times, lines and tags", () => {
    expect(texts(readExchange(encode(SRT), { format: "srt" }))).toEqual([
      ["cue 00:00:01,000 --> 00:00:03,500", "The ice\nis moving."],
      ["cue 00:00:04,000 --> 00:00:06,000", "- Is it {open}safe{close}?\n- It is. No."],
      ["cue 0:00:09,5 --> 0:00:10,0", "a < b & c"],
    ]);
  });

  test("of WebVTT are units; notes and styles are none", () => {
    expect(texts(readExchange(encode(VTT), { format: "vtt" }))).toEqual([
      ["cue 00:01.000 --> 00:03.500", "{open}The ice & snow{close}\n{ph}are {open}moving{close}."],
      ["cue 00:00:04.000 --> 00:00:06.000", "Second."],
    ]);
  });

  test.each([
    ["srt", SRT],
    ["vtt", VTT],
  ] as const)("of %s are found without a file name, and go out byte for byte", (format, source) => {
    for (const end of ["\n", "\r\n"]) {
      const bytes = encode(source.replaceAll("\n", end));
      expect(guessFormat(bytes)).toBe(format);
      const file = readExchange(bytes, { format });
      expect(spliceExchange(bytes, file, { target: "en" })?.bytes).toEqual(bytes);
    }
  });
});

test("a translation keeps numbers, times, settings, notes, tags and line ends", () => {
  const bytes = encode(SRT.replaceAll("\n", "\r\n"));
  const file = readExchange(bytes, { format: "srt" });
  const written = spliceExchange(
    bytes,
    inRussian(file, (text) => text.replace(/[a-z]/giu, "ж")),
    {
      target: "ru",
      templateLanguage: "en",
    },
  );
  expect(textOf(written?.bytes)).toBe(
    SRT.replaceAll(/(?<![{<\\/an8\dXxib])\b[A-Za-z]+\b(?![:>])/gu, (word) => "ж".repeat(word.length))
      .replace("<ж>", "<b>")
      .replaceAll("\n", "\r\n"),
  );
});

test("a translation can't end its cue or begin another one", () => {
  const bytes = encode("1\n00:00:01,000 --> 00:00:02,000\nIce\n");
  const file = readExchange(bytes, { format: "srt" });
  const text = "Лёд\n\n2\n00:00:03,000 --> 00:00:04,000\n<b>ещё";
  const written = spliceExchange(
    bytes,
    inRussian(file, () => text),
    { target: "ru", templateLanguage: "en" },
  );
  expect(readExchange(written?.bytes ?? bytes, { format: "srt", source: "ru" }).units).toHaveLength(1);
});

test("subtitles of one format can be written as the other", () => {
  const file = readExchange(encode(SRT), { format: "srt" });
  const vtt = textOf(writeExchange({ ...file, format: "vtt" }, { target: "en" }));
  expect(vtt).toBe(
    "WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.500\nThe ice\nis moving.\n\n2\n00:00:04.000 --> 00:00:06.000\n- Is it safe?\n- It is. No.\n\n3\n00:00:09.500 --> 00:00:10.000\na &lt; b &amp; c\n",
  );
});

test("what is no subtitle file is refused with the line", () => {
  const read = (text: string, format: "srt" | "vtt") =>
    problemOf(() => readExchange(encode(text), { format }));
  expect(read("1\n00:00:01 -> 00:00:02\nIce\n", "srt")).toMatchObject({ code: "subtitles-invalid" });
  expect(read("1\n00:00:01,0 --> 00:00:xx\nIce\n", "srt")).toMatchObject({
    code: "subtitles-invalid",
    params: { reason: "times" },
    place: { line: 2 },
  });
  expect(read("1\n00:00:01.0 --> 00:00:02.0\nIce\n", "vtt")).toMatchObject({ params: { reason: "header" } });
  const file = readExchange(encode("1\n00:00:05,0 --> 00:00:02,0\nIce\n"), { format: "srt" });
  expect(file.warnings?.[0]).toMatchObject({ params: { reason: "order" }, place: { line: 2 } });
});

test.each(["srt", "vtt"] as const)("a line of a no-break space does not end a cue of %s", (format) => {
  const mark = format === "srt" ? "," : ".";
  const head = format === "srt" ? "" : "WEBVTT\n\n";
  const bytes = encode(`${head}1\n00:00:01${mark}000 --> 00:00:02${mark}000\nIce\n\u00A0\nmelts\n`);
  const file = readExchange(bytes, { format, source: "en" });
  expect(texts(file).map(([, text]) => text)).toEqual(["Ice\n\u00A0\nmelts"]);
});
