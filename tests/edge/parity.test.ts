import { beforeAll, describe, expect, inject, test } from "vitest";
import { loadDictionaries } from "../../src/http/dictionaries-from-assets.ts";
import { d1Storage } from "../../src/storage/d1.ts";
import { ftsMatchIndex } from "../../src/storage/index/match-index-fts.ts";
import { asJson, type Readings, readingsOf } from "./readings.ts";
import { environment } from "./setup.ts";

describe("the starter memory, seeded through the services, gives the same on D1 in workerd as on Node", () => {
  const onNode = inject("readOnNode");
  let here: Readings;

  beforeAll(async () => {
    const storage = d1Storage(environment.DB);
    const index = ftsMatchIndex(storage);
    const parts = { storage, index, loadDictionaries: () => loadDictionaries(environment.ASSETS) };
    here = asJson(await readingsOf(parts, inject("seedFiles")));
  });

  test.each([
    ["the units that the seed makes", "units"],
    ["the sentences of the texts", "spans"],
    ["the beads of their alignment", "beads"],
    ["normal forms", "forms"],
    ["quantities", "quantities"],
    ["terms", "terms"],
    ["scores and explanations of the best matches", "matches"],
    ["concordances", "searches"],
  ] satisfies [string, keyof Readings][])("%s", (_, part) => {
    expect(JSON.stringify(onNode[part]).length).toBeGreaterThan(1000);
    expect(here[part]).toEqual(onNode[part]);
  });
});
