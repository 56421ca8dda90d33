import { expect, test } from "vitest";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { anna, bytes, textsOf, testContext } from "../helpers.ts";

const file = (target: string, attributes = "") =>
  bytes(
    `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="en"${attributes} datatype="plaintext" original="x"><body><trans-unit id="a"><source>Hello ship</source>${target}</trans-unit></body></file></xliff>`,
  );
const russian = "<target>Привет, судно</target>";
const made = { collection: "c", id: "d", filename: "s.xlf" };

test("a document takes the targets of a file that does not name their language", async () => {
  const context = await testContext();
  const { report } = await createDocument(context, anna, made, file(russian));
  expect(report.warnings?.map(({ code }) => code)).toEqual(["language-guessed"]);
  expect(await textsOf(context, "d")).toEqual({ a: { en: "Hello ship", ru: "Привет, судно" } });
});

test("a push of such a file stores its targets and reports the change", async () => {
  const context = await testContext();
  await createDocument(context, anna, made, file(""));
  const { report } = await push(context, anna, {
    document: "d",
    bytes: file(russian),
    filename: "s.xlf",
  });
  expect(report.counts).toMatchObject({ changed: 1, same: 0 });
  expect(await textsOf(context, "d")).toEqual({ a: { en: "Hello ship", ru: "Привет, судно" } });
});

test("the direction of the document decides when the texts do not show the language", async () => {
  const context = await testContext();
  await createDocument(context, anna, made, file(russian, ' target-language="ru"'));
  const { report } = await push(context, anna, {
    document: "d",
    bytes: file("<target>— 12 —</target>"),
    filename: "s.xlf",
    onConflict: "mine",
  });
  expect(report.counts).toMatchObject({ changed: 1 });
  expect(report.warnings ?? []).toEqual([]);
  expect(await textsOf(context, "d")).toEqual({ a: { en: "Hello ship", ru: "— 12 —" } });
});

test("a file with targets in an unclear language is refused, and the problem names the parameter", async () => {
  const context = await testContext();
  await expect(createDocument(context, anna, made, file("<target>— 12 —</target>"))).rejects.toMatchObject({
    code: "language-missing",
    place: { field: "target" },
  });
});

test("a target other than the one that the file declares is refused", async () => {
  const context = await testContext();
  const declared = file(russian, ' target-language="ru"');
  await expect(createDocument(context, anna, { ...made, target: "zh" }, declared)).rejects.toMatchObject({
    code: "language-mismatch",
    place: { field: "target" },
  });
  const german = file("<target>Schiff</target>", ' target-language="de"');
  await expect(createDocument(context, anna, { ...made, target: "ru" }, german)).rejects.toMatchObject({
    code: "language-unknown",
  });
  await createDocument(context, anna, made, declared);
  await expect(
    push(context, anna, { document: "d", bytes: declared, filename: "s.xlf", target: "zh" }),
  ).rejects.toMatchObject({ code: "language-mismatch" });
});
