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

  test("is taken where nobody else changed it, and remembers what it was translated from", () => {
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

  test("is taken where there was no target at the pull and there is none now", () => {
    const made = plan(
      [stored({ en })],
      [sent({ en: draft("Sea ice"), ru: draft("Морской лёд") }, { en: 1 })],
    );
    expect(results(made)).toEqual(["changed"]);
  });

  test("changes its state alone", () => {
    const made = plan(
      [stored({ en, ru: variant("Лёд", 2) })],
      [sent({ en: draft("Sea ice"), ru: draft("Лёд", "final") }, { en: 1, ru: 2 })],
    );
    expect(results(made)).toEqual(["changed"]);
    expect(made.changes[0]?.after?.variants.ru?.state).toBe("final");
  });

  test("may not set a state above what its author may", () => {
    const made = plan(
      [stored({ en, ru: variant("Лёд", 2) })],
      [sent({ en: draft("Sea ice"), ru: draft("Морской лёд", "final") }, { en: 1, ru: 2 })],
      { maxState: "translated" },
    );
    expect(made.changes[0]?.after?.variants.ru?.state).toBe("translated");
  });

  test("is the same when it came back as it is", () => {
    const made = plan(
      [stored({ en, ru: variant("Лёд", 2) })],
      [sent({ en: draft("Sea ice"), ru: draft("Лёд") }, { en: 1, ru: 1 })],
    );
    expect(results(made)).toEqual(["same"]);
    expect(made.changes).toEqual([]);
  });

  test("never empties a translation: an empty target says nothing", () => {
    const made = plan(
      [stored({ en, ru: variant("Лёд", 2) })],
      [sent({ en: draft("Sea ice"), ru: draft("") }, { en: 1, ru: 2 })],
    );
    expect(results(made)).toEqual(["same"]);
  });

  test("leaves a later edit alone when the translator did not touch it", () => {
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

    test("is a conflict with all three texts, and nothing of it is overwritten", () => {
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

    test("is overwritten only by the policy that says so", () => {
      const made = plan(units, file, { past, policy: "mine" });
      expect(results(made)).toEqual(["changed"]);
      expect(made.changes[0]?.after?.variants.ru).toMatchObject({ content: ["Морской лёд"], version: 4 });
    });
  });

  test("without any base is a conflict with a text that is there, and is taken where there is none", () => {
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

  test("pays no heed to the base of another document", () => {
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

  test("is a conflict when its source is none that we know", () => {
    const past = () => variant("Sea ice", 1);
    const made = plan(
      [stored({ en })],
      [sent({ en: draft("Something else"), ru: draft("Иное") }, { en: 1 })],
      { past },
    );
    expect(results(made)).toEqual(["source-changed"]);
  });

  test("is rejected by name when inline codes are missing, added or torn apart", () => {
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

  test("that the reader refused stays refused, and unknown ones are named", () => {
    const made = plan(
      [stored({ en })],
      [
        sent({}, undefined, { rejection: { code: "unit-duplicate", params: { key: "k" } } }),
        sent({ en: draft("x"), ru: draft("х") }, undefined, { key: "nobody" }),
      ],
    );
    expect(results(made)).toEqual(["unit-duplicate", "unit-unknown"]);
  });

  test("is made where the format carries whole documents", () => {
    const made = plan(
      [stored({ en })],
      [sent({ en: draft("New"), ru: draft("Новое") }, undefined, { key: "new" })],
      { create: true },
    );
    expect(results(made)).toEqual(["created"]);
    expect(made.changes[0]?.after).toMatchObject({ key: "new", order: 1, version: 1 });
  });
});

test("a file of one language is compared with that language alone", () => {
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
