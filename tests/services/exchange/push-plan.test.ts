import { describe, expect, test } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import type { Content } from "../../../src/domain/segment.ts";
import type { Draft, State, Variant } from "../../../src/domain/unit.ts";
import type { ExchangeFile, ExchangeUnit } from "../../../src/formats/contract.ts";
import { planPush, type PushInput } from "../../../src/services/exchange/push-plan.ts";
import type { StoredUnit } from "../../../src/storage/rows/units.ts";

const stamp = { author: "anna", time: "2026-11-23T00:00:00.000Z", origin: "push" } as const;
const variant = (text: string | Content, version: number, state: State = "translated"): Variant => ({
  content: typeof text === "string" ? [text] : text,
  state,
  version,
  ...stamp,
});
const draft = (text: string | Content, state: State = "translated"): Draft => ({
  content: typeof text === "string" ? [text] : text,
  state,
});

const stored = (variants: StoredUnit["variants"], version = 3): StoredUnit => ({
  n: 7,
  id: "u7",
  document: "d",
  order: 0,
  key: "k",
  version,
  notes: [],
  variants,
});

const sent = (
  variants: ExchangeUnit["variants"],
  versions?: { readonly [language in Language]?: number },
  over: Partial<ExchangeUnit> = {},
): ExchangeUnit => ({
  key: "k",
  line: 5,
  notes: [],
  variants,
  ...(versions === undefined ? {} : { base: { document: "d", unit: "u7", versions } }),
  ...over,
});

const plan = (units: readonly StoredUnit[], file: readonly ExchangeUnit[], over: Partial<PushInput> = {}) =>
  planPush({
    file: { format: "xliff", source: "en", target: "ru", tags: {}, units: file } satisfies ExchangeFile,
    document: "d",
    units,
    past: () => undefined,
    baseVersions: () => undefined,
    policy: "abort",
    create: false,
    stamp,
    ...over,
  });

const results = (made: ReturnType<typeof plan>) =>
  made.report.map(({ result, problem }) => problem?.code ?? result);

describe("a pushed unit", () => {
  const en = variant("Sea ice", 1);

  test("is taken when nobody else changed it, and stores the version of its source", () => {
    const made = plan(
      [stored({ en, ru: variant("Лёд", 2) })],
      [sent({ en: draft("Sea ice"), ru: draft("Морской лёд") }, { en: 1, ru: 2 })],
    );
    expect(results(made)).toEqual(["changed"]);
    expect(made.changes[0]?.after?.variants.ru).toMatchObject({
      content: ["Морской лёд"],
      version: 4,
      from: { language: "en", version: 1 },
    });
  });

  test("is taken when there was no target at the pull and there is no target now", () => {
    const made = plan(
      [stored({ en })],
      [sent({ en: draft("Sea ice"), ru: draft("Морской лёд") }, { en: 1 })],
    );
    expect(results(made)).toEqual(["changed"]);
  });

  test("can change only its state", () => {
    const made = plan(
      [stored({ en, ru: variant("Лёд", 2) })],
      [sent({ en: draft("Sea ice"), ru: draft("Лёд", "final") }, { en: 1, ru: 2 })],
    );
    expect(results(made)).toEqual(["changed"]);
    expect(made.changes[0]?.after?.variants.ru?.state).toBe("final");
  });

  test("cannot set a state that its author may not set", () => {
    const made = plan(
      [stored({ en, ru: variant("Лёд", 2) })],
      [sent({ en: draft("Sea ice"), ru: draft("Морской лёд", "final") }, { en: 1, ru: 2 })],
      { maxState: "translated" },
    );
    expect(made.changes[0]?.after?.variants.ru?.state).toBe("translated");
  });

  test("is reported as the same when nothing changed", () => {
    const made = plan(
      [stored({ en, ru: variant("Лёд", 2) })],
      [sent({ en: draft("Sea ice"), ru: draft("Лёд") }, { en: 1, ru: 1 })],
    );
    expect(results(made)).toEqual(["same"]);
    expect(made.changes).toEqual([]);
  });

  test("never empties a translation: an empty target is ignored", () => {
    const made = plan(
      [stored({ en, ru: variant("Лёд", 2) })],
      [sent({ en: draft("Sea ice"), ru: draft("") }, { en: 1, ru: 2 })],
    );
    expect(results(made)).toEqual(["same"]);
  });

  test("keeps a later edit when the translator did not change the unit", () => {
    const past = () => variant("Лёд", 2);
    const made = plan(
      [stored({ en, ru: variant("Льды", 3) })],
      [sent({ en: draft("Sea ice"), ru: draft("Лёд") }, { en: 1, ru: 2 })],
      { past },
    );
    expect(results(made)).toEqual(["same"]);
  });

  describe("that both sides changed", () => {
    const past = () => variant("Лёд", 2);
    const units = [stored({ en, ru: variant("Льды", 3) })];
    const file = [sent({ en: draft("Sea ice"), ru: draft("Морской лёд") }, { en: 1, ru: 2 })];

    test("is a conflict with all three texts, and overwrites nothing", () => {
      for (const policy of ["abort", "theirs", "suggest"] as const) {
        const made = plan(units, file, { past, policy });
        expect(results(made)).toEqual(["unit-conflict"]);
        expect(made.report[0]).toMatchObject({
          result: "conflict",
          language: "ru",
          base: { content: ["Лёд"] },
          mine: { content: ["Морской лёд"] },
          theirs: { content: ["Льды"] },
        });
        expect(made.changes).toEqual([]);
        expect(made.suggestions).toHaveLength(policy === "suggest" ? 1 : 0);
      }
    });

    test("is overwritten only if the policy says so", () => {
      const made = plan(units, file, { past, policy: "mine" });
      expect(results(made)).toEqual(["changed"]);
      expect(made.changes[0]?.after?.variants.ru).toMatchObject({ content: ["Морской лёд"], version: 4 });
    });
  });

  test("without a base is a conflict if there is a text, and is taken if there is none", () => {
    const file = [sent({ en: draft("Sea ice"), ru: draft("Морской лёд") })];
    expect(results(plan([stored({ en, ru: variant("Лёд", 2) })], file))).toEqual(["unit-conflict"]);
    expect(results(plan([stored({ en })], file))).toEqual(["changed"]);
  });

  test("takes its base from the pull when its format cannot carry one", () => {
    const file = [sent({ en: draft("Sea ice"), ru: draft("Морской лёд") })];
    const made = plan([stored({ en, ru: variant("Лёд", 2) })], file, {
      baseVersions: () => ({ en: 1, ru: 2 }),
    });
    expect(results(made)).toEqual(["changed"]);
  });

  test("names both texts when its source is another one, also when its target is the same", () => {
    const file = [sent({ en: draft("Sea ice is thin"), ru: draft("Лёд") }, { en: 1, ru: 2 })];
    const units = [stored({ en, ru: variant("Лёд", 2) })];
    const made = plan(units, file, { past: (_, language) => (language === "en" ? en : variant("Лёд", 2)) });
    expect(made.report[0]).toMatchObject({
      result: "same",
      warnings: [
        {
          code: "source-differs",
          params: { file: "Sea ice is thin", stored: "Sea ice" },
          place: { unit: "k", line: 5 },
        },
      ],
    });
  });

  test("does not name a source that the file was made from and that was changed here since", () => {
    const file = [sent({ en: draft("Sea ice"), ru: draft("Лёд") }, { en: 1, ru: 2 })];
    const units = [stored({ en: variant("Thin sea ice", 3), ru: variant("Лёд", 2) })];
    const made = plan(units, file, { past: (_, language) => (language === "en" ? en : variant("Лёд", 2)) });
    expect(made.report[0]?.warnings).toBeUndefined();
  });

  test("ignores the base of another document", () => {
    const foreign = { base: { document: "other", unit: "u7", versions: { en: 1, ru: 2 } } };
    const file = [sent({ en: draft("Sea ice"), ru: draft("Морской лёд") }, undefined, foreign)];
    expect(results(plan([stored({ en, ru: variant("Лёд", 2) })], file))).toEqual(["unit-conflict"]);
  });

  test("is taken with a warning when its source has changed since the pull", () => {
    const past = () => variant("Sea ice", 1);
    const made = plan(
      [stored({ en: variant("Drift ice", 3) })],
      [sent({ en: draft("Sea ice"), ru: draft("Морской лёд") }, { en: 1 })],
      { past },
    );
    expect(results(made)).toEqual(["changed"]);
    expect(made.report[0]?.warnings?.[0]?.code).toBe("source-changed");
    expect(made.changes[0]?.after?.variants.ru?.from).toEqual({ language: "en", version: 1 });
  });

  test("is a conflict when its source is unknown", () => {
    const past = () => variant("Sea ice", 1);
    const made = plan(
      [stored({ en })],
      [sent({ en: draft("Something else"), ru: draft("Иное") }, { en: 1 })],
      { past },
    );
    expect(results(made)).toEqual(["source-changed"]);
  });

  test("is rejected when inline codes are missing, added or unbalanced", () => {
    const open = { kind: "open", id: "1", element: "pc" } as const;
    const close = { kind: "close", id: "1", element: "pc" } as const;
    const ph = { kind: "ph", id: "2", element: "ph" } as const;
    const source = [open, "Sea", close, " ice"];
    const unit = stored({ en: variant(source, 1) });
    const push = (target: Content) =>
      results(plan([unit], [sent({ en: draft(source), ru: draft(target) }, { en: 1 })]));
    expect(push(["Морской лёд"])).toEqual(["codes-missing"]);
    expect(push([open, "Морской", close, " лёд", ph])).toEqual(["codes-added"]);
    expect(push([open, "Морской лёд"])).toEqual(["codes-unbalanced"]);
    expect(push([open, "Морской", close, " лёд"])).toEqual(["changed"]);
  });

  test("that the reader refused stays refused, and an unknown unit is named", () => {
    const made = plan(
      [stored({ en })],
      [
        sent({}, undefined, { rejection: { code: "unit-duplicate", params: { key: "k" } } }),
        sent({ en: draft("x"), ru: draft("х") }, undefined, { key: "nobody" }),
      ],
    );
    expect(results(made)).toEqual(["unit-duplicate", "unit-unknown"]);
  });

  test("is created when the format holds whole documents", () => {
    const made = plan(
      [stored({ en })],
      [sent({ en: draft("New"), ru: draft("Новое") }, undefined, { key: "new" })],
      { create: true },
    );
    expect(results(made)).toEqual(["created"]);
    expect(made.changes[0]?.after).toMatchObject({ key: "new", order: 1, version: 1 });
  });
});

test("a file in one language is compared only with that language", () => {
  const file: ExchangeFile = {
    format: "i18next",
    source: "ru",
    tags: {},
    units: [sent({ ru: draft("Новое") })],
  };
  const made = plan([stored({ en: variant("New", 1), ru: variant("Старое", 2) })], [], {
    file,
    baseVersions: () => ({ ru: 2 }),
  });
  expect(results(made)).toEqual(["changed"]);
});

describe("comments of reviewers", () => {
  const table = (units: readonly ExchangeUnit[]): Partial<PushInput> => ({
    file: { format: "review-xlsx", source: "en", target: "ru", tags: {}, units },
  });
  const comment = { text: "Лучше «припай».", category: "comment" } as const;
  const kept = {
    ...stored({ en: variant("Ice", 1), ru: variant("Лёд", 2) }),
    notes: [{ text: "Look here" }],
  };
  const row = (ru: Draft, notes = [comment]) => sent({ en: draft("Ice"), ru }, { en: 1, ru: 2 }, { notes });

  test("become notes with the name of who sent them, also where no text was changed", () => {
    const units = [row(draft("Лёд"))];
    const made = plan([kept], units, table(units));
    expect(results(made)).toEqual(["changed"]);
    expect(made.changes[0]?.after?.notes).toEqual([...kept.notes, { ...comment, author: "anna" }]);
    expect(made.changes[0]?.after?.variants).toEqual(kept.variants);
  });

  test("come with a changed text in one version, and only once", () => {
    const units = [row(draft("Припай", "reviewed"))];
    const after = plan([kept], units, table(units)).changes[0]?.after;
    expect(after).toMatchObject({ version: 4, variants: { ru: { content: ["Припай"] } } });
    expect(after?.notes).toHaveLength(2);
    const again = plan(after === undefined ? [] : [after], units, table(units));
    expect([results(again), again.changes]).toEqual([["same"], []]);
  });

  test("are taken where the text is in conflict and theirs stays, and not with a row that is refused", () => {
    const later = { ...kept, variants: { ...kept.variants, ru: variant("Льды", 3) } };
    const units = [row(draft("Припай", "reviewed"))];
    const made = plan([later], units, { ...table(units), policy: "theirs" });
    expect(results(made)).toEqual(["unit-conflict"]);
    expect(made.changes.map(({ after }) => [after?.notes.length, after?.variants.ru?.content])).toEqual([
      [2, ["Льды"]],
    ]);
    const open = { kind: "open", id: "9", element: "pc" } as const;
    const bad = [row(draft(["Припай", open], "reviewed"))];
    expect(plan([kept], bad, table(bad)).changes).toEqual([]);
  });

  test("notes of another format change nothing", () => {
    const units = [row(draft("Лёд"))];
    expect(plan([kept], units).changes).toEqual([]);
  });
});
