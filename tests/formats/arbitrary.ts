import * as fc from "fast-check";
import { isCode, type Code, type Content, type Inline, tidy } from "../../src/domain/segment.ts";
import { STATES } from "../../src/domain/unit.ts";
import type { ExchangeFile, ExchangeUnit } from "../../src/formats/contract.ts";

/** Texts with all the content that has caused errors in exchange: markup, white space, scripts, controls. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom("&", "<", ">", '"', "'", "]]>", "&amp;", "\r\n", "\r", "\n", "\t", "  ", " "),
      fc.constantFrom(
        "Северный",
        "北极圈",
        "Arctic",
        "ё",
        "，",
        "«»",
        "\u00A0",
        "\u200B",
        "𝒳",
        "👩‍🚀",
        "\uFEFF",
      ),
      fc.constantFrom("=1+1", "-2", "{{count}}", "%s", "${x}", "\u0085", "\u2028", "_x0041_"),
      fc.string({ unit: "grapheme", maxLength: 5 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(""))
  .filter((text) => text.isWellFormed());

/** Characters that XML cannot contain, for formats that can encode them. */
export const withControls = fc
  .tuple(anyText, fc.constantFrom("\0", "\u0001", "\u001F", "\uFFFE", ""))
  .map(([text, control]) => text + control);

/** Text with balanced codes in any order. Ids are unique. */
const anyContent = (text: fc.Arbitrary<string> = anyText): fc.Arbitrary<Content> =>
  fc
    .array(
      fc.oneof({ weight: 3, arbitrary: text }, { weight: 1, arbitrary: fc.constantFrom("ph", "span") }),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    .map((parts) => {
      const content: Inline[] = [text === undefined ? "" : "x"];
      const open: Code[] = [];
      let id = 0;
      for (const part of parts) {
        if (part === "ph") content.push({ kind: "ph", id: String((id += 1)), element: "code", data: "%s<" });
        else if (part === "span") {
          const close = id % 2 === 0 ? open.pop() : open.shift();
          if (close === undefined) {
            const begin: Code = { kind: "open", id: String((id += 1)), element: "code" };
            open.push(begin);
            content.push(begin);
          } else content.push({ ...close, kind: "close" });
        } else content.push(part);
      }
      for (const left of open) content.push({ ...left, kind: "close" });
      return tidy(content);
    });

const state = fc.constantFrom(...STATES);

/** A bilingual document, en to ru, with the data that an exchange format should keep. */
export const anyFile = (text: fc.Arbitrary<string> = anyText): fc.Arbitrary<ExchangeFile> =>
  fc
    .uniqueArray(
      fc.record({
        key: anyText.map((key) => key.replaceAll(/\s+/gu, " ").trim()).filter((key) => key !== ""),
        source: anyContent(text),
        target: fc.option(anyContent(text), { nil: undefined }),
        state,
        note: fc.option(
          anyText.filter((note) => note.trim() !== ""),
          { nil: undefined },
        ),
      }),
      { selector: ({ key }) => key, minLength: 1, maxLength: 4 },
    )
    .map((units) => ({
      format: "xliff",
      source: "en",
      target: "ru",
      tags: { en: "en-GB", ru: "ru-RU" },
      units: units.map(({ key, source, target, state, note }): ExchangeUnit => ({
        key,
        line: 0,
        notes: note === undefined ? [] : [{ text: note }],
        variants: {
          en: { content: source, state: "final" },
          ...(target === undefined ? {} : { ru: { content: target, state } }),
        },
      })),
    }));

/** A content without the data that its format adds: only kinds, ids and texts. */
export const bare = (content: Content): unknown[] =>
  content.map((part) => (isCode(part) ? [part.kind, part.id, part.data ?? ""] : part));
