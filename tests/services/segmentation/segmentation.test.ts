import { beforeEach, describe, expect, test } from "vitest";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { editCollection } from "../../../src/services/documents/edit-collection.ts";
import { alignTexts } from "../../../src/services/alignment/align-texts.ts";
import { push } from "../../../src/services/exchange/push.ts";
import {
  exportSegmentation,
  getSegmentation,
  removeSegmentation,
  setSegmentation,
} from "../../../src/services/segmentation/collection-segmentation.ts";
import { cutText } from "../../../src/services/segmentation/cut-text.ts";
import { findDocument } from "../../../src/storage/rows/documents.ts";
import { unitsOf } from "../../../src/storage/rows/units.ts";
import { plainText } from "../../../src/domain/segment.ts";
import { pull } from "../exchange/pull-whole.ts";
import { OWNER, type Service, service } from "../../http/app.ts";
import { RULES } from "./rules.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const TEXT = "See Eq. Two holds; So does three. and this too.\n";
const USUAL = ["See Eq. Two holds; So does three. and this too."];
const CUT = ["See Eq. Two holds;", "So does three.", "and this too."];

let polynya: Service;
beforeEach(async () => {
  polynya = service();
  for (const id of ["c", "plain"]) await createCollection(polynya.context, OWNER, { id, title: id });
});

const setRules = (mode: "replace" | "extend" = "replace", rules = RULES) =>
  setSegmentation(polynya.context, OWNER, "c", { bytes: utf8(rules), filename: "own.srx", mode });

const make = (id: string, text: string, filename: string, collection = "c") =>
  createDocument(polynya.context, OWNER, { collection, id, filename, source: "en" }, utf8(text));

async function textsOf(id: string): Promise<string[]> {
  const document = await findDocument(polynya.context.storage, id);
  if (document === undefined) throw new Error(id);
  const units = await unitsOf(polynya.context.storage, document);
  return units.map(({ variants }) => plainText(variants.en?.content ?? []));
}

describe("a collection with rules of its own", () => {
  test.each([
    ["a.txt", TEXT],
    ["a.md", TEXT],
    ["a.html", `<!DOCTYPE html><html lang="en"><body><p>${TEXT}</p></body></html>`],
  ])("cuts %s by them, and another collection does not", async (filename, text) => {
    await setRules();
    await make("own", text, filename);
    await make("other", text, filename, "plain");
    expect(await textsOf("own")).toEqual(CUT);
    expect((await textsOf("other")).length).toBeLessThan(3);
  });

  test("tells which rules hold and which are not possible, and gives the file back byte for byte", async () => {
    const view = await setRules();
    expect(view).toMatchObject({ mode: "replace", filename: "own.srx", languages: { en: 4, ru: 2, zh: 2 } });
    expect(view.refused).toMatchObject([{ code: "pattern-unsupported", place: { line: 10 } }]);
    expect(await getSegmentation(polynya.context, OWNER, "c")).toEqual(view);
    const file = await exportSegmentation(polynya.context, OWNER, "c");
    expect(new TextDecoder().decode(file.bytes)).toBe(RULES);
  });

  test("uses them for alignment and for trials", async () => {
    await setRules();
    const texts = { en: TEXT, ru: "Раз; Два. Три." };
    const { segments } = await alignTexts(polynya.context, OWNER, { texts, collection: "c" });
    expect(segments.en).toEqual(CUT);
    expect(await cutText(polynya.context, OWNER, "c", { language: "en", text: TEXT })).toEqual(CUT);
  });

  test("cuts as usual where no rule matches, if the rules are an addition", async () => {
    const exception = RULES.replace(/<rule break="yes"><beforebreak>\[.*\n/u, "").replace("Eq", "Ark");
    await setRules("extend", exception);
    const text = "He saw the Ark. Then he left; So did Tom. Go on!";
    const cut = (collection: string) => cutText(polynya.context, OWNER, collection, { language: "en", text });
    expect(await cut("c")).toEqual(["He saw the Ark. Then he left;", "So did Tom.", "Go on!"]);
    expect(await cut("plain")).toEqual(["He saw the Ark.", "Then he left; So did Tom.", "Go on!"]);
  });

  test("goes back to ours when they are taken away", async () => {
    await setRules();
    await removeSegmentation(polynya.context, OWNER, "c");
    expect(await getSegmentation(polynya.context, OWNER, "c")).toMatchObject({ mode: "own" });
    await make("later", TEXT, "a.txt");
    expect(await textsOf("later")).toEqual(USUAL);
  });

  test("gives rules to begin with that can come back", async () => {
    const { bytes } = await exportSegmentation(polynya.context, OWNER, "c");
    const view = await setRules("replace", new TextDecoder().decode(bytes));
    expect(view.refused).toEqual([]);
    const cut = (language: "en" | "ru" | "zh", text: string) =>
      cutText(polynya.context, OWNER, "c", { language, text });
    expect(await cut("en", "Dr. Ray came. He sat, e.g. There. “Why?” A. Smith asked.")).toEqual([
      "Dr. Ray came.",
      "He sat, e.g. There.",
      "“Why?”",
      "A. Smith asked.",
    ]);
    expect(await cut("ru", "Проф. Иванов пришёл. Он сел.")).toEqual(["Проф. Иванов пришёл.", "Он сел."]);
    expect(await cut("zh", "他说：“来！”我来了。天冷。")).toEqual(["他说：“来！”", "我来了。", "天冷。"]);
  });
});

test.each(["a.txt", "a.md"])("a document keeps the rules that it came in by (%s)", async (filename) => {
  await setRules();
  await make("own", TEXT, filename);
  await removeSegmentation(polynya.context, OWNER, "c");
  const exported = async () => {
    const file = await pull(polynya.context, OWNER, { document: "own", format: "original" });
    return new TextDecoder().decode(file.bytes);
  };
  expect(await exported()).toBe(TEXT);
  const changed = TEXT.replace("So does three.", "So does four.");
  const { report } = await push(polynya.context, OWNER, {
    document: "own",
    bytes: utf8(changed),
    filename,
    source: "en",
  });
  expect(report.counts).toMatchObject({ changed: 1, created: 0 });
  expect(await exported()).toBe(changed);
});

test("rules do not come among the settings of a collection", async () => {
  const settings = { segmentation: { rules: "replace:0" } };
  await expect(editCollection(polynya.context, OWNER, "c", { settings })).rejects.toMatchObject({
    code: "invalid-fields",
  });
  await setRules();
  await expect(editCollection(polynya.context, OWNER, "c", { title: "New" })).resolves.toBeDefined();
  expect(await getSegmentation(polynya.context, OWNER, "c")).toMatchObject({ mode: "replace" });
});

test.each([
  ["root", `<other/>`],
  ["version", `<srx xmlns="http://www.lisa.org/srx20" version="1.0"/>`],
  ["empty", `<srx xmlns="http://www.lisa.org/srx20" version="2.0"/>`],
  ["unknown", RULES.replace('languagerulename="Default"/>', 'languagerulename="Nobody"/>')],
  ["languages", RULES.replace('".*"', '"XX"').replace("EN.*", "YY")],
])("what is wrong with a file is said: %s", async (rule, file) => {
  await expect(setRules("replace", file)).rejects.toMatchObject({ code: "srx-invalid", params: { rule } });
});
