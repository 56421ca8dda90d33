import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encode } from "../../../src/formats/encoding.ts";
import type { ExchangeFile } from "../../../src/formats/contract.ts";
import { read } from "../../../src/formats/jliff/read.ts";
import { write } from "../../../src/formats/jliff/write.ts";
import { anyFile, bare, withControls } from "../arbitrary.ts";
import { problemOf } from "../problem-of.ts";

const essence = (file: ExchangeFile) =>
  file.units.map(({ key, variants, notes, base }) => ({
    key,
    base,
    notes: notes.map(({ text }) => text),
    en: bare(variants.en?.content ?? []),
    ru: variants.ru === undefined ? undefined : [bare(variants.ru.content), variants.ru.state],
  }));

const sample = (unit: object) =>
  encode(
    JSON.stringify({
      jliff: "2.1",
      srcLang: "en",
      trgLang: "ru",
      files: [{ id: "f1", subfiles: [{ id: "u1", kind: "unit", ...unit }] }],
    }),
  );

describe("JLIFF", () => {
  it("gives back the same units after export and import, for any content", () => {
    fc.assert(
      fc.property(anyFile(withControls), (file) => {
        const bytes = write(file);
        expect(essence(read(bytes))).toEqual(essence(file));
        expect(essence(read(write(read(bytes))))).toEqual(essence(file));
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it("writes only ids and elements that the schema of the draft allows", () => {
    const [file] = fc.sample(anyFile(), { seed: 8, numRuns: 1 });
    const json = JSON.parse(new TextDecoder().decode(write(file as ExchangeFile))) as {
      files: { subfiles: { id: string; subunits: { source: { kind?: string }[] }[] }[] }[];
    };
    for (const unit of json.files.flatMap(({ subfiles }) => subfiles)) {
      expect(unit.id).toMatch(/^[-._:A-Za-z0-9]+$/u);
      for (const element of unit.subunits.flatMap(({ source }) => source)) {
        expect([undefined, "ph", "sc", "ec", "sm", "em"]).toContain(element.kind);
      }
    }
  });

  it("refuses a file whose units stand in another list, and counts those that are not to be translated", () => {
    const unit = { id: "u1", kind: "unit", subunits: [{ kind: "segment", source: [{ text: "Ice" }] }] };
    const held = { ...unit, translate: "no" };
    const file = (files: object) => encode(JSON.stringify({ jliff: "2.1", srcLang: "en", files: [files] }));
    expect(problemOf(() => read(file({ id: "f", subunits: [unit] })))).toMatchObject({
      code: "jliff-invalid",
      params: { field: "subfiles" },
    });
    const group = { id: "g", kind: "group", translate: "no", subgroups: [held, unit] };
    const { units, warnings } = read(file({ id: "f", subfiles: [unit, held, group] }));
    expect(units.map(({ key }) => key)).toEqual(["u1"]);
    expect(warnings).toEqual([{ code: "units-untranslatable", params: { count: 3 } }]);
  });

  it("reads segments, ignorables, states, groups and our own metadata", () => {
    const unit = {
      id: "u1",
      kind: "unit",
      name: "title",
      notes: [{ text: "n", category: "c", appliesTo: "target" }],
      originalData: { d1: "<b>" },
      subunits: [
        {
          kind: "segment",
          id: "a",
          state: "final",
          source: [{ kind: "sc", id: "1", dataRef: "d1" }, { text: "One." }, { kind: "ec", startRef: "1" }],
          target: [{ text: "Раз." }],
        },
        { kind: "ignorable", source: [{ text: " " }] },
        {
          kind: "segment",
          id: "b",
          state: "reviewed",
          subState: "x:y",
          source: [{ text: "Two." }],
          target: [{ text: "Два." }],
        },
      ],
      mda_metadata: {
        mda_metaGroups: [
          {
            mda_category: "polynya",
            items: [
              { mda_type: "document", mda_text: "d" },
              { mda_type: "unit", mda_text: "u" },
              { mda_type: "version-ru", mda_text: "7" },
            ],
          },
        ],
      },
    };
    const file = read(
      encode(
        JSON.stringify({
          jliff: "2.1",
          srcLang: "en",
          trgLang: "ru",
          files: [{ id: "f", subfiles: [{ kind: "group", id: "g", subgroups: [unit] }] }],
        }),
      ),
    );
    const [found] = file.units;
    expect(found).toMatchObject({
      key: "u1",
      context: "title",
      notes: [{ text: "n", category: "c", appliesTo: "target" }],
      base: { document: "d", unit: "u", versions: { ru: 7 } },
    });
    expect(found?.variants.ru).toMatchObject({ state: "reviewed", subState: "x:y" });
    expect(bare(found?.variants.en?.content ?? [])).toEqual([
      ["break", "a", ""],
      ["open", "1", "<b>"],
      "One.",
      ["close", "1", ""],
      ["break", "s2", ""],
      " ",
      ["break", "b", ""],
      "Two.",
    ]);
    expect(found?.variants.ru?.content.filter((part) => typeof part === "string")).toEqual([
      "Раз.",
      " ",
      "Два.",
    ]);
  });

  it("rejects an invalid unit and refuses an invalid file", () => {
    expect(read(sample({ subunits: [{ kind: "segment" }] })).units[0]?.rejection).toMatchObject({
      code: "jliff-invalid",
      params: { field: "source" },
    });
    expect(problemOf(() => read(encode('{"jliff":"3.0","srcLang":"en"}'))).code).toBe("jliff-invalid");
    expect(problemOf(() => read(encode('{"jliff":"2.1","srcLang":"fr","files":[]}'))).code).toBe(
      "language-unknown",
    );
    expect(problemOf(() => read(encode("[]"))).code).toBe("jliff-invalid");
    expect(problemOf(() => read(encode("{"))).code).toBe("json-invalid");
  });

  it("gives a duplicate unit its own key and rejects it", () => {
    const unit = { id: "u", kind: "unit", subunits: [{ kind: "segment", source: [{ text: "a" }] }] };
    const file = read(
      encode(JSON.stringify({ jliff: "2.1", srcLang: "en", trgLang: "ru", subfiles: [unit, unit] })),
    );
    expect(file.units.map(({ key, rejection }) => [key, rejection?.code])).toEqual([
      ["u", undefined],
      ["u~2", "unit-duplicate"],
    ]);
  });
});
