import { describe, expect, test } from "vitest";
import { encode } from "../../../src/formats/encoding.ts";
import { read, readStream } from "../../../src/formats/tmx/read.ts";
import { splice } from "../../../src/formats/tmx/splice.ts";
import { problemOf } from "../problem-of.ts";

const unit = (id: string, seg: string) =>
  `<tu tuid="${id}"><tuv xml:lang="en"><seg>${seg}</seg></tuv><tuv xml:lang="ru"><seg>Лёд ${id}</seg></tuv></tu>\n`;
const memory = (body: string) =>
  `<tmx version="1.4"><header srclang="en" datatype="plaintext" segtype="sentence" adminlang="en" creationtool="t" creationtoolversion="1" o-tmf="t"/><body>\n${body}</body></tmx>`;
const BAD = [
  "Ice <bpt i='1'>x<ph></bpt></ph> floe",
  "Ice </ph> floe",
  "Ice <hi>floe",
  "Ice <hi>floe</hi></hi>",
  "Ice <hi><ph x='1'>floe</hi>",
  "Ice </seg><seg>floe</hi>",
];

describe.each(BAD)("a segment with crossed tags: %s", (bad) => {
  const file = encode(memory(unit("a", "One") + unit("b", bad) + unit("c", "Two")));

  test("costs its own unit alone, and is named by line", () => {
    const { units } = read(file);
    expect(
      units.map(({ key, line, rejection }) => [key, line, rejection?.code, rejection?.place?.line]),
    ).toEqual([
      ["a", 2, undefined, undefined],
      ["b", 3, "xml-tags-crossed", 3],
      ["c", 4, undefined, undefined],
    ]);
    expect(units[2]?.variants.en?.content).toEqual(["Two"]);
  });

  test("reads the same from a stream in small parts", async () => {
    const chunks = async function* () {
      for (let at = 0; at < file.length; at += 7) yield file.slice(at, at + 7);
    };
    const keys: (string | undefined)[] = [];
    for await (const batch of readStream(chunks()))
      for (const { key, rejection } of batch.units) keys.push(`${key} ${rejection?.code ?? ""}`);
    expect(keys).toEqual(["a ", "b xml-tags-crossed", "c "]);
  });

  test("stays as it is in the file that goes out", () => {
    const { units } = read(file);
    const taken = units.filter(({ rejection }) => rejection === undefined);
    const spliced = splice(file, { format: "tmx", tags: {}, units: taken } as never, {});
    expect(spliced?.bytes).toEqual(file);
  });
});

test.each([
  ["the end of the body inside a unit", memory('<tu tuid="a"><tuv xml:lang="en"><seg>One</body></tmx>')],
  ["a unit that does not end", memory('<tu tuid="a"><tuv xml:lang="en"><seg>One</seg></tuv><tu/>')],
  ["crossed tags outside of units", memory("<x></y></x>")],
])("%s is still refused", (_, text) => {
  expect(problemOf(() => read(encode(text)))?.code).toMatch(/^xml-/u);
});
