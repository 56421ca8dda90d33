import { expect, test } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import { keepReturns, meets, RETURNED, type State, type Unit, type Variant } from "../../src/domain/unit.ts";

const RETURN = { reason: "again", author: "boris", time: "2026-11-30T00:00:00.000Z" };

const variant = (version: number, state: State, more: Partial<Variant> = {}): Variant => ({
  content: [`text ${version}`],
  ...{ state, version, author: "anna", time: "2026-11-29T00:00:00.000Z", origin: "typed" },
  ...more,
});
const unit = (variants: { readonly [language in Language]?: Variant }): Unit => ({
  ...{ id: "u1", document: "d", order: 0, key: "k", notes: [] },
  variants,
});
const returned = unit({ ru: variant(2, "initial", { subState: RETURNED, returned: RETURN }) });
const after = (ru: Variant) => keepReturns(returned, unit({ ru })).variants.ru;

test("a draft of a returned text stays returned, and a confirmed one is returned no more", () => {
  expect(after(variant(3, "initial"))).toMatchObject({ subState: RETURNED, returned: RETURN });
  for (const state of ["translated", "reviewed", "final"] as const) {
    expect(after(variant(3, state))).toEqual(variant(3, state));
    // A file that came back says its own sub-state still, whatever the new state is.
    expect(after(variant(3, state, { subState: RETURNED, returned: RETURN }))).toEqual(variant(3, state));
    expect(after(variant(3, state, { subState: "mq:Confirmed" }))?.subState).toBe("mq:Confirmed");
  }
});

test("a text that is not written stays as it is, and one that is returned anew has the new reason", () => {
  expect(keepReturns(returned, returned)).toEqual(returned);
  const anew = { ...RETURN, reason: "and again" };
  expect(after(variant(3, "initial", { returned: anew }))?.returned).toEqual(anew);
});

test("conditions of a text: its state, outdated, returned", () => {
  const one = unit({
    en: variant(3, "translated"),
    ru: variant(2, "initial", { returned: RETURN, from: { language: "en", version: 1 } }),
  });
  const met = (language: Language) =>
    (["initial", "translated", "stale", "returned"] as const).filter((condition) =>
      meets(one, language, condition),
    );
  expect([met("en"), met("ru"), met("zh")]).toEqual([["translated"], ["initial", "stale", "returned"], []]);
});
