import { describe, expect, it } from "vitest";
import {
  type Code,
  compareCodes,
  type Content,
  placeholderText,
  plainText,
  sameContent,
  segmentsOf,
  tidy,
} from "../../src/domain/segment.ts";

const ph = (id: string, attributes?: Record<string, string>): Code => ({
  kind: "ph",
  id,
  element: "ph",
  ...(attributes ? { attributes } : {}),
});
const open = (id: string): Code => ({ kind: "open", id, element: "pc" });
const close = (id: string): Code => ({ kind: "close", id, element: "pc" });
const note = (kind: "open" | "close"): Code => ({ kind, id: "m", element: "mrk", annotation: true });
const brk = (id: string, element = "segment"): Code => ({ kind: "break", id, element });

describe("content", () => {
  const content: Content = [
    open("1"),
    "Ice",
    close("1"),
    note("open"),
    " and",
    note("close"),
    " snow",
    ph("2"),
  ];

  it("is read as text, and matched with a placeholder for each code", () => {
    expect(plainText(content)).toBe("Ice and snow");
    expect(placeholderText(content)).toBe("\uFFFCIce\uFFFC and snow\uFFFC");
  });

  it("is equal with other attributes of codes, and with other splits of strings", () => {
    expect(sameContent(["a", ph("1", { disp: "x" })], ["a", ph("1")])).toBe(true);
    expect(sameContent(["a", ph("1")], ["a", ph("2")])).toBe(false);
    expect(tidy(["a", "", "b", ph("1"), ""])).toEqual(["ab", ph("1")]);
  });

  it("is divided into segments at its breaks, with or without a break at the start", () => {
    expect(segmentsOf([])).toEqual([{ ignorable: false, content: [] }]);
    expect(segmentsOf(["a", brk("i", "ignorable"), " ", brk("2"), "b"])).toEqual([
      { ignorable: false, content: ["a"] },
      { id: "i", ignorable: true, content: [" "] },
      { id: "2", ignorable: false, content: ["b"] },
    ]);
    expect(segmentsOf([brk("1"), "a"])).toEqual([{ id: "1", ignorable: false, content: ["a"] }]);
  });
});

describe("compareCodes", () => {
  it("returns nothing for equal codes, and ignores annotations and breaks", () => {
    expect(
      compareCodes([open("1"), "a", close("1"), ph("2")], ["б", open("1"), close("1"), ph("2")]),
    ).toBeUndefined();
    expect(compareCodes([note("open"), "a", note("close"), brk("1"), "b"], ["б"])).toBeUndefined();
  });

  it("names missing, added and unbalanced codes", () => {
    expect(compareCodes([ph("1"), ph("2")], [ph("2"), ph("3")])).toMatchObject({
      missing: ["1"],
      added: ["3"],
    });
    expect(compareCodes([open("1"), "a", close("1")], [open("1"), "а"])).toMatchObject({ unbalanced: ["1"] });
    expect(compareCodes([open("1"), "a", close("1")], [close("1"), "а", open("1")])).toMatchObject({
      unbalanced: ["1"],
      reordered: true,
    });
  });

  it("distinguishes a new order from a forbidden order", () => {
    expect(compareCodes([ph("1"), ph("2")], [ph("2"), ph("1")])).toMatchObject({
      reordered: true,
      unmovable: [],
    });
    const first = ph("1", { canReorder: "firstNo" });
    const second = ph("2", { canReorder: "no" });
    expect(compareCodes([first, second, ph("3")], [ph("3"), first, second])).toMatchObject({ unmovable: [] });
    expect(compareCodes([first, second, ph("3")], [first, ph("3"), second])).toMatchObject({
      unmovable: ["2"],
    });
  });

  it("names codes that break the file's editing hints", () => {
    expect(compareCodes([ph("1", { canDelete: "no" }), ph("2")], [])).toMatchObject({
      missing: ["1", "2"],
      undeletable: ["1"],
    });
    const source = [ph("1", { canCopy: "no" }), ph("2")];
    expect(compareCodes(source, [...source, ph("3", { copyOf: "2" })])).toMatchObject({
      added: [],
      uncopyable: [],
    });
    expect(compareCodes(source, [...source, ph("3", { copyOf: "1" })])).toMatchObject({
      added: [],
      uncopyable: ["1"],
    });
    expect(compareCodes([ph("1", { clone: "no" })], [ph("1"), ph("1")])).toMatchObject({ uncopyable: ["1"] });
  });
});
