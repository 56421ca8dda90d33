import { expect, test } from "vitest";
import { readExchange } from "../../../src/formats/registry.ts";
import { NO_NOTES, withNote } from "../../../src/formats/xliff/scan/state.ts";

const unit = (id: string, notes: string) => `<trans-unit id="${id}"><source>a</source>${notes}</trans-unit>`;
const file = (body: string) =>
  new TextEncoder().encode(
    `<xliff version="1.2"><file original="a" source-language="en" target-language="ru" datatype="plaintext"><body>${body}</body></file></xliff>`,
  );

test("a note is added to the notes of its unit without copying those before it", () => {
  const first = withNote(NO_NOTES, { text: "a" });
  expect(withNote(first, { text: "b" })).toBe(first);
  expect(first.map(({ text }) => text)).toEqual(["a", "b"]);
  expect(NO_NOTES).toEqual([]);
});

test("each unit has its own notes after those of its groups", () => {
  const notes = (count: number, name: string) =>
    Array.from({ length: count }, (_, at) => `<note>${name} ${at}</note>`).join("");
  const group = `<group><note>group</note>${unit("1", notes(3, "x"))}${unit("2", notes(1, "y"))}</group>`;
  const { units } = readExchange(file(group + unit("3", "") + unit("4", notes(1, "z"))), {
    filename: "a.xlf",
  });
  expect(units.map((one) => one.notes.map(({ text }) => text))).toEqual([
    ["group", "x 0", "x 1", "x 2"],
    ["group", "y 0"],
    [],
    ["z 0"],
  ]);
});

test("a note above the limit of a text leaves nothing of itself, and its unit or group is named", () => {
  const long = `<note>${"<![CDATA[floe ]]>".repeat(40)}</note>`;
  const body = `<group>\n${long}${unit("1", "")}</group>\n${unit("2", long)}${unit("3", "")}`;
  const { units, warnings } = readExchange(file(body), { filename: "a.xlf", limits: { text: 50 } });
  expect(units.map(({ key, notes, rejection }) => [key, notes, rejection?.code])).toEqual([
    ["1", [], undefined],
    ["2", [], "too-long"],
    ["3", [], undefined],
  ]);
  expect(warnings).toContainEqual({ code: "too-long", params: { limit: 50 }, place: { line: 2 } });
});
