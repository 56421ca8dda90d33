import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { Problem } from "../../src/domain/problem.ts";
import type { ExchangeFile } from "../../src/formats/contract.ts";
import { describeFormat, readExchange, writeExchange } from "../../src/formats/registry.ts";
import {
  FORMAT_NAMES,
  formatByName,
  FORMATS,
  FRESH_FORMATS,
  formatsWith,
  TEXT_FORMATS,
  traitsOf,
} from "../../src/formats/traits.ts";

const FILE: Omit<ExchangeFile, "format"> = {
  source: "en",
  target: "ru",
  tags: {},
  units: [
    {
      key: "ice",
      line: 0,
      notes: [],
      variants: {
        en: { content: ["Ice edge"], state: "final" },
        ru: { content: ["Кромка льда"], state: "final" },
      },
    },
    {
      key: "fast",
      line: 0,
      notes: [],
      variants: {
        en: {
          content: ["Fast ice.", { kind: "break", id: "s2", element: "segment" }, "Pack ice."],
          state: "initial",
        },
        ru: {
          content: ["Припай.", { kind: "break", id: "s2", element: "segment" }, "Паковый лёд."],
          state: "initial",
        },
      },
    },
  ],
};
const pair = { source: "en", target: "ru" } as const;

describe("traits of formats", () => {
  test("every format has its own name, extension and media type", () => {
    expect(new Set(FORMAT_NAMES).size).toBe(FORMATS.length);
    for (const { extensions, mediaType } of FORMATS) {
      expect(extensions.length).toBeGreaterThan(0);
      expect(mediaType).toMatch(/^[a-z]+\/[a-z.+-]+$/u);
    }
    const extensions = FORMATS.flatMap((format) => [...format.extensions]);
    expect(new Set(extensions).size).toBe(extensions.length);
  });

  test.each(FORMAT_NAMES)("%s can be read and written only if its traits say so", (format) => {
    const { read, write, splice } = describeFormat(format);
    const { canRead, canWrite, needsOriginal } = traitsOf(format);
    expect(read !== undefined).toBe(canRead === true);
    expect((needsOriginal ? splice : write) !== undefined).toBe(canWrite === true);
    const refusal = () => writeExchange({ ...FILE, format }, pair);
    if (write === undefined) expect(refusal).toThrow(Problem);
  });

  test.each(FRESH_FORMATS)("%s writes the target's text", (format) => {
    const bytes = writeExchange({ ...FILE, format }, pair);
    const parts = bytes[0] === 0x50 && bytes[1] === 0x4b ? Object.values(unzipSync(bytes)) : [bytes];
    const written = parts.map((part) => new TextDecoder().decode(part)).join("\n");
    expect(written).toContain("Кромка льда");
  });

  // A text in one language cannot hold states. The other formats are read back in the same direction.
  const readBack = FRESH_FORMATS.filter((format) => traitsOf(format).languages !== "one");
  test.each(readBack)("%s keeps the states and segments that its traits promise", (format) => {
    const { units } = readExchange(writeExchange({ ...FILE, format }, pair), { ...pair, format });
    const back = new Map(units.map((unit) => [unit.key, unit.variants.ru]));
    const states = back.get("ice")?.state === "final" && back.get("fast")?.state === "initial";
    if (traitsOf(format).keepsStates) expect(states).toBe(true);
    const breaks = back.get("fast")?.content.filter((piece) => typeof piece !== "string") ?? [];
    if (traitsOf(format).keepsSegments) expect(breaks.length).toBeGreaterThan(0);
    expect(back.size).toBe(2);
  });

  test("formats are found by trait and by the longest extension", () => {
    expect(formatsWith("pluralKeys")).toEqual(["i18next"]);
    expect(TEXT_FORMATS).toContain("docx");
    expect(formatByName("a.POLYNYA.json")?.format).toBe("json");
    expect(formatByName("a.json")?.format).toBe("i18next");
    expect(formatByName("a.unknown")).toBeUndefined();
  });
});
