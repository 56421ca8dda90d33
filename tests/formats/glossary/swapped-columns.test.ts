import { expect, test } from "vitest";
import { encode } from "../../../src/formats/encoding.ts";
import { readGlossaryCsv } from "../../../src/formats/glossary/read-concept-table.ts";
import { problemOf } from "../problem-of.ts";

test.each([
  ["en,ru\nледокол,icebreaker\nльдина,ice floe\n", "en", "ru", "en=ru,ru=en"],
  [
    "Английский;Русский;Китайский\nледокол;icebreaker;破冰船\nльдина;ice floe;浮冰\n",
    "en",
    "ru",
    "Английский=ru,Русский=en,Китайский=zh",
  ],
  ["en,zh\n破冰船,icebreaker\n浮冰,ice floe\n", "en", "zh", "en=zh,zh=en"],
  ["ru,zh\n破冰船,ледокол\n浮冰,льдина\n", "ru", "zh", "ru=zh,zh=ru"],
])(
  "a glossary with swapped columns is refused with the mapping that fits: %s",
  (table, language, found, mapping) => {
    const problem = problemOf(() => readGlossaryCsv(encode(table)));
    expect(problem).toMatchObject({
      code: "csv-invalid",
      params: { reason: "columns-swapped", language, found, mapping },
    });
    // The advice works, and so does to insist.
    expect(readGlossaryCsv(encode(table), { columns: mapping }).concepts).toHaveLength(2);
    const [first = "", second = ""] = mapping.split(",").map((pair) => pair.split("=")[0] ?? "");
    const asNamed = `${first}=${language},${second}=${found}`;
    expect(readGlossaryCsv(encode(table), { columns: asNamed }).concepts).toHaveLength(2);
  },
);

test.each([
  "en,ru\nicebreaker,ледокол\nice floe,льдина\n",
  "en,ru\nGitHub,GitHub\nPDF,PDF\n",
  "en,ru,zh\nice,,冰\nsnow,,雪\n",
  "en,ru\nice,лёд\nлёд,ice\n",
])("a glossary whose columns may be right is read: %s", (table) => {
  expect(readGlossaryCsv(encode(table)).concepts).toHaveLength(2);
});
