import assert from "node:assert/strict";
import { type Language, LANGUAGES } from "../../../src/domain/language.ts";
import { Problem } from "../../../src/domain/problem.ts";
import { STATES } from "../../../src/domain/unit.ts";
import { type ReviewOperation, reviewAlignment } from "../../../src/services/alignment/review-alignment.ts";
import { saveAlignment } from "../../../src/services/alignment/save-alignment.ts";
import type { Actor } from "../../../src/services/context.ts";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { removeCollection } from "../../../src/services/documents/remove-collection.ts";
import { removeDocument } from "../../../src/services/documents/remove-document.ts";
import { pretranslate } from "../../../src/services/exchange/pretranslate.ts";
import { push } from "../../../src/services/exchange/push.ts";
import type { ImportReport } from "../../../src/services/imports/import-report.ts";
import { listImports } from "../../../src/services/imports/list-imports.ts";
import { undoWholeImport } from "../../../src/services/imports/undo-whole-import.ts";
import { addMissingStrings } from "../../../src/services/strings/add-missing-strings.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { findText } from "../../../src/services/units/find-text.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { replaceText } from "../../../src/services/units/replace-text.ts";
import type { UnitView } from "../../../src/services/units/unit-view.ts";
import { importNumber } from "../../../src/storage/rows/imports.ts";
import type { ReportEntry, UnitPart } from "../../../src/storage/rows/import-reports.ts";
import { anna, boris, bytes, type TestContext, testContext } from "../helpers.ts";
import { type Random, randomNumbers } from "../random-numbers.ts";

const PEOPLE: readonly Actor[] = [anna, boris, { name: "vera" }];
const KEYS = ["a", "b", "c", "d"];
const TEXTS = ["Лёд растаял.", "Ice.", "冰。", "Sea ice melts.", "Судно шло на восток."];

/** A text with author and time. An undo that restores a text restores the same writing. */
interface Written {
  readonly writing: number;
  readonly text: string;
}

/** A unit in the model. */
interface Seen {
  readonly id: string;
  readonly document: string;
  readonly key: string;
  readonly version: number;
  readonly texts: ReadonlyMap<Language, Written>;
  readonly notes: string;
  readonly context: string | undefined;
  readonly order: number;
}

type Units = ReadonlyMap<string, Seen>;

interface Write {
  readonly import: string;
  readonly effects: readonly { readonly before: Seen | undefined; readonly after: Seen | undefined }[];
  undone: boolean;
  /** Parts that its undos have left so far, by unit. */
  readonly left: Map<string, readonly UnitPart[]>;
  /** The import that it, or the undo of it, took back; otherwise itself. */
  readonly origin: string;
}

const textOf = ({ state, subState, content }: UnitView["variants"][Language] & object) =>
  JSON.stringify([state, subState, content]);

/** All current units with the writings of the model. A text at another version is a new writing. */
async function look(context: TestContext, known: Units, writing: number): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>();
  for (const document of ["strings", "aligned", "uploaded"]) {
    const { items } = await listUnits(context, anna, document, { limit: 1000 }).catch((error: unknown) => {
      if (error instanceof Problem && error.code === "not-found") return { items: [] };
      throw error;
    });
    for (const unit of items) {
      const texts = new Map<Language, Written>();
      for (const language of LANGUAGES) {
        const variant = unit.variants[language];
        if (variant === undefined) continue;
        const before = known.get(unit.id)?.texts.get(language);
        const isNew = before === undefined || variant.version > (known.get(unit.id)?.version ?? 0);
        texts.set(language, { writing: isNew ? writing : before.writing, text: textOf(variant) });
      }
      const { id, key, version, order } = unit;
      const notes = JSON.stringify(unit.notes);
      seen.set(id, { id, document, key, version, texts, notes, context: unit.context, order });
    }
  }
  return seen;
}

const effectsBetween = (before: Units, after: Units): Write["effects"] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    return was?.version === is?.version ? [] : [{ before: was, after: is }];
  });

interface Expected {
  readonly result: ReportEntry["result"];
  readonly unrestored: readonly UnitPart[];
  /** Absent when the unit must be deleted. */
  readonly unit: Seen | undefined;
  readonly changed: boolean;
}

/** Expected result of undoing one effect. @param left parts that an earlier undo left, if it is asked for again */
function reversed(
  units: Units,
  { before, after }: Write["effects"][number],
  left: readonly UnitPart[] = ["unit"],
): Expected {
  const isOpen = (part: UnitPart) => left.includes("unit") || left.includes(part);
  const id = (after ?? before)?.id ?? "";
  const unit = units.get(id);
  const conflict = (unrestored: readonly UnitPart[]): Expected => ({
    ...{ result: "conflict", unrestored, unit, changed: false },
  });
  if (before === undefined) {
    if (unit === undefined || after === undefined)
      return { result: "same", unrestored: [], unit, changed: false };
    const others: UnitPart[] = LANGUAGES.filter((language) => {
      const is = unit.texts.get(language);
      return is !== undefined && is.writing !== after.texts.get(language)?.writing;
    });
    if (unit.notes !== "[]" && unit.notes !== after.notes) others.push("notes");
    if (unit.context !== undefined && unit.context !== after.context) others.push("context");
    return others.length > 0
      ? conflict(others)
      : { result: "removed", unrestored: [], unit: undefined, changed: true };
  }
  if (after === undefined) {
    if (unit !== undefined) return { result: "same", unrestored: [], unit, changed: false };
    const holder = [...units.values()].some(
      ({ document, key }) => document === before.document && key === before.key,
    );
    return holder ? conflict(["unit"]) : { result: "created", unrestored: [], unit: before, changed: true };
  }
  if (unit === undefined) return conflict(left);
  const unrestored: UnitPart[] = [];
  const texts = new Map(unit.texts);
  let changed = false;
  for (const language of LANGUAGES) {
    if (!isOpen(language)) continue;
    const [was, made, is] = [before, after, unit].map((seen) => seen.texts.get(language));
    if (was?.writing === made?.writing || is?.text === was?.text) continue;
    if (is?.writing !== made?.writing) {
      unrestored.push(language);
      continue;
    }
    changed = true;
    if (was === undefined) texts.delete(language);
    else texts.set(language, was);
  }
  const frame = { notes: unit.notes, context: unit.context, order: unit.order };
  for (const part of ["notes", "context", "order"] as const) {
    if (!isOpen(part) || before[part] === after[part] || unit[part] === before[part]) continue;
    if (unit[part] === after[part]) {
      Object.assign(frame, { [part]: before[part] });
      changed = true;
    } else unrestored.push(part);
  }
  const result = unrestored.length > 0 ? "conflict" : changed ? "changed" : "same";
  return { result, unrestored, unit: { ...unit, ...frame, texts }, changed };
}

type Effect = Write["effects"][number];
const idOf = ({ before, after }: Effect): string => (after ?? before)?.id ?? "";
const documentOf = ({ before, after }: Effect): string => (after ?? before)?.document ?? "";

const shown = ({ id, document, key, texts, notes, context, order }: Seen) => ({
  ...{ id, document, key, notes, context, order },
  texts: Object.fromEntries([...texts].map(([language, { text }]) => [language, text])),
});

const inOrder = (units: Iterable<Seen>) => [...units].map(shown).toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** One write of any kind; `undefined` when it was rightly refused. */
async function write(
  context: TestContext,
  random: Random,
  units: Units,
  actor: Actor,
): Promise<ImportReport | "edited" | undefined> {
  const unit = units.size === 0 ? undefined : random.of([...units.values()]);
  const language = random.of(LANGUAGES);
  const file = () => {
    const rows = KEYS.filter(() => random.below(2) === 0).map((key) => `${key}\t${random.of(TEXTS)}`);
    return bytes(`key\t${language}\n${rows.join("\n")}\n`);
  };
  switch (random.below(16)) {
    case 12: {
      // A word in all documents, or in one: an import with a part for each further document.
      const find = {
        text: random.of(["лёд", "ice", "冰", "One", "e"]),
        mode: "text",
        caseSensitive: false,
      } as const;
      const selection = random.below(2) === 0 || unit === undefined ? {} : { documents: [unit.document] };
      const report = await replaceText(context, actor, {
        find: findText(find, random.of(["снег", "snow", "雪"])),
        selection,
        ceiling: "final",
        limit: 10,
      });
      return report.import === null ? undefined : report;
    }
    case 13: {
      if (unit === undefined) return undefined;
      const source = random.of(LANGUAGES.filter((each) => each !== language));
      const wanted = { source, target: language, threshold: 0.7 };
      const report = await pretranslate(context, actor, unit.document, wanted);
      return report.import === null ? undefined : report;
    }
    case 14: {
      // An empty collection is deleted, and one with the same id is made.
      if (random.below(4) > 0) return undefined;
      await removeCollection(context, actor, "c");
      await createCollection(context, actor, { id: "c", title: "Another" });
      return undefined;
    }
    case 15: {
      const id = "uploaded";
      if ([...units.values()].some(({ document }) => document === id)) {
        const onConflict = random.of(["mine", "theirs", "suggest"] as const);
        const wanted = { document: id, bytes: file(), format: "tsv", onConflict } as const;
        return (await push(context, actor, wanted)).report;
      }
      return (await createDocument(context, actor, { collection: "c", id, format: "tsv" }, file())).report;
    }
    case 0:
    case 1: {
      const made = { collection: "c", id: "strings", namespace: "strings", format: "tsv" as const };
      return [...units.values()].some(({ document }) => document === "strings")
        ? (
            await push(context, actor, {
              document: "strings",
              bytes: file(),
              format: "tsv",
              onConflict: "mine",
            })
          ).report
        : (await createDocument(context, actor, made, file())).report;
    }
    case 2: {
      if (random.below(8) > 0 || unit === undefined) return undefined;
      return removeDocument(context, actor, unit.document);
    }
    case 3: {
      const key = `${random.of(KEYS)}-${random.below(3)}`;
      const strings = new Map([[key, random.of(TEXTS)]]);
      const { added } = await addMissingStrings(context, actor, language, "strings", strings);
      return added === 0 ? undefined : "edited";
    }
    case 4:
    case 5:
    case 6: {
      if (unit?.document !== "aligned") return undefined;
      const operations: ReviewOperation[] = [
        { kind: "merge", unit: unit.id },
        { kind: "split", unit: unit.id, first: { en: 1, ru: random.below(2) } },
        { kind: "shift", unit: unit.id, language, direction: random.of(["up", "down"] as const) },
        { kind: "detach", unit: unit.id, language },
        { kind: "accept", confidence: random.of([0, 0.5, 0.9]) },
      ];
      return reviewAlignment(context, actor, "aligned", random.of(operations));
    }
    default: {
      if (unit === undefined) return undefined;
      const some = () => random.below(3) === 0;
      const edited = await editUnit(
        context,
        actor,
        unit.id,
        unit.version,
        {
          ...(random.below(4) > 0
            ? {
                variants: {
                  [language]: some() ? null : { text: random.of(TEXTS), state: random.of(STATES) },
                },
              }
            : {}),
          ...(some() ? { notes: some() ? [] : [{ text: random.of(TEXTS) }] } : {}),
          ...(some() ? { context: some() ? null : random.of(TEXTS) } : {}),
        },
        { force: true },
      );
      return edited.version === unit.version ? undefined : "edited";
    }
  }
}

/** Problems that a random write may get. */
const REFUSALS: ReadonlySet<string> = new Set([
  "not-found",
  "already-exists",
  "review-not-possible",
  "file-empty",
  "not-empty",
  "collection-gone",
  "language-missing",
]);

async function unlessRefused<Result>(work: Promise<Result>): Promise<Result | undefined> {
  return work.catch((error: unknown) => {
    if (error instanceof Problem && REFUSALS.has(error.code)) return undefined;
    throw error;
  });
}

async function lastImportOf(context: TestContext): Promise<string> {
  const { items } = await listImports(context, anna, { limit: 1 });
  return items[0]?.id ?? "";
}

/** An undo of such an import is written even if it restores no text. */
async function hasSuggestions({ storage }: TestContext, id: string): Promise<boolean> {
  const n = importNumber(id) ?? null;
  return (await storage.all("SELECT unit FROM suggestion WHERE import = ?1", n)).length > 0;
}

export interface Walk {
  /** Number of undos. */
  readonly undone: number;
  /** Number of undos that named a part which they did not restore. */
  readonly partly: number;
  /** Number of undos that restored what an earlier one had left, and of those that could restore nothing. */
  readonly again: number;
  readonly blocked: number;
}

/**
 * Three people write at random, and undo imports of each other. A small model says what each undo has to restore and to
 * report.
 *
 * @param spoil changes the store after an undo, to show that the walk notices
 * @throws {assert.AssertionError} at the first undo that restored or reported something else
 */
export async function walk(
  seed: number,
  steps: number,
  spoil?: (context: TestContext) => Promise<unknown>,
): Promise<Walk> {
  const context = await testContext();
  const random = randomNumbers(seed);
  const sentences = ["One.", "Two.", "Three.", "Four.", "Five.", "Six."];
  const { report } = await saveAlignment(
    context,
    anna,
    { collection: "c", id: "aligned" },
    {
      segments: { en: sentences, ru: sentences.map((text) => `ru ${text}`) },
      beads: sentences.map((_, at) => ({ en: [at], ru: [at], confidence: at / 6 })),
      threshold: 0.5,
    },
  );
  const writes: Write[] = [];
  const first = await look(context, new Map(), 0);
  writes.push({
    import: report.import ?? "",
    effects: effectsBetween(new Map(), first),
    undone: false,
    left: new Map(),
    origin: "",
  });
  let units: Units = first;
  const done = { undone: 0, partly: 0, again: 0, blocked: 0 };
  for (let step = 1; step <= steps; step += 1) {
    const actor = random.of(PEOPLE);
    // People write for a while, and take back for a while.
    if (random.below(4) < (step % 20 < 12 ? 3 : 1)) {
      const written = await unlessRefused(write(context, random, units, actor));
      if (written === undefined) continue;
      const now = await look(context, units, step);
      const name = written === "edited" ? await lastImportOf(context) : (written.import ?? "");
      writes.push({
        import: name,
        effects: effectsBetween(units, now),
        undone: false,
        left: new Map(),
        origin: name,
      });
      units = now;
      continue;
    }
    const partly = writes.findLast(({ left }) => left.size > 0);
    const wanted = [
      writes.at(-1 - random.below(Math.min(writes.length, 12))),
      partly,
      // What was left comes free when the writes after it are undone, newest first.
      writes.findLast(
        ({ undone, origin, effects }) =>
          !undone && origin !== partly?.origin && effects.some((effect) => partly?.left.has(idOf(effect))),
      ),
    ][random.below(3)];
    if (wanted === undefined) continue;
    const isAgain = wanted.undone;
    if (isAgain && wanted.left.size === 0) {
      const refused = await undoWholeImport(context, actor, wanted.import).catch((error: unknown) => error);
      assert(refused instanceof Problem && refused.code === "already-undone", wanted.import);
      continue;
    }
    const suggests = await hasSuggestions(context, wanted.origin);
    const answer = await unlessRefused(undoWholeImport(context, actor, wanted.import));
    if (answer === undefined) continue;
    done.undone += 1;
    const expected = new Map(
      wanted.effects.flatMap((effect) => {
        const id = idOf(effect);
        const left = wanted.left.get(id);
        return isAgain && left === undefined ? [] : [[id, reversed(units, effect, left)] as const];
      }),
    );
    await spoil?.(context);
    const place = `seed ${seed}, step ${step}, undo of ${wanted.import}`;
    const said = answer.units.map(({ unit, key, result, unrestored = [] }) => ({
      unit:
        unit ??
        [...expected.keys()].find((id) =>
          wanted.effects.some((e) => e.before?.id === id && e.before.key === key),
        ),
      result,
      unrestored,
    }));
    const byUnit = (a: { unit?: string | undefined }, b: { unit?: string | undefined }) =>
      (a.unit ?? "") < (b.unit ?? "") ? -1 : 1;
    const wantedReport = [...expected].map(([unit, { result, unrestored }]) => ({
      unit,
      result,
      unrestored,
    }));
    assert.deepEqual(said.toSorted(byUnit), wantedReport.toSorted(byUnit), place);
    if (answer.counts.conflict > 0) done.partly += 1;
    const after = new Map(units);
    for (const [id, { unit }] of expected) {
      if (unit === undefined) after.delete(id);
      else after.set(id, unit);
    }
    // Each document is a part of its own; a first undo is written as a whole.
    const parts = [...Map.groupBy(wanted.effects, documentOf).values()].map((effects) =>
      effects.flatMap((effect) => {
        const id = idOf(effect);
        const found = expected.get(id);
        return found === undefined ? [] : [{ id, ...found }];
      }),
    );
    const isFree = (part: readonly Expected[]) =>
      part.some(({ changed }) => changed) || part.every(({ result }) => result !== "conflict");
    const freed = parts.filter((part) => part.length > 0 && isFree(part));
    const isWritten = freed.length > 0 || expected.size === 0 || (!isAgain && suggests);
    assert.equal(answer.import !== null, isWritten, place);
    if (isWritten) wanted.undone = true;
    else done.blocked += 1;
    if (isWritten && isAgain) done.again += 1;
    for (const { id, result, unrestored } of (isAgain ? freed : isWritten ? parts : []).flat()) {
      if (result === "conflict") wanted.left.set(id, unrestored);
      else wanted.left.delete(id);
    }
    const now = await look(context, units, step);
    assert.deepEqual(inOrder(now.values()), inOrder(after.values()), place);
    // A restored text is the same writing as before.
    const kept = new Map(
      [...now].map(([id, unit]) => [id, { ...unit, texts: after.get(id)?.texts ?? unit.texts }]),
    );
    if (answer.import !== null)
      writes.push({
        ...{ import: answer.import, effects: effectsBetween(units, kept), undone: false, left: new Map() },
        origin: wanted.origin,
      });
    units = kept;
  }
  context.storage.close();
  return done;
}
