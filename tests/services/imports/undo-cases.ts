import { describe, expect, test } from "vitest";
import type { Actor, Context } from "../../../src/services/context.ts";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { removeCollection } from "../../../src/services/documents/remove-collection.ts";
import { removeDocument } from "../../../src/services/documents/remove-document.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { listImports } from "../../../src/services/imports/list-imports.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { ignoreFindings } from "../../../src/services/quality/ignore-findings.ts";
import { listFindings } from "../../../src/services/quality/list-findings.ts";
import { editUnit, type UnitPatch } from "../../../src/services/units/edit-unit.ts";
import { getUnit } from "../../../src/services/units/get-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";

const anna: Actor = { name: "anna" };
const boris: Actor = { name: "boris" };
const NOTE = [{ text: "Заметка" }];

/** Tests of undo for every storage engine. `make` returns a context over an empty store. */
export function undoCases(name: string, make: () => Promise<Context>): void {
  const started = async () => {
    const context = await make();
    await createCollection(context, anna, { id: "c", title: "C" });
    const csv = "key,en,ru\na,Ice  breaker,Лёд\nb,Sea,Море\n";
    const wanted = { collection: "c", id: "d", filename: "d.csv" };
    await createDocument(context, anna, wanted, new TextEncoder().encode(csv));
    const [unit] = (await listUnits(context, anna, "d", { limit: 1 })).items;
    if (unit === undefined) throw new Error("no unit");
    const edit = async (actor: Actor, patch: UnitPatch) => {
      const { version } = await getUnit(context, actor, unit.id);
      await editUnit(context, actor, unit.id, version, patch);
      return lastImport();
    };
    const lastImport = async () => (await listImports(context, anna, { limit: 1 })).items[0]?.id ?? "";
    const undo = async (id: string) => {
      const { counts, units } = await undoImport(context, anna, id);
      return { counts, entry: units[0], id: await lastImport() };
    };
    const now = async () => {
      const { notes, variants } = await getUnit(context, anna, unit.id);
      return [variants.en?.text, variants.ru?.text, notes[0]?.text];
    };
    return { context, unit, edit, undo, now, lastImport };
  };
  const ru = (text: string): UnitPatch => ({ variants: { ru: { text } } });

  describe(`undo: ${name}`, () => {
    test("restores note and text of an edit, even after changes to other parts", async () => {
      const { edit, undo, now } = await started();
      const first = await edit(anna, { ...ru("Льды"), notes: NOTE });
      await edit(boris, { variants: { en: { text: "Ice" } } });
      expect((await undo(first)).counts).toMatchObject({ changed: 1, conflict: 0 });
      expect(await now()).toEqual(["Ice", "Лёд", undefined]);
    });

    test("names the parts that somebody has changed since, and restores the others", async () => {
      const { edit, undo, now } = await started();
      const first = await edit(anna, { ...ru("Льды"), notes: NOTE });
      await edit(boris, { notes: [{ text: "Иная" }] });
      const { entry, counts } = await undo(first);
      expect(counts).toMatchObject({ changed: 0, conflict: 1 });
      expect(entry).toMatchObject({ result: "conflict", unrestored: ["notes"], key: "a" });
      expect(await now()).toEqual(["Ice  breaker", "Лёд", "Иная"]);
    });

    test("has no conflict when the later changes are undone", async () => {
      const { edit, undo, now } = await started();
      const note = await edit(anna, { notes: NOTE });
      const text = await edit(anna, ru("Льды"));
      expect((await undo(text)).counts.conflict).toBe(0);
      expect((await undo(note)).counts).toMatchObject({ changed: 1, conflict: 0 });
      expect(await now()).toEqual(["Ice  breaker", "Лёд", undefined]);
    });

    test("that can restore nothing says so, and restores when the later change is undone", async () => {
      const { context, edit, undo, now, lastImport } = await started();
      const first = await edit(anna, ru("Льды"));
      const second = await edit(anna, ru("Торосы"));
      expect(await undoImport(context, anna, first)).toMatchObject({
        ...{ import: null, undone: false, counts: { changed: 0, conflict: 1 } },
        units: [{ unrestored: ["ru"], problem: { code: "unit-changed-since", params: { key: "a" } } }],
        warnings: [{ code: "nothing-restored" }],
      });
      expect(await lastImport()).toBe(second);
      await undo(second);
      expect((await undo(first)).counts).toMatchObject({ changed: 1, conflict: 0 });
      expect(await now()).toEqual(["Ice  breaker", "Лёд", undefined]);
      await expect(undo(first)).rejects.toMatchObject({ code: "already-undone" });
    });

    test("restores what it left when it is asked again, and nothing that it restored before", async () => {
      const { edit, undo, now } = await started();
      const first = await edit(anna, {
        variants: { ru: { text: "Льды" }, en: { text: "Ices" } },
        notes: NOTE,
      });
      const text = await edit(boris, ru("Торосы"));
      const note = await edit(boris, { notes: [{ text: "Иная" }] });
      const undoing = await undo(first);
      expect(undoing.entry).toMatchObject({ result: "conflict", unrestored: ["ru", "notes"] });
      expect(await now()).toEqual(["Ice  breaker", "Торосы", "Иная"]);
      await undo(text);
      // The undo of an undo brings a text back that was restored already: it stays.
      await undo(undoing.id);
      expect(await now()).toEqual(["Ices", "Льды", "Иная"]);
      const again = await undo(first);
      expect(again.entry).toMatchObject({ result: "conflict", unrestored: ["notes"] });
      expect(await now()).toEqual(["Ices", "Лёд", "Иная"]);
      expect((await undo(first)).counts).toMatchObject({ changed: 0, conflict: 1 });
      await undo(note);
      expect((await undo(first)).counts).toMatchObject({ changed: 1, conflict: 0 });
      expect(await now()).toEqual(["Ices", "Лёд", undefined]);
      await undo(again.id);
      expect(await now()).toEqual(["Ices", "Льды", undefined]);
    });

    test("can be undone after another edit was undone", async () => {
      const { edit, undo, now } = await started();
      const first = await edit(anna, ru("Льды"));
      const undoing = await undo(first);
      const second = await edit(boris, ru("Айсберг"));
      await undo(second);
      expect((await undo(undoing.id)).counts).toMatchObject({ changed: 1, conflict: 0 });
      expect(await now()).toEqual(["Ice  breaker", "Льды", undefined]);
    });

    test("does nothing when somebody has typed the old text again", async () => {
      const { edit, undo, now } = await started();
      const first = await edit(anna, ru("Льды"));
      await edit(boris, ru("Лёд"));
      expect((await undo(first)).counts).toMatchObject({ same: 1, changed: 0, conflict: 0 });
      expect(await now()).toEqual(["Ice  breaker", "Лёд", undefined]);
    });

    test("of an edit does not restore a deleted unit", async () => {
      const { context, edit, undo } = await started();
      const noted = await edit(anna, { notes: NOTE });
      const deletion = (await removeDocument(context, boris, "d")).import ?? "";
      await expect(undo(noted)).rejects.toMatchObject({ code: "not-found" });
      expect((await undo(deletion)).counts).toMatchObject({ created: 2, conflict: 0 });
      expect((await undo(noted)).counts).toMatchObject({ changed: 1, conflict: 0 });
    });

    test("of a deletion restores ignored findings and suggestions", async () => {
      const { context, edit, undo, unit } = await started();
      await edit(boris, ru("Льды"));
      const sent = new TextEncoder().encode("key,ru\na,Торосы\n");
      const base = (await listImports(context, anna, { limit: 2 })).items[1]?.id ?? "";
      await push(context, anna, { document: "d", bytes: sent, format: "csv", base, onConflict: "suggest" });
      const query = { document: "d", check: "whitespace", limit: 10 } as const;
      const [finding] = (await listFindings(context, anna, query)).items;
      await ignoreFindings(context, anna, [finding?.id ?? ""], "as in the original");
      const before = await getUnit(context, anna, unit.id);
      expect(before.suggestions).toHaveLength(1);
      const deletion = (await removeDocument(context, anna, "d")).import ?? "";
      await undo(deletion);
      expect((await getUnit(context, anna, unit.id)).suggestions).toEqual(before.suggestions);
      expect((await listFindings(context, anna, query)).items).toEqual([]);
      const [ignored] = (await listFindings(context, anna, { ...query, ignored: true })).items;
      expect(ignored?.ignored).toMatchObject({ reason: "as in the original", author: "anna" });
    });

    test("of a push removes its suggestions, and an undo of that restores them", async () => {
      const { context, edit, undo, unit } = await started();
      await edit(boris, ru("Льды"));
      const sent = new TextEncoder().encode("key,ru\na,Торосы\n");
      const base = (await listImports(context, anna, { limit: 2 })).items[1]?.id ?? "";
      const wanted = { document: "d", bytes: sent, format: "csv", base, onConflict: "suggest" } as const;
      const { report } = await push(context, anna, wanted);
      const suggested = async () => (await getUnit(context, anna, unit.id)).suggestions.length;
      expect(await suggested()).toBe(1);
      const undoing = await undo(report.import ?? "");
      expect(await suggested()).toBe(0);
      await undo(undoing.id);
      expect(await suggested()).toBe(1);
    });

    test("of a deletion is refused after its collection is deleted, and writes nothing", async () => {
      const { context, undo, lastImport } = await started();
      const deletion = (await removeDocument(context, anna, "d")).import ?? "";
      await removeCollection(context, anna, "c");
      await expect(undo(deletion)).rejects.toMatchObject({
        code: "collection-gone",
        params: { what: "d", collection: "c" },
      });
      await createCollection(context, anna, { id: "c", title: "Another" });
      await expect(undo(deletion)).rejects.toMatchObject({ code: "collection-gone" });
      expect(await lastImport()).toBe(deletion);
    });
  });
}
