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
  [
    "a file that ends inside a unit",
    memory('<tu tuid="a"><tuv xml:lang="en"><seg>One').split("</body>")[0] ?? "",
  ],
  [
    "a unit without an end in a file without one",
    `${memory(unit("a", "One")).split("</tu>")[0]}${unit("b", "Two")}`,
  ],
  ["crossed tags outside of units", memory("<x></y></x>")],
])("%s is still refused", (_, text) => {
  expect(problemOf(() => read(encode(text)))?.code).toMatch(/^xml-/u);
});

const open = (id: string) => unit(id, `Open ${id}`).replace("</tu>\n", "\n");
const UNENDED: readonly (readonly [
  string,
  string,
  readonly (readonly [string, number, string | undefined])[],
])[] = [
  [
    "one between others",
    unit("a", "One") + open("b") + unit("c", "Two"),
    [
      ["a", 2, undefined],
      ["b", 3, "xml-tags-crossed"],
      ["c", 4, undefined],
    ],
  ],
  [
    "two after each other",
    open("a") + open("b") + unit("c", "Two"),
    [
      ["a", 2, "xml-tags-crossed"],
      ["b", 3, "xml-tags-crossed"],
      ["c", 4, undefined],
    ],
  ],
  [
    "the last one",
    unit("a", "One") + open("b"),
    [
      ["a", 2, undefined],
      ["b", 3, "xml-tags-crossed"],
    ],
  ],
  [
    "one that stops in its text",
    unit("a", "One") + '<tu tuid="b"><tuv xml:lang="en"><seg>Ice <hi>floe\n' + unit("c", "Two"),
    [
      ["a", 2, undefined],
      ["b", 3, "xml-tags-crossed"],
      ["c", 4, undefined],
    ],
  ],
  [
    "one that stops in its note",
    '<tu tuid="a"><note>' + unit("b", "One") + unit("c", "Two"),
    [
      ["a", 2, "xml-tags-crossed"],
      ["b", 2, undefined],
      ["c", 3, undefined],
    ],
  ],
  [
    "one that stops in its last text",
    unit("a", "One") + '<tu tuid="b"><tuv xml:lang="en"><seg>One',
    [
      ["a", 2, undefined],
      ["b", 3, "xml-tags-crossed"],
    ],
  ],
];

describe.each(UNENDED)("units without an end: %s", (_, body, wanted) => {
  const file = encode(memory(body));

  test("are rejected by their lines, and the others are read", async () => {
    const { units, title } = read(file);
    const shown = units.map(({ key, line, rejection }) => [key, line, rejection?.code]);
    expect(shown).toEqual(wanted);
    expect(title).toBeUndefined();
    const streamed: unknown[] = [];
    const bytes = async function* () {
      for (let at = 0; at < file.length; at += 5) yield file.slice(at, at + 5);
    };
    for await (const batch of readStream(bytes())) streamed.push(...batch.units);
    expect(streamed).toEqual(units);
  });

  test("stay as they are in the file that goes out, and the others can change", () => {
    const taken = read(file).units.filter(({ rejection }) => rejection === undefined);
    const changed = taken.map((one) => ({
      ...one,
      variants: { ...one.variants, ru: { content: ["Льдина"], state: "translated" as const } },
    }));
    const same = splice(file, { format: "tmx", tags: {}, units: taken } as never, {});
    expect(same?.bytes).toEqual(file);
    const spliced = splice(file, { format: "tmx", tags: {}, units: changed } as never, {});
    const keys = taken.map(({ key }) => key).join("");
    const expected = body.replaceAll(new RegExp(`Лёд [${keys}]`, "gu"), "Льдина");
    expect(new TextDecoder().decode(spliced?.bytes)).toBe(memory(expected));
  });
});

test("a note above the limit of a text leaves nothing of itself, in however many parts it comes", async () => {
  const long = "<![CDATA[floe ]]>".repeat(40);
  const file = encode(
    memory(`<tu tuid="a"><note>${long}</note><tuv xml:lang="en"><seg>Ice</seg></tuv></tu>`),
  );
  const limits = { text: 50 };
  const bytes = async function* () {
    for (let at = 0; at < file.length; at += 9) yield file.slice(at, at + 9);
  };
  const streamed: unknown[] = [];
  for await (const batch of readStream(bytes(), { limits })) streamed.push(...batch.units);
  const { units } = read(file, { limits });
  expect(streamed).toEqual(units);
  expect(units.map(({ notes, rejection }) => [notes, rejection?.code])).toEqual([[[], "too-long"]]);
});
