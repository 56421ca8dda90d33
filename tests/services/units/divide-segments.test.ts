import { describe, expect, it } from "vitest";
import { type Code, type Content, plainText, segmentsOf } from "../../../src/domain/segment.ts";
import { divideLike, divideSegments } from "../../../src/services/units/divide-segments.ts";

const segment = (id: string): Code => ({ kind: "break", id, element: "segment" });
const ignorable: Code = { kind: "break", id: "i", element: "ignorable" };
const two: Content = [segment("1"), "One.", ignorable, " ", segment("2"), "Two."];
const shape = (content: Content) =>
  segmentsOf(content).map((one) => (one.ignorable ? `(${plainText(one.content)})` : plainText(one.content)));

describe("divideSegments", () => {
  it("divides a text that has as many sentences as there are segments", () => {
    expect(shape(divideSegments(two, ["Раз. Два."], "ru"))).toEqual(["Раз.", "( )", "Два."]);
    expect(shape(divideSegments(two, ["一。二。"], "zh"))).toEqual(["一。", "()", "二。"]);
    const tight: Content = [segment("1"), "One. ", segment("2"), "Two."];
    expect(shape(divideSegments(tight, ["Раз. Два."], "ru"))).toEqual(["Раз. ", "Два."]);
  });

  it("puts any other text into the first segment and loses nothing", () => {
    for (const text of ["Раз, два.", "Раз. Два. Три."]) {
      const divided = divideSegments(two, [text], "ru");
      expect(shape(divided)).toEqual([text, "()", ""]);
      expect(plainText(divided)).toBe(text);
    }
  });

  it("keeps a span that encloses all segments outside of them", () => {
    const open: Code = { kind: "open", id: "1", element: "g" };
    const close: Code = { kind: "close", id: "1", element: "g" };
    const framed: Content = [ignorable, open, ...two, ignorable, close];
    for (const text of ["Раз. Два.", "Раз, два."]) {
      const divided = divideSegments(framed, [open, text, close], "ru");
      expect(divided.slice(0, 3)).toEqual([ignorable, open, segment("1")]);
      expect(divided.slice(-2)).toEqual([ignorable, close]);
      expect(plainText(divided)).toBe(text);
    }
    const moved: Content = ["Раз. ", open, "Два.", close];
    expect(plainText(divideSegments(framed, moved, "ru"))).toBe("Раз. Два.");
  });

  it("keeps codes with the text that they enclose", () => {
    const open: Code = { kind: "open", id: "1", element: "pc" };
    const close: Code = { kind: "close", id: "1", element: "pc" };
    const image: Code = { kind: "ph", id: "2", element: "ph" };
    const divided = divideSegments(two, [open, "Раз. ", close, image, "Два."], "ru");
    expect(segmentsOf(divided).map(({ content }) => content)).toEqual([
      [open, "Раз. ", close],
      [],
      [image, "Два."],
    ]);
  });

  it("does not change a text that has segments, or a text with a model without segments", () => {
    const own: Content = [segment("a"), "Раз.", segment("b"), "Два.", segment("c"), "Три."];
    expect(divideSegments(two, own, "ru")).toBe(own);
    expect(divideSegments(["One. Two."], ["Раз. Два."], "ru")).toEqual(["Раз. Два."]);
  });

  it("never loses or adds a character", () => {
    for (const text of ["", " ", "А. Б", "А.  Б. ", "«А.» — Б.", "А.\nБ.", "1. 2. 3."])
      expect(plainText(divideSegments(two, text === "" ? [] : [text], "ru"))).toBe(text);
  });
});

describe("divideLike", () => {
  it("keeps the current segments when the text is the same", () => {
    const current: Content = [segment("1"), "Раз, два", ignorable, " ", segment("2"), "и три."];
    expect(divideLike([current, two], ["Раз, два и три."], "ru")).toBe(current);
  });

  it("gives a copy of the source the segments of the source", () => {
    const source: Content = [segment("1"), "One, two", ignorable, " ", segment("2"), "and three."];
    expect(divideLike([undefined, source], ["One, two and three."], "ru")).toBe(source);
  });
});
