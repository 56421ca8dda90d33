import { describe, expect, it } from "vitest";
import { Problem } from "../../../src/domain/problem.ts";
import {
  type Content,
  type Inline,
  isCode,
  plainText,
  sameContent,
  tidy,
} from "../../../src/domain/segment.ts";
import { STATES, type State } from "../../../src/domain/unit.ts";
import { decodeXml } from "../../../src/formats/xml/decode.ts";
import { encode } from "../../../src/formats/encoding.ts";
import { parseXml } from "../../../src/formats/xml/reader.ts";
import { joinSegments } from "../../../src/formats/xliff/scan/scanned.ts";
import { stateOf } from "../../../src/formats/xliff/scan/target-state.ts";
import type { UnitChange } from "../../../src/formats/xliff/splice/unit-editor.ts";
import { scanFile, spliceChanges } from "./splicing.ts";
import { strip } from "../../../src/formats/xliff/strip.ts";
import { DATA_NOTE, type DataFile, dataFiles, fixtureFiles, hasData, XLIFF_FILES } from "../data.ts";

/** False for files that are not well-formed with namespaces, and for files that are not XLIFF. */
function isReadable({ bytes }: DataFile): boolean {
  try {
    parseXml(decodeXml(bytes).text, {});
    scanFile(bytes);
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

interface Suite {
  readonly name: string;
  readonly all: readonly DataFile[];
  /** The suite has more readable files than this, and fewer others than `unreadable`. */
  readonly readable: number;
  readonly unreadable: number;
  /** Smallest numbers of units that a run changes, and of units and terms that are enriched. */
  readonly changed: number;
  readonly enriched: number;
  readonly marked: number;
}

const SUITES: readonly Suite[] = [
  {
    name: "our own XLIFF files",
    all: fixtureFiles("xliff", XLIFF_FILES),
    readable: 180,
    unreadable: 10,
    changed: 60,
    enriched: 180,
    marked: 90,
  },
  {
    name: `XLIFF files of other programs${DATA_NOTE}`,
    all: ["real", "oasis-2.1", "oasis-2.2"].flatMap((folder) => dataFiles(folder, XLIFF_FILES)),
    readable: 560,
    unreadable: 15,
    changed: 500,
    enriched: 1000,
    marked: 500,
  },
];

/** Mulberry32: a generator that gives the same numbers for the same seed on every system. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const INSERTS = ["Лёд & <снег>", "北极圈", " ]]> ", "“quoted”", "\r\n", "𝒳", "\t", "ice"];

/** Gives about half of the units new targets with all codes of the source, and some units new states. */
function mutate(
  found: ReturnType<typeof scanFile>,
  seed: number,
): Map<string, Required<Pick<UnitChange, "target">> & UnitChange> {
  const next = random(seed);
  const changes = new Map<string, Required<Pick<UnitChange, "target">> & UnitChange>();
  for (const unit of found.units.values()) {
    if (next() < 0.5 || unit.rejection !== undefined) continue;
    const model =
      joinSegments(unit.segments, next() < 0.5 ? "source" : "target") ??
      joinSegments(unit.segments, "source");
    const target = (model ?? []).flatMap((part, at): Inline[] => {
      if (isCode(part)) return [part];
      // In 1.2 the text between segments is layout.
      const previous = model?.[at - 1];
      const ignorable = previous !== undefined && isCode(previous) && previous.element === "ignorable";
      return [ignorable ? part : part + (INSERTS[Math.floor(next() * INSERTS.length)] ?? "")];
    });
    const state = STATES[Math.floor(next() * STATES.length)] as State;
    changes.set(unit.key, { target, ...(next() < 0.7 ? { state } : {}) });
  }
  return changes;
}

describe.each(SUITES.filter(({ all }) => all.length > 0))("$name", (suite) => {
  const files = suite.all.filter(isReadable);

  it("exist", () => {
    expect(files.length).toBeGreaterThan(suite.readable);
    expect(suite.all.length - files.length).toBeLessThan(suite.unreadable);
  });

  it("are exported byte for byte if nothing is changed", () => {
    for (const { name, bytes } of files) {
      expect(spliceChanges(bytes, new Map()).bytes, name).toBe(bytes);
      const found = scanFile(bytes);
      const same = new Map<string, UnitChange>();
      for (const unit of found.units.values()) {
        const target = joinSegments(unit.segments, "target");
        if (target !== undefined) same.set(unit.key, { target, ...stateOf(unit, found.file.major) });
      }
      const { bytes: again, findings } = spliceChanges(bytes, same);
      expect(findings, name).toEqual([]);
      expect(Buffer.compare(again, bytes), name).toBe(0);
      // The encoder must give the same bytes too; above, splice may return the same object.
      const { text, encoding, bom } = found.decoded;
      expect(Buffer.compare(encode(text, encoding, bom), bytes), name).toBe(0);
    }
  });

  it.each([1, 2, 3])("contain all changes and no others (seed %i)", (seed) => {
    let changed = 0;
    for (const [at, { name, bytes }] of files.entries()) {
      const before = scanFile(bytes);
      const changes = mutate(before, seed * 1000 + at);
      const { bytes: out, findings } = spliceChanges(bytes, changes);
      expect(findings, name).toEqual([]);
      const after = scanFile(out);
      expect([...after.units.keys()], name).toEqual([...before.units.keys()]);
      for (const [key, unit] of after.units) {
        const change = changes.get(key);
        const was = before.units.get(key);
        const target = joinSegments(unit.segments, "target");
        expect(joinSegments(unit.segments, "source"), `${name} ${key}`).toEqual(
          joinSegments(was?.segments ?? [], "source"),
        );
        expect(unit.notes, name).toEqual(was?.notes);
        if (change === undefined) expect(target, name).toEqual(joinSegments(was?.segments ?? [], "target"));
        else {
          changed += 1;
          expect(
            sameEnough(target ?? [], change.target),
            `${name} ${key} ${JSON.stringify([target, change.target])}`,
          ).toBe(true);
          // A unit with an untranslated segment counts as untranslated, whatever its state says.
          const states = unit.segments.every(
            (one) =>
              one.kind === "ignorable" || (plainText(one.source).trim() !== "" && one.target !== undefined),
          );
          if (change.state !== undefined && states && plainText(change.target) !== "") {
            // Phrase has only two states: confirmed or not.
            const isPhrase = unit.attributes["m:confirmed"] !== undefined;
            const wanted = isPhrase && change.state !== "initial" ? "final" : change.state;
            expect(stateOf(unit, after.file.major).state, `${name} ${key}`).toBe(wanted);
          }
        }
      }
      expect(outside(out), name).toBe(outside(bytes));
    }
    expect(changed).toBeGreaterThan(suite.changed);
  });

  it("are the same byte for byte after our enrichment is removed", () => {
    let enriched = 0;
    let marked = 0;
    for (const { name, bytes } of files) {
      const { units } = scanFile(bytes);
      const keys = [...units.keys()];
      const { bytes: out } = spliceChanges(bytes, new Map(), {
        bases: new Map(keys.map((key) => [key, { document: "d", unit: "u1", versions: { en: 1, ru: 2 } }])),
        candidates: new Map(
          keys.map((key) => [key, [{ source: ["a"], target: ["б & в"], similarity: 75, origin: "m" }]]),
        ),
        glossary: new Map(
          [...units].map(([key, unit]) => [
            key,
            [
              {
                term: "ice",
                translations: ["лёд"],
                ranges: wordsOf(joinSegments(unit.segments, "source") ?? []),
              },
            ],
          ]),
        ),
      });
      if (keys.length > 0) expect(Buffer.compare(out, bytes), name).not.toBe(0);
      const after = scanFile(out);
      for (const [key, unit] of after.units) {
        expect(joinSegments(unit.segments, "source"), `${name} ${key}`).toEqual(
          joinSegments(units.get(key)?.segments ?? [], "source"),
        );
      }
      marked += after.decoded.text.match(/type="term" ref="#gls=polynya-1"/gu)?.length ?? 0;
      const bases = [...after.units.values()].filter((unit) => unit.base?.unit === "u1");
      expect(bases.length, name).toBe(keys.length);
      enriched += bases.length;
      expect(Buffer.from(strip(out)).toString(), name).toBe(Buffer.from(bytes).toString());
    }
    expect(enriched).toBeGreaterThan(suite.enriched);
    expect(marked).toBeGreaterThan(suite.marked);
  });
});

it.skipIf(!hasData)(`the files of other programs are tested too${DATA_NOTE}`, () => {
  expect(SUITES.at(-1)?.all.length).toBeGreaterThan(0);
});

/** Every word of a text as if it were a term, also words with codes inside. */
const wordsOf = (content: Content) =>
  [...plainText(content).matchAll(/\p{L}+/gu)].map(({ index: start, 0: word }) => ({
    start,
    end: start + word.length,
  }));

/** Whether contents are equal. Segment breaks do not count. */
function sameEnough(found: Content, wanted: Content): boolean {
  const trimmed = (content: Content) => content.filter((part) => !isCode(part) || part.kind !== "break");
  return sameContent(tidy(trimmed(found)), tidy(trimmed(wanted)));
}

/** The file without targets and states: the part that no change may touch. */
function outside(bytes: Uint8Array): string {
  const { text } = decodeXml(bytes);
  const { units } = scanFile(bytes);
  let at = 0;
  let kept = "";
  for (const unit of units.values()) {
    for (const { targetSpan } of unit.segments) {
      if (targetSpan === undefined) continue;
      kept += text.slice(at, targetSpan.start).trimEnd();
      at = targetSpan.end;
    }
  }
  return (
    (kept + text.slice(at))
      // A unit gets it with a target whose white space matters.
      .replaceAll(' xml:space="preserve"', "")
      .replaceAll(/\s(state|subState|approved|conf|mq:status|m:confirmed)=("[^"]*"|'[^']*')/gu, "")
      .replaceAll(/\s+</gu, "<")
  );
}
