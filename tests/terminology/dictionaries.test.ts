import { expect, it } from "vitest";
import { DICTIONARIES_ASSET } from "../../src/terminology/dictionaries.ts";
import { dictionariesAsset } from "../../tools/dictionary-assets.ts";

it("the static asset is named after its content", () => {
  expect(DICTIONARIES_ASSET).toBe(dictionariesAsset().name);
});

it("the static asset names the source and the licence of each dictionary", () => {
  const dictionaries: Record<string, { licence: string }> = JSON.parse(dictionariesAsset().text);
  const licences = Object.fromEntries(
    Object.entries(dictionaries).map(([name, { licence }]) => [name, licence]),
  );
  const russian = expect.stringMatching(/\(c\) the OpenCorpora project and its contributors, CC BY-SA 3\.0/u);
  expect(licences).toEqual({
    conjugations: russian,
    declensions: russian,
    known: russian,
    meanings: russian,
    languageProfiles: expect.stringMatching(/Copyright \(c\) Titus Wormer, MIT License/u),
    coreWords: expect.stringMatching(/MIT License/u),
    words: expect.stringMatching(/Copyright \(c\) 2013 Sun Junyi, MIT License/u),
  });
});
