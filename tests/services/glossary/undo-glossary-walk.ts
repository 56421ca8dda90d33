import assert from "node:assert/strict";
import { canonicalJson } from "../../../src/domain/canonical-json.ts";
import type { Concept, Term } from "../../../src/domain/concept.ts";
import { LANGUAGES } from "../../../src/domain/language.ts";
import { Problem } from "../../../src/domain/problem.ts";
import type { Actor, Context } from "../../../src/services/context.ts";
import type { ConceptDraft } from "../../../src/services/glossary/concept-draft.ts";
import { conceptHistory } from "../../../src/services/glossary/concept-history.ts";
import { createConcept } from "../../../src/services/glossary/create-concept.ts";
import { editConcept } from "../../../src/services/glossary/edit-concept.ts";
import { importGlossary } from "../../../src/services/glossary/import-glossary.ts";
import { mergeConcepts } from "../../../src/services/glossary/merge-concepts.ts";
import { removeConcept } from "../../../src/services/glossary/remove-concept.ts";
import { restoreConcept } from "../../../src/services/glossary/restore-concept.ts";
import { setConceptStatuses } from "../../../src/services/glossary/set-concept-statuses.ts";
import { undoWholeImport } from "../../../src/services/imports/undo-whole-import.ts";
import { allConcepts } from "../../../src/storage/rows/concepts.ts";
import type { ReportEntry } from "../../../src/storage/rows/import-reports.ts";
import { type Random, randomNumbers } from "../random-numbers.ts";

const PEOPLE: readonly Actor[] = [{ name: "anna" }, { name: "boris" }, { name: "vera" }];
const IDS = ["floe", "lead", "polynya", "ridge", "rime"];
const WORDS = ["ice", "лёд", "冰", "floe", "льдина", "浮冰", "rime", "изморозь", "雾凇"];

type Glossary = ReadonlyMap<string, Concept>;

/** Parts of a concept as the model sees them: a text for each part, by name. */
type Parts = Readonly<Record<string, string>>;

const text = (value: unknown): string => canonicalJson(value) ?? "";

function partsOf(concept: Concept): Parts {
  const { id: _, terms, definitions, ...fields } = concept;
  const parts: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) parts[name] = text(value);
  for (const [language, definition] of Object.entries(definitions ?? {}))
    parts[`definitions ${language}`] = text(definition);
  // Without a language it is a part too.
  if (definitions !== undefined && Object.keys(definitions).length === 0) parts["definitions"] = "{}";
  for (const term of terms) parts[`terms ${term.language} ${term.text}`] = text(term);
  return parts;
}

interface Write {
  readonly import: string;
  readonly before: Glossary;
  readonly after: Glossary;
  undone: boolean;
  readonly isUndo: boolean;
  /** What its undos have left so far, by concept. */
  left: ReadonlyMap<string, ReportEntry>;
}

interface Expected {
  readonly result: ReportEntry["result"];
  /** Parts after the undo; `undefined` when there must be no concept. */
  readonly parts: Parts | undefined;
  /** Names of the parts that stay as somebody left them later, without the order of the terms. */
  readonly unrestored: readonly string[];
}

/** What the undo of a write has to do with one concept. */
function expected(before?: Concept, after?: Concept, now?: Concept, left?: ReportEntry): Expected {
  const stays = now && partsOf(now);
  const conflict = (unrestored: readonly string[]): Expected => ({
    result: "conflict",
    parts: stays,
    unrestored,
  });
  if (before === undefined) {
    if (now === undefined) return { result: "same", parts: undefined, unrestored: [] };
    return text(now) === text(after)
      ? { result: "removed", parts: undefined, unrestored: [] }
      : conflict(differing(after && partsOf(after), stays));
  }
  if (after === undefined) {
    if (now === undefined) return { result: "created", parts: partsOf(before), unrestored: [] };
    return text(now) === text(before)
      ? { result: "same", parts: stays, unrestored: [] }
      : conflict(["concept"]);
  }
  const open = new Set<string>(left?.unrestored ?? ["concept"]);
  const isWhole = open.has("concept") || (open.has("terms") && left?.unrestoredTerms === undefined);
  const isOpen = (name: string) => {
    const [part = "", , ...words] = name.split(" ");
    return (
      isWhole || (open.has(part) && (part !== "terms" || left?.unrestoredTerms?.includes(words.join(" "))))
    );
  };
  if (now === undefined)
    return conflict(isWhole ? ["concept"] : [...open].filter((part) => part !== "order"));
  const [was, made, is] = [partsOf(before), partsOf(after), partsOf(now)];
  const result: Record<string, string> = { ...is };
  const unrestored: string[] = [];
  for (const name of differing(was, made)) {
    if (is[name] === was[name] || !isOpen(name)) continue;
    if (is[name] !== made[name]) {
      unrestored.push(name.split(" ")[0] ?? "");
      continue;
    }
    delete result[name];
    if (was[name] !== undefined) result[name] = was[name];
  }
  if (Object.keys(result).some((name) => name.startsWith("definitions "))) delete result["definitions"];
  if (!Object.keys(result).some((name) => name.startsWith("terms "))) return conflict(["terms"]);
  const isChanged = text(result) !== text(is);
  return {
    result: unrestored.length > 0 ? "conflict" : isChanged ? "changed" : "same",
    parts: result,
    unrestored: [...new Set(unrestored)],
  };
}

/** Names of the parts that differ. */
const differing = (one: Parts = {}, other: Parts = {}): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => one[name] !== other[name]);

const look = async ({ storage }: Context): Promise<Glossary> =>
  new Map((await allConcepts(storage)).map(({ concept }) => [concept.id, concept]));

const touched = ({ before, after }: Write): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter(
    (id) => text(before.get(id)) !== text(after.get(id)),
  );

const term = (random: Random): Term => ({
  language: random.of(LANGUAGES),
  text: random.of(WORDS),
  administrativeStatus: random.of(["preferred", "admitted", "deprecated"] as const),
  ...(random.below(3) === 0 ? { citation: random.of(WORDS) } : {}),
});

/** One to three terms, each text once in a language. */
function terms(random: Random, stored: readonly Term[] = []): Term[] {
  const made = new Map<string, Term>();
  for (const one of [...stored.filter(() => random.below(4) > 0), term(random)])
    made.set(`${one.language} ${one.text}`, one);
  const list = [...made.values()];
  return random.below(4) === 0 ? list.toReversed() : list;
}

const change = (random: Random, stored?: Concept): Omit<ConceptDraft, "id"> => ({
  terms: terms(random, stored?.terms),
  ...(random.below(3) === 0 ? { domain: random.of(WORDS) } : {}),
  ...(random.below(3) === 0 ? { notes: [random.of(WORDS)] } : {}),
  ...(random.below(3) === 0 ? { definitions: { [random.of(LANGUAGES)]: { text: random.of(WORDS) } } } : {}),
  ...(random.below(4) === 0 ? { status: random.of(["proposed", "approved"] as const) } : {}),
});

/** One write of any kind. @returns id of the import; `null` when nothing was written */
async function write(
  context: Context,
  random: Random,
  glossary: Glossary,
  actor: Actor,
): Promise<string | null> {
  const id = random.of(IDS);
  const stored = glossary.get(id);
  const version = async (): Promise<number> => (await conceptHistory(context, id))[0]?.version ?? 0;
  switch (random.below(8)) {
    case 0:
      return (await createConcept(context, actor, { ...change(random), id })).import;
    case 1:
      return removeConcept(context, actor, id);
    case 2:
      return (await mergeConcepts(context, actor, id, random.of(IDS))).import;
    case 3: {
      const status = random.of(["proposed", "approved", "rejected"] as const);
      const selection = random.below(2) === 0 ? { concepts: [id, random.of(IDS)] } : { q: random.of(WORDS) };
      return (await setConceptStatuses(context, actor, selection, status)).import;
    }
    case 4: {
      const rows = IDS.filter(() => random.below(2) === 0).map(
        (each) => `${each},${random.of(WORDS)},${random.of(WORDS)},${random.of(WORDS)}`,
      );
      const file = new TextEncoder().encode(`concept,en,ru,zh\n${rows.join("\n")}\n`);
      const options = { replace: random.below(3) === 0, filename: "terms.csv", format: "csv" } as const;
      return (await importGlossary(context, actor, file, options)).import;
    }
    case 5: {
      const steps = await conceptHistory(context, id);
      const seen = stored && steps[0]?.version;
      return (await restoreConcept(context, actor, id, random.of(steps).version, seen)).import;
    }
    default:
      return (await editConcept(context, actor, id, await version(), change(random, stored))).import;
  }
}

/** Problems that a random write may get. */
const REFUSALS: ReadonlySet<string> = new Set([
  "not-found",
  "already-exists",
  "bad-request",
  "file-empty",
  "csv-invalid",
]);

export interface Walk {
  readonly undone: number;
  /** Number of undos that named a part which they did not restore. */
  readonly partly: number;
  /** Number of undos that restored what an earlier one had left, and of those that could restore nothing. */
  readonly again: number;
  readonly blocked: number;
}

/**
 * Three people change a glossary at random, and undo each other's imports and undos. A small model says what each undo
 * has to restore and to report.
 *
 * @param spoil changes the store after an undo, to show that the walk notices
 * @throws {assert.AssertionError} at the first undo that restored or reported something else
 */
export async function walk(
  store: Context,
  seed: number,
  steps: number,
  spoil?: (context: Context) => Promise<unknown>,
): Promise<Walk> {
  const random = randomNumbers(seed);
  const writes: Write[] = [];
  const done = { undone: 0, partly: 0, again: 0, blocked: 0 };
  let glossary = await look(store);
  for (let step = 1; step <= steps; step += 1) {
    const actor = random.of(PEOPLE);
    const wanted = [
      writes.at(-1 - random.below(8)),
      // What was left comes free when the writes after it are undone, newest first.
      writes.findLast(({ isUndo, undone }) => !isUndo && !undone),
      writes.findLast(({ left }) => left.size > 0),
    ][random.below(3)];
    if (
      wanted === undefined ||
      (wanted.undone && wanted.left.size === 0) ||
      random.below(4) < (step % 20 < 12 ? 3 : 1)
    ) {
      const made = await write(store, random, glossary, actor).catch((error: unknown) => {
        if (error instanceof Problem && REFUSALS.has(error.code)) return null;
        throw error;
      });
      const after = await look(store);
      if (made === null) assert.equal(text([...after]), text([...glossary]), `seed ${seed}, step ${step}`);
      else
        writes.push({ import: made, before: glossary, after, undone: false, isUndo: false, left: new Map() });
      glossary = after;
      continue;
    }
    const answer = await undoWholeImport(store, actor, wanted.import);
    await spoil?.(store);
    const isAgain = wanted.undone;
    done.undone += 1;
    if (answer.counts.conflict > 0) done.partly += 1;
    const place = `seed ${seed}, step ${step}, undo of ${wanted.import}`;
    const after = await look(store);
    const before = glossary;
    const ids = touched(wanted).filter((id) => !isAgain || wanted.left.has(id));
    const model = new Map(
      ids.map((id) => [
        id,
        expected(wanted.before.get(id), wanted.after.get(id), before.get(id), wanted.left.get(id)),
      ]),
    );
    const said = new Map(answer.units.map((entry) => [entry.concept ?? "", entry]));
    assert.deepEqual([...said.keys()].toSorted(), ids.toSorted(), place);
    for (const [id, { result, parts, unrestored }] of model) {
      const now = after.get(id);
      assert.deepEqual(now && partsOf(now), parts, `${place}, ${id}`);
      const entry = said.get(id);
      const named = (entry?.unrestored ?? []).filter((part) => part !== "order");
      const byName = (names: readonly string[]) =>
        [...new Set(names.map((name) => name.split(" ")[0]))].toSorted();
      assert.deepEqual(byName(named), byName(unrestored), `${place}, ${id}`);
      const isOrderAlone = entry?.unrestored?.join() === "order";
      if (!isOrderAlone && !(result === "same" && entry?.result === "changed"))
        assert.equal(entry?.result, result, `${place}, ${id}`);
    }
    // What the import did not touch is as it was.
    for (const id of new Set([...before.keys(), ...after.keys()]))
      if (!model.has(id)) assert.equal(text(after.get(id)), text(before.get(id)), `${place}, ${id}`);
    // Where nobody has written since, the undo gives back the very same, with the order of the terms.
    const isSame = text([...before]) === text([...after]);
    assert.equal(answer.import === null, isSame && answer.counts.conflict > 0, place);
    if (!isAgain && text([...before]) === text([...wanted.after]))
      assert.equal(text([...after]), text([...wanted.before]), place);
    if (answer.import === null) {
      done.blocked += 1;
      continue;
    }
    if (isAgain) done.again += 1;
    wanted.undone = true;
    wanted.left = new Map([...said].filter(([, { result }]) => result === "conflict"));
    writes.push({ import: answer.import, before, after, undone: false, isUndo: true, left: new Map() });
    glossary = after;
  }
  return done;
}
