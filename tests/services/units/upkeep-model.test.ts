import fc from "fast-check";
import { expect, test } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import type { State } from "../../../src/domain/unit.ts";
import { getDocument } from "../../../src/services/documents/get-document.ts";
import { storeDocument } from "../../../src/services/documents/store-document.ts";
import type { ImportReport } from "../../../src/services/imports/import-report.ts";
import { undoWholeImport } from "../../../src/services/imports/undo-whole-import.ts";
import { addMark } from "../../../src/services/marks/add-mark.ts";
import { listMarks } from "../../../src/services/marks/list-marks.ts";
import { removeMarks } from "../../../src/services/marks/remove-marks.ts";
import { markDuplicates } from "../../../src/services/memory/mark-duplicates.ts";
import { findText } from "../../../src/services/units/find-text.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { removeUnits } from "../../../src/services/units/remove-units.ts";
import { replaceText } from "../../../src/services/units/replace-text.ts";
import { setStates } from "../../../src/services/units/set-states.ts";
import { OVERWRITES, spreadTranslation } from "../../../src/services/units/spread-translation.ts";
import { ignoredOf } from "../../../src/storage/rows/findings.ts";
import { unitId, unitNumber } from "../../../src/storage/rows/units.ts";
import { anna, boris, testContext, type TestContext } from "../helpers.ts";

/** Changes of many units and their undo, against the simplest store that could be right: a table in memory. */

const DOCUMENTS = ["d", "e"] as const;
const SIDES = ["en", "ru"] as const;
type Side = (typeof SIDES)[number];
const PAIRS = [
  ["Sea ice", "Морской лёд"],
  ["Sea ice", "Лёд в море"],
  ["The shore", "Берег"],
  ["Ice on the shore", "Лёд на берегу"],
  ["The shore", "Берег моря"],
] as const;
/** What is replaced by what. Some replacements make texts equal that were not. */
const WORDS = [
  ["лёд", "лёд моря"],
  ["Лёд", "Льды"],
  ["море", "океане"],
  ["Sea", "The"],
  ["ice", "shore"],
] as const;
const CHOSEN_STATES = ["initial", "translated", "reviewed", "final"] as const;

/** A text in the model. An undo that restores a text restores the same object. */
interface Slot {
  readonly text: string;
  readonly state: State;
}
type Row = Readonly<Partial<Record<Side, Slot>>>;
/** Something decided about a unit. What an undo brings back is the same object. */
interface Decision {
  readonly reason?: string;
}
interface Place {
  readonly document: string;
  readonly row: Row;
  /** What stands, by id of the mark or fingerprint of the duplicates. */
  readonly decisions: ReadonlyMap<string, Decision>;
}
/** By id of the unit. */
type Table = ReadonlyMap<string, Place>;

interface Write {
  readonly import: string;
  readonly before: Table;
  readonly after: Table;
  isUndone: boolean;
  /** True when its undo left something and may be asked again; undo-model.test.ts tries that. */
  isPartly?: boolean;
}

type Scope = { readonly documents?: readonly string[] };
type Step =
  | { readonly do: "replace"; readonly word: number; readonly scope: Scope }
  | { readonly do: "states"; readonly state: State; readonly language: Side; readonly scope: Scope }
  | { readonly do: "remove"; readonly unit: number; readonly only: State | undefined }
  | {
      readonly do: "merge";
      readonly unit: number;
      readonly overwrite: (typeof OVERWRITES)[number];
      readonly scope: Scope;
    }
  | { readonly do: "mark"; readonly unit: number }
  | { readonly do: "unmark"; readonly which: number; readonly isRemoved: boolean }
  | { readonly do: "meant"; readonly unit: number; readonly reason: string | undefined }
  | { readonly do: "undo"; readonly which: number };

const scope: fc.Arbitrary<Scope> = fc.constantFrom({}, { documents: ["d"] }, { documents: ["e"] });
const unit = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("replace" as const), word: fc.nat(4), scope }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("states" as const),
      state: fc.constantFrom(...CHOSEN_STATES),
      language: fc.constantFrom(...SIDES),
      scope,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("remove" as const),
      unit,
      only: fc.constantFrom(undefined, undefined, ...CHOSEN_STATES),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("merge" as const),
      unit,
      overwrite: fc.constantFrom(...OVERWRITES),
      scope,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("mark" as const), unit }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("unmark" as const), which: fc.nat(5), isRemoved: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("meant" as const),
      unit,
      reason: fc.constantFrom(undefined, "button", "title"),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("undo" as const), which: fc.nat(12) }) },
);

const inScope = ({ documents }: Scope, { document }: Place): boolean => documents?.includes(document) ?? true;
const sameSlot = (a: Slot | undefined, b: Slot | undefined): boolean =>
  a?.text === b?.text && a?.state === b?.state;

/** The table with some rows changed; `undefined` removes a row, the same row keeps it. */
function changed(table: Table, change: (place: Place, id: string) => Row | undefined): Table {
  const after = new Map<string, Place>();
  for (const [id, place] of table) {
    const row = change(place, id);
    if (row !== undefined) after.set(id, row === place.row ? place : { ...place, row });
  }
  return after;
}

/** The table after one write was taken back: what nobody has changed since is as it was before. */
function reversed(table: Table, { before, after }: Write): Table {
  const result = new Map(table);
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [was, left, is] = [before.get(id), after.get(id), table.get(id)];
    if (was === left) continue;
    if (left === undefined) {
      if (was !== undefined && is === undefined) result.set(id, was);
    } else if (was === undefined) {
      // An undo put the unit back: it goes again, unless somebody has written to it.
      const isUntouched = is !== undefined && SIDES.every((side) => is.row[side] === left.row[side]);
      if (isUntouched) result.delete(id);
    } else if (is !== undefined) {
      const row: Partial<Record<Side, Slot>> = { ...is.row };
      for (const side of SIDES) {
        const old = was.row[side];
        const isOurs = old !== left.row[side] && is.row[side] === left.row[side];
        if (isOurs && old !== undefined && !sameSlot(old, is.row[side])) row[side] = old;
      }
      const decisions = new Map(is.decisions);
      for (const name of new Set([...was.decisions.keys(), ...left.decisions.keys()])) {
        const old = was.decisions.get(name);
        if (old === left.decisions.get(name) || is.decisions.get(name) !== left.decisions.get(name)) continue;
        if (old === undefined) decisions.delete(name);
        else decisions.set(name, old);
      }
      if (
        SIDES.some((side) => row[side] !== is.row[side]) ||
        [...new Set([...decisions.keys(), ...is.decisions.keys()])].some(
          (name) => decisions.get(name) !== is.decisions.get(name),
        )
      )
        result.set(id, { ...is, row, decisions });
    }
  }
  return result;
}

const idAt = (table: Table, n: number): string | undefined => [...table.keys()][n % Math.max(1, table.size)];

/** Does one step in the store and in the model. @returns the table afterwards */
async function take(context: TestContext, table: Table, writes: Write[], one: Step): Promise<Table> {
  const actor = writes.length % 2 === 0 ? anna : boris;
  const note = (report: ImportReport, after: Table): Table => {
    const ids = new Set([...table.keys(), ...after.keys()]);
    const count = [...ids].filter((id) => table.get(id) !== after.get(id)).length;
    expect([one, report.counts.changed + report.counts.removed]).toEqual([one, count]);
    expect(report.import === null).toBe(count === 0);
    if (report.import !== null) writes.push({ import: report.import, before: table, after, isUndone: false });
    return after;
  };
  /** Notes decisions about some units: the names that are to stand, or to stand no more. */
  const decided = (
    made: string | null,
    units: ReadonlyMap<string, (was: ReadonlyMap<string, Decision>) => ReadonlyMap<string, Decision>>,
  ): Table => {
    const after = new Map(table);
    for (const [id, change] of units) {
      const place = table.get(id);
      const decisions = place && change(place.decisions);
      if (place && decisions && decisions !== place.decisions) after.set(id, { ...place, decisions });
    }
    const isChanged = [...table].some(([id, place]) => after.get(id) !== place);
    expect([one, made === null]).toEqual([one, !isChanged]);
    if (made !== null) writes.push({ import: made, before: table, after, isUndone: false });
    return isChanged ? after : table;
  };
  switch (one.do) {
    case "mark": {
      const id = idAt(table, one.unit);
      if (id === undefined || table.get(id)?.row.ru === undefined) return table;
      const mark = await addMark(context, actor, id, {
        language: "ru",
        category: "style",
        severity: "minor",
      });
      return decided(mark.import, new Map([[id, (was) => new Map(was).set(mark.id, {})]]));
    }
    case "unmark": {
      const marks = (await listMarks(context, actor, { removed: true, limit: 100 })).items;
      const mark = marks[one.which % Math.max(1, marks.length)];
      if (mark === undefined) return table;
      const { import: made } = await removeMarks(context, actor, [mark.id], one.isRemoved);
      const change = (was: ReadonlyMap<string, Decision>) => {
        if (was.has(mark.id) !== one.isRemoved) return was;
        const is = new Map(was);
        if (one.isRemoved) is.delete(mark.id);
        else is.set(mark.id, {});
        return is;
      };
      return decided(made, new Map([[mark.unit, change]]));
    }
    case "meant": {
      const id = idAt(table, one.unit);
      const source = id === undefined ? undefined : table.get(id)?.row.en?.text;
      const units = [...table].flatMap(([name, { row }]) =>
        row.en?.text === source && row.ru !== undefined ? [name] : [],
      );
      if (source === undefined || new Set(units.map((name) => table.get(name)?.row.ru?.text)).size < 2)
        return table;
      const group = { kind: "targets", source: "en", target: "ru", units, reason: one.reason } as const;
      const { fingerprint, import: made } = await markDuplicates(context, actor, group);
      const change = (was: ReadonlyMap<string, Decision>) => {
        if (was.get(fingerprint)?.reason === one.reason) return was;
        const is = new Map(was);
        if (one.reason === undefined) is.delete(fingerprint);
        else is.set(fingerprint, { reason: one.reason });
        return is;
      };
      return decided(made, new Map(units.map((name) => [name, change])));
    }
    case "replace": {
      const [text, into] = WORDS[one.word] ?? WORDS[0];
      const report = await replaceText(context, actor, {
        find: findText({ text, mode: "text", caseSensitive: true }, into),
        selection: one.scope,
        ceiling: "final",
        limit: 1,
      });
      return note(
        report,
        changed(table, (place) => {
          if (!inScope(one.scope, place)) return place.row;
          const row: Partial<Record<Side, Slot>> = { ...place.row };
          for (const side of SIDES) {
            const slot = place.row[side];
            if (slot?.text.includes(text)) row[side] = { ...slot, text: slot.text.replaceAll(text, into) };
          }
          return SIDES.some((side) => row[side] !== place.row[side]) ? row : place.row;
        }),
      );
    }
    case "states": {
      const selection = { ...one.scope, languages: [one.language] };
      const report = await setStates(context, actor, selection, one.state);
      return note(
        report,
        changed(table, (place) => {
          const slot = place.row[one.language];
          if (!inScope(one.scope, place) || slot === undefined || slot.state === one.state) return place.row;
          return { ...place.row, [one.language]: { ...slot, state: one.state } };
        }),
      );
    }
    case "remove": {
      const id = idAt(table, one.unit);
      if (id === undefined) return table;
      const condition = one.only === undefined ? {} : { state: one.only };
      const report = await removeUnits(context, actor, { units: [id], ...condition });
      return note(
        report,
        changed(table, ({ row }, own) => {
          const isSelected = one.only === undefined || SIDES.some((side) => row[side]?.state === one.only);
          return own === id && isSelected ? undefined : row;
        }),
      );
    }
    case "merge": {
      const id = idAt(table, one.unit);
      const model = id === undefined ? undefined : table.get(id)?.row;
      if (id === undefined || model?.en === undefined || model.ru === undefined) return table;
      const [source, target] = [model.en.text, model.ru.text];
      const report = await spreadTranslation(context, actor, {
        unit: id,
        source: "en",
        target: "ru",
        overwrite: one.overwrite,
        selection: one.scope,
      });
      const mayReplace = ({ state }: Slot): boolean =>
        one.overwrite === "all" || (one.overwrite === "unconfirmed" && state === "initial");
      return note(
        report,
        changed(table, (place, own) => {
          const { row } = place;
          if (own === id || !inScope(one.scope, place) || row.en?.text !== source) return row;
          if (row.ru !== undefined && (row.ru.text === target || !mayReplace(row.ru))) return row;
          return { ...row, ru: { text: target, state: "translated" } };
        }),
      );
    }
    case "undo": {
      const write = writes[one.which % Math.max(1, writes.length)];
      if (write === undefined) return table;
      if (write.isPartly) return table;
      const work = undoWholeImport(context, actor, write.import);
      if (write.isUndone) {
        await expect(work).rejects.toMatchObject({ code: "already-undone" });
        return table;
      }
      const report = await work;
      const after = reversed(table, write);
      if (report.import === null) {
        expect(report.counts.conflict).toBeGreaterThan(0);
        expect(after).toEqual(table);
        return table;
      }
      write.isUndone = true;
      write.isPartly = report.counts.conflict > 0;
      writes.push({ import: report.import, before: table, after, isUndone: false });
      return after;
    }
  }
}

/** The store holds what the model says; the counts of each document are those of its units. */
async function agree(context: TestContext, table: Table): Promise<void> {
  for (const document of DOCUMENTS) {
    const { items } = await listUnits(context, anna, document, { limit: 100 });
    const stored = items.map(({ id, variants }) => [
      id,
      SIDES.map((side) => variants[side] && [variants[side].text, variants[side].state]),
    ]);
    const wanted = [...table]
      .filter(([, place]) => place.document === document)
      .map(([id, { row }]) => [id, SIDES.map((side) => row[side] && [row[side].text, row[side].state])]);
    const inOrder = (rows: unknown[][]) => rows.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
    expect(inOrder(stored)).toEqual(inOrder(wanted));
    const marks = (await listMarks(context, anna, { document, limit: 1000 })).items;
    const numbers = items.flatMap(({ id }) => unitNumber(id) ?? []);
    const meant = await ignoredOf(context.storage, numbers);
    const standing = [
      ...marks.map((mark) => `${mark.unit} ${mark.id}`),
      ...meant.map((one) => `${unitId(one.unit)} ${one.fingerprint} ${one.reason}`),
    ];
    const decided = [...table].flatMap(([id, place]) =>
      place.document === document
        ? [...place.decisions].map(([name, { reason }]) =>
            [id, name, ...(reason === undefined ? [] : [reason])].join(" "),
          )
        : [],
    );
    expect(standing.toSorted()).toEqual(decided.toSorted());
    const { units, states, stale } = await getDocument(context, anna, document);
    expect(units).toBe(items.length);
    for (const side of SIDES) {
      const counted: Partial<Record<State, number>> = {};
      for (const { variants } of items) {
        const state = variants[side]?.state;
        if (state !== undefined) counted[state] = (counted[state] ?? 0) + 1;
      }
      const told = Object.entries(states[side] ?? {}).filter(([, count]) => count > 0);
      expect(Object.fromEntries(told)).toEqual(counted);
      expect(stale[side] ?? 0).toBe(items.filter(({ variants }) => variants[side]?.stale === true).length);
    }
  }
}

async function started(): Promise<{ context: TestContext; table: Table }> {
  const context = await testContext();
  const table = new Map<string, Place>();
  for (const id of DOCUMENTS) {
    const { report } = await storeDocument(
      context,
      anna,
      { collection: "c", id },
      {
        format: "json",
        source: "en",
        target: "ru",
        tags: {},
        units: PAIRS.map(([en, ru], at) => ({
          key: `k${at}`,
          line: 0,
          notes: [],
          variants: {
            en: { content: [en], state: "translated" },
            ru: { content: [ru], state: at % 2 === 0 ? "initial" : "translated" },
          },
        })),
      },
      "import",
    );
    const slot = (language: Language, at: number): Slot => ({
      text: PAIRS[at]?.[language === "en" ? 0 : 1] ?? "",
      state: language === "ru" && at % 2 === 0 ? "initial" : "translated",
    });
    for (const [at, { unit: name = "" }] of report.units.entries())
      table.set(name, {
        document: id,
        row: { en: slot("en", at), ru: slot("ru", at) },
        decisions: new Map(),
      });
  }
  return { context, table };
}

/** Fewer runs over PostgreSQL: each store is a schema that is made for it. */
async function runsOf(count: number): Promise<number> {
  const { storage } = await testContext();
  storage.close();
  return storage.engine === "sqlite" ? count : Math.ceil(count / 20);
}

test("any sequence of replacing, states, deleting, merging, marking and undo leaves what a simple model says", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
      const { context, table: first } = await started();
      const writes: Write[] = [];
      let table: Table = first;
      for (const one of steps) {
        table = await take(context, table, writes, one);
        await agree(context, table);
      }
      context.storage.close();
    }),
    { numRuns: await runsOf(60), seed: 20_261_129 },
  );
});

test("taking everything back in the reverse order leaves what was there at first", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 15 }), async (steps) => {
      const { context, table: first } = await started();
      const writes: Write[] = [];
      let table: Table = first;
      for (const one of steps) if (one.do !== "undo") table = await take(context, table, writes, one);
      for (const write of writes.toReversed()) {
        const report = await undoWholeImport(context, anna, write.import);
        expect(report.counts.conflict).toBe(0);
      }
      await agree(context, first);
      context.storage.close();
    }),
    { numRuns: await runsOf(30), seed: 20_261_129 },
  );
});
