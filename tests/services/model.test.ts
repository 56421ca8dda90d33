import fc from "fast-check";
import { expect, test } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import type { State } from "../../src/domain/unit.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { getDocument } from "../../src/services/documents/get-document.ts";
import { unitHistory } from "../../src/services/units/unit-history.ts";
import { push } from "../../src/services/exchange/push.ts";
import { publishStrings } from "../../src/services/strings/publish-strings.ts";
import { servedStrings } from "../../src/services/strings/serve-strings.ts";
import { undoImport } from "../../src/services/imports/undo-import.ts";
import { editUnit } from "../../src/services/units/edit-unit.ts";
import { listUnits } from "../../src/services/units/list-units.ts";
import type { UnitView } from "../../src/services/units/unit-view.ts";
import { anna, boris, bytes, type TestContext, testContext } from "./helpers.ts";

/** A text in the model. `made` is the write that made it; `put` is the write, maybe an undo, that put it here. */
interface Slot {
  readonly text: string;
  readonly state: State;
  readonly made: number;
  readonly put: number;
}

type Slots = ReadonlyMap<Language, Slot>;

interface ModelUnit {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly slots: Slots;
}

/** Effect of one write on one unit; `undefined` means that there is no text. */
interface Effect {
  readonly before: ModelUnit | undefined;
  readonly after: ModelUnit | undefined;
}

interface Write {
  /** Number of the write, in order. */
  readonly n: number;
  readonly import: string;
  readonly kind: "create" | "push" | "edit" | "undo";
  readonly effects: readonly Effect[];
  readonly document: number;
  /** True when the write left the document empty, which removes it. */
  deletes: boolean;
  undone: boolean;
  /** Its undo left parts that were changed since; it may be asked again, which `undo-model.test.ts` does. */
  left: boolean;
}

/** The simplest correct store: everything in memory, one write after the other. */
interface Model {
  units: Map<string, ModelUnit>;
  writes: Write[];
  /** Number of the current document among all documents that had this id. */
  document: number | undefined;
  documents: number;
  published: Map<Language, Record<string, string>>;
}

const LANGUAGES = ["en", "ru"] as const;
const KEYS = ["a", "b", "c"] as const;
/** A text of the other language is refused in a pushed file of strings, so each language has its own. */
const TEXTS = { en: ["Ice", "sea", "The shore"], ru: ["лёд", "море", "Берег"] } as const;
const STATES = ["translated", "reviewed"] as const;

type Step =
  | { readonly do: "create" | "push"; readonly language: Language; readonly strings: Record<string, string> }
  | {
      readonly do: "edit";
      readonly key: string;
      readonly language: Language;
      readonly text: string | null;
      readonly state: State;
      readonly stale: boolean;
    }
  | { readonly do: "undo"; readonly which: number }
  | { readonly do: "publish" };

const language = fc.constantFrom(...LANGUAGES);
const textIn = (of: keyof typeof TEXTS) => fc.constantFrom(...TEXTS[of]);
const write = <Kind extends "create" | "push">(kind: Kind) =>
  language.chain((of) =>
    fc.record({
      do: fc.constant(kind),
      language: fc.constant(of),
      strings: fc.dictionary(fc.constantFrom(...KEYS), textIn(of), { minKeys: 1, noNullPrototype: true }),
    }),
  );
const edit = language.chain((of) =>
  fc.record({
    do: fc.constant("edit" as const),
    key: fc.constantFrom(...KEYS),
    language: fc.constant(of),
    text: fc.option(textIn(of), { freq: 4 }),
    state: fc.constantFrom(...STATES),
    stale: fc.nat(5).map((n) => n === 0),
  }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: write("create") },
  { weight: 4, arbitrary: write("push") },
  { weight: 4, arbitrary: edit },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("undo" as const), which: fc.nat(12) }) },
  { weight: 1, arbitrary: fc.constant({ do: "publish" as const }) },
);

const byKey = (model: Model, key: string) => [...model.units.values()].find((unit) => unit.key === key);

function record(
  model: Model,
  kind: Write["kind"],
  name: string,
  document: number,
  effects: readonly Effect[],
): Write {
  const write = {
    n: model.writes.length,
    import: name,
    kind,
    effects,
    document,
    deletes: false,
    undone: false,
    left: false,
  };
  for (const { before, after } of effects) {
    if (after) model.units.set(after.id, after);
    else if (before) model.units.delete(before.id);
  }
  model.writes.push(write);
  return write;
}

const withSlot = (unit: ModelUnit, of: Language, slot: Slot | undefined): ModelUnit => {
  const slots = new Map(unit.slots);
  if (slot === undefined) slots.delete(of);
  else slots.set(of, slot);
  return { ...unit, version: unit.version + 1, slots };
};

/** Effect of a push of strings in one language, with any author before. */
function pushed(
  model: Model,
  of: Language,
  sent: Readonly<Record<string, string>>,
  idOf: (key: string) => string,
): Effect[] {
  const n = model.writes.length;
  return Object.entries(sent).flatMap(([key, text]): Effect[] => {
    const before = byKey(model, key);
    const slot: Slot = { text, state: "translated", made: n, put: n };
    if (before === undefined) {
      return [{ before, after: { id: idOf(key), key, version: 1, slots: new Map([[of, slot]]) } }];
    }
    return before.slots.get(of)?.text === text ? [] : [{ before, after: withSlot(before, of, slot) }];
  });
}

/** Effect of an undo on one unit: later changes of others stay. */
function reversed(model: Model, write: Write, effect: Effect): Effect | undefined {
  const n = model.writes.length;
  const id = (effect.after ?? effect.before)?.id ?? "";
  const current = model.units.get(id);
  if (current === undefined) {
    // The write deleted the unit: it is restored, unless a new unit has its key.
    const { before } = effect;
    if (effect.after !== undefined || before === undefined || byKey(model, before.key)) return undefined;
    return { before: undefined, after: { ...before, version: before.version + 2 } };
  }
  if (effect.before === undefined) {
    const touched = [...current.slots.values()].some(({ made }) => made > write.n);
    return touched ? undefined : { before: current, after: undefined };
  }
  if (effect.after === undefined) return undefined;
  const slots = new Map(current.slots);
  let restored = false;
  for (const of of LANGUAGES) {
    const [was, left, is] = [effect.before.slots.get(of), effect.after.slots.get(of), current.slots.get(of)];
    if (was === left) continue;
    const asLeft =
      left === undefined ? is === undefined : is !== undefined && [is.made, is.put].includes(write.n);
    if (!asLeft) continue;
    restored = true;
    if (was === undefined) slots.delete(of);
    else slots.set(of, { ...was, put: n });
  }
  return restored
    ? { before: current, after: { ...current, version: current.version + 1, slots } }
    : undefined;
}

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );

async function take(context: TestContext, model: Model, one: Step): Promise<void> {
  const actor = model.writes.length % 2 === 0 ? anna : boris;
  const file = (of: Language, sent: Readonly<Record<string, string>>) => ({
    bytes: bytes(JSON.stringify(sent)),
    wanted: { format: "i18next" as const, source: of },
  });
  const idsOf = (report: { units: readonly { key: string; unit?: string }[] }) => {
    const ids = new Map(report.units.map(({ key, unit }) => [key, unit ?? ""]));
    return (key: string) => ids.get(key) ?? "";
  };
  switch (one.do) {
    case "create": {
      const sent = file(one.language, one.strings);
      const wanted = { ...sent.wanted, collection: "c", id: "site", namespace: "site" };
      const work = createDocument(context, actor, wanted, sent.bytes);
      if (model.document !== undefined) return expect(await codeOf(work)).toBe("already-exists");
      const { report } = await work;
      model.document = model.documents += 1;
      const effects = pushed(model, one.language, one.strings, idsOf(report));
      record(model, "create", report.import ?? "", model.document, effects);
      return;
    }
    case "push": {
      const sent = file(one.language, one.strings);
      const work = push(context, actor, {
        ...sent.wanted,
        bytes: sent.bytes,
        document: "site",
        onConflict: "mine",
      });
      if (model.document === undefined) return expect(await codeOf(work)).toBe("not-found");
      const { report } = await work;
      const effects = pushed(model, one.language, one.strings, idsOf(report));
      record(model, "push", report.import ?? "", model.document, effects);
      return;
    }
    case "edit": {
      const before = byKey(model, one.key);
      if (before === undefined || model.document === undefined) return;
      const patch = {
        variants: { [one.language]: one.text === null ? null : { text: one.text, state: one.state } },
      };
      if (one.stale) {
        const late = editUnit(context, actor, before.id, before.version - 1, patch);
        return expect(await codeOf(late)).toBe("stale-version");
      }
      const view = await editUnit(context, actor, before.id, before.version, patch);
      const n = model.writes.length;
      const was = before.slots.get(one.language);
      const unchanged =
        one.text === null ? was === undefined : was?.text === one.text && was.state === one.state;
      if (unchanged) return expect(view.version).toBe(before.version);
      const slot = one.text === null ? undefined : { text: one.text, state: one.state, made: n, put: n };
      const [latest] = await unitHistory(context, anna, before.id);
      record(model, "edit", latest?.import ?? "", model.document, [
        { before, after: withSlot(before, one.language, slot) },
      ]);
      return;
    }
    case "undo": {
      if (model.writes.length === 0) return;
      const write = model.writes[one.which % model.writes.length];
      if (write === undefined) return;
      if (write.left) return;
      const work = undoImport(context, actor, write.import);
      if (write.undone) return expect(await codeOf(work)).toBe("already-undone");
      if (model.document !== write.document) {
        if (!write.deletes) return expect(await codeOf(work)).toBe("not-found");
        if (model.document !== undefined) return expect(await codeOf(work)).toBe("already-exists");
      }
      const report = await work;
      const effects = write.effects.flatMap((effect) => reversed(model, write, effect) ?? []);
      // What restores nothing is no write.
      if (report.import === null) return expect([effects, report.counts.conflict > 0]).toEqual([[], true]);
      model.document = write.document;
      const undoing = record(model, "undo", report.import ?? "", write.document, effects);
      write.undone = true;
      write.left = report.counts.conflict > 0;
      if (write.kind !== "push" && model.units.size === 0) {
        undoing.deletes = true;
        model.document = undefined;
      }
      return;
    }
    case "publish": {
      const work = publishStrings(context, actor, "site");
      if (model.document === undefined) return expect(await codeOf(work)).toBe("not-found");
      for (const { language: of } of await work) {
        const texts = [...model.units.values()].flatMap(({ key, slots }) => {
          const slot = slots.get(of);
          return slot ? [[key, slot.text] as const] : [];
        });
        model.published.set(of, Object.fromEntries(texts));
      }
    }
  }
}

const shown = (slots: Slots) =>
  Object.fromEntries([...slots].map(([of, { text, state }]) => [of, { text, state }]));

/** Counts of a document, made by counting its units one by one. */
function countsOf(items: readonly UnitView[]) {
  const states: { [language in Language]?: { [state in State]?: number } } = {};
  const stale: { [language in Language]?: number } = {};
  for (const { variants } of items) {
    for (const of of LANGUAGES) {
      const variant = variants[of];
      if (variant === undefined) continue;
      const known = (states[of] ??= {});
      known[variant.state] = (known[variant.state] ?? 0) + 1;
      stale[of] = (stale[of] ?? 0) + (variant.stale ? 1 : 0);
    }
  }
  return { units: items.length, states, stale };
}

async function agree(context: TestContext, model: Model): Promise<void> {
  const { items } =
    model.document === undefined ? { items: [] } : await listUnits(context, anna, "site", { limit: 100 });
  const stored = items.map(({ id, key, version, variants }) => ({
    id,
    key,
    version,
    slots: Object.fromEntries(Object.entries(variants).map(([of, { text, state }]) => [of, { text, state }])),
  }));
  const wanted = [...model.units.values()].map((unit) => ({ ...unit, slots: shown(unit.slots) }));
  const inOrder = (units: typeof stored) => units.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(inOrder(stored)).toEqual(inOrder(wanted));
  if (model.document !== undefined) {
    const { units, states, stale } = await getDocument(context, anna, "site");
    expect({ units, states, stale }).toEqual(countsOf(items));
  }

  for (const { id } of items) {
    const entries = (await unitHistory(context, anna, id)).toReversed();
    const lived = model.writes.flatMap((write) =>
      write.effects
        .filter(({ before, after }) => (before ?? after)?.id === id)
        .map(({ before, after }) => ({ write, before, after })),
    );
    expect(entries.map((entry) => entry.import)).toEqual(lived.map(({ write }) => write.import));
    for (const [at, { before, after }] of lived.entries()) {
      for (const of of LANGUAGES) {
        const [was, is] = [before?.slots.get(of), after?.slots.get(of)];
        const said = entries[at]?.variants[of];
        if (was !== is && is) expect(said?.content, `${id} ${of} after write ${at}`).toEqual([is.text]);
        if (was && !is) expect(said ?? null, `${id} ${of} taken away by write ${at}`).toBeNull();
      }
    }
  }
  for (const of of LANGUAGES) {
    const served = await servedStrings(context, of, "site");
    const texts =
      served === undefined ? undefined : (JSON.parse(new TextDecoder().decode(served.body)) as unknown);
    expect(texts, `published ${of}`).toEqual(model.published.get(of));
  }
  const broken =
    context.storage.engine === "sqlite" ? await context.storage.all("PRAGMA foreign_key_check") : [];
  expect(broken).toEqual([]);
}

test("state, versions, history and published strings agree with a model after every step", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
      const context = await testContext();
      const model: Model = {
        units: new Map(),
        writes: [],
        document: undefined,
        documents: 0,
        published: new Map(),
      };
      await take(context, model, { do: "create", language: "ru", strings: { a: "лёд", b: "море" } });
      for (const one of steps) {
        await take(context, model, one);
        await agree(context, model);
      }
      context.storage.close();
    }),
    { numRuns: 60, seed: 20_261_123 },
  );
});
