import { expect, test } from "vitest";
import { amendForm, emptyForm, fileOptions, trialKey } from "../../src/web/screens/home/import-form.ts";

const file = new File(["a"], "talk.csv");

test("another file gets a new idempotency key; other changes keep the key", () => {
  const form = emptyForm({ file, collection: undefined });
  expect(amendForm(form, { title: "Talk" }).key).toBe(form.key);
  expect(amendForm(form, { file }).key).not.toBe(form.key);
});

test("a new document takes title and namespace without white space; empty ones are left out", () => {
  const form = amendForm(emptyForm({ file, collection: "arctic" }), { title: " Talk ", namespace: " " });
  expect(fileOptions(form, file, true, false)).toEqual({
    filename: "talk.csv",
    dryRun: false,
    title: "Talk",
  });
});

test("a push takes languages, but neither title nor namespace", () => {
  const form = amendForm(emptyForm({ file, collection: undefined }), {
    title: "Talk",
    namespace: "site",
    source: "ru",
    target: "zh",
  });
  expect(fileOptions(form, file, false, true)).toEqual({
    filename: "talk.csv",
    dryRun: true,
    source: "ru",
    target: "zh",
  });
});

test("a chosen encoding is sent and needs a new trial; another file is read without it", () => {
  const form = emptyForm({ file, collection: undefined });
  const chosen = amendForm(form, { encoding: "koi8-r" });
  expect(fileOptions(chosen, file, true, true)).toMatchObject({ encoding: "koi8-r" });
  expect(trialKey(chosen, "arctic")).not.toBe(trialKey(form, "arctic"));
  expect(amendForm(chosen, { file }).encoding).toBeUndefined();
});

test("what is left out is sent and needs a new trial; a day goes only with “older”", () => {
  const form = emptyForm({ file, collection: undefined });
  const chosen = amendForm(form, { skip: ["empty", "equal"], olderThan: "2020-01-01" });
  const options = fileOptions(chosen, file, true, true);
  expect([options.skip, options.olderThan]).toEqual(["empty,equal", undefined]);
  const older = fileOptions(amendForm(chosen, { skip: ["older"] }), file, false, true);
  expect([older.skip, older.olderThan]).toEqual(["older", "2020-01-01"]);
  expect(trialKey(chosen, "arctic")).not.toBe(trialKey(form, "arctic"));
});

test("a changed language needs a new trial, a changed title does not", () => {
  const form = emptyForm({ file, collection: undefined });
  expect(trialKey(amendForm(form, { title: "Talk" }), "arctic")).toBe(trialKey(form, "arctic"));
  expect(trialKey(amendForm(form, { source: "ru" }), "arctic")).not.toBe(trialKey(form, "arctic"));
  expect(trialKey(form, "antarctic")).not.toBe(trialKey(form, "arctic"));
});
