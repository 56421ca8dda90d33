import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Concept, Term } from "../../src/domain/concept.ts";
import type { Language } from "../../src/domain/language.ts";
import { buildFinder } from "../../src/terminology/finder.ts";

const term = (language: Language, text: string, more: Partial<Term> = {}): Term => ({
  language,
  text,
  administrativeStatus: "preferred",
  ...more,
});
const concept = (id: string, terms: readonly Term[], more: Partial<Concept> = {}): Concept => ({
  id,
  status: "approved",
  terms,
  ...more,
});
const finderOf = (...terms: readonly Term[]) => buildFinder(terms.map((each) => concept(each.text, [each])));

const COUNCIL = "Организацию объединяет Арктический совет и его рабочие группы.";

describe("offsets of hits", () => {
  it("are UTF-16 offsets in the given text", () => {
    const [hit] = finderOf(term("ru", "Арктический совет")).find(COUNCIL, "ru");
    expect(hit).toEqual({
      concept: "Арктический совет",
      term: "Арктический совет",
      index: 0,
      start: 23,
      end: 40,
      certainty: "certain",
      strength: "strong",
    });
  });

  it.each([
    ["ru", "морской лёд", "…морско\u00ADго ль\u0301да…", "морско\u00ADго ль\u0301да"],
    ["ru", "лёд", "Ле\u0308д тронулся", "Ле\u0308д"],
    ["ru", "шельф", "😀 шeльфа", "шeльфа"],
    ["en", "icebreaker", "The ｉｃｅbreaker’s crew", "ｉｃｅbreaker"],
    ["zh", "北方海航道", "經 北方海\n航道\u200B沿線", "北方海\n航道"],
    ["zh", "LNG运输船", "两艘ＬＮＧ 运输船。", "ＬＮＧ 运输船"],
    ["zh", "大陆架", "（大陸架）", "大陸架"],
  ] as const)("%s: %s in %j", (language, cited, text, place) => {
    const [hit] = finderOf(term(language, cited)).find(text, language);
    expect(hit && text.slice(hit.start, hit.end)).toBe(place);
  });

  it("stay inside any text", () => {
    const finder = finderOf(term("ru", "лёд"), term("en", "sea ice"), term("zh", "海冰"));
    const pieces = fc.constantFrom(
      "лёд",
      "sea",
      " ",
      "ice",
      "海",
      "冰",
      "\u200B",
      "\u0301",
      "\u00AD",
      "-",
      ".",
      "😀",
      "’s",
      "\n",
    );
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom("en", "ru", "zh"), (text, language) => {
        for (const mode of ["strict", "lenient"] as const) {
          for (const { start, end } of finder.find(text, language, mode)) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
          }
        }
      }),
    );
  });
});

describe("strict search", () => {
  it("lets the longest term win, unless a concept is nested", () => {
    const longer = concept("council", [term("en", "Arctic Council")]);
    const found = (nested: boolean) =>
      buildFinder([longer, concept("arctic", [term("en", "Arctic")], { nested })])
        .find("The Arctic Council met.", "en")
        .map((hit) => hit.concept);
    expect(found(false)).toEqual(["council"]);
    expect(found(true)).toEqual(["council", "arctic"]);
  });

  it("returns every concept that has a term at one place", () => {
    const finder = buildFinder([
      concept("area", [term("en", "area")]),
      concept("region", [term("en", "area")]),
    ]);
    expect(finder.find("this area", "en").map((hit) => hit.concept)).toEqual(["area", "region"]);
  });

  it("compares capitals for acronyms and case-sensitive terms", () => {
    const finder = finderOf(term("en", "SAR"), term("ru", "Район", { caseSensitive: true }));
    expect(finder.find("Insar, sar, Sar", "en")).toEqual([]);
    expect(finder.find("SAR’s and SARs", "en")).toHaveLength(2);
    expect(finder.find("в районе порта", "ru")).toEqual([]);
    expect(finder.find("в Районе", "ru")).toHaveLength(1);
    expect(finder.find("в районе порта", "ru", "lenient")).toHaveLength(1);
  });

  it("skips a term inside a “not inside” context in any form", () => {
    const finder = finderOf(
      term("ru", "море", { notInside: ["море проблем"] }),
      term("zh", "北极", { notInside: ["北极星", "北极绒"] }),
    );
    expect(finder.find("Утонули в море проблем.", "ru")).toEqual([]);
    expect(finder.find("Утонули в море.", "ru")).toHaveLength(1);
    expect(finder.find("北极绒内衣与北极", "zh").map(({ start }) => start)).toEqual([6]);
  });

  it("finds nothing in names of variables, addresses and tags, but in the branches of a message", () => {
    const finder = finderOf(term("en", "term"), term("ru", "лёд"), term("zh", "海冰"));
    const starts = (text: string, language: Language) =>
      finder.find(text, language).map(({ start }) => start);
    expect(starts("{{term}} is a term, see https://example.org/term or term@example.org", "en")).toEqual([
      14,
    ]);
    expect(starts('<a id="term">%(term)s</a> ${term} {term}', "en")).toEqual([]);
    expect(starts("{count, plural, one {# term} other {# terms}}", "en")).toEqual([23, 38]);
    expect(starts("{{лёд}}: это лёд", "ru")).toEqual([13]);
    expect(starts("{{海冰}}就是海冰", "zh")).toEqual([8]);
    expect(finder.find("see&nbsp;term", "en")).toHaveLength(1);
    expect(finder.find("{{term}}", "en", "lenient")).toEqual([]);
  });

  it("does not find a common noun that is part of a name with a hyphen", () => {
    const finder = finderOf(term("ru", "порт"), term("ru", "ледокол"));
    expect(finder.find("Порт-Артур пал.", "ru")).toEqual([]);
    expect(finder.find("ледокол-гигант", "ru").map(({ certainty }) => certainty)).toEqual(["likely"]);
  });

  it("marks homographs as possible, and drops them if the word before shows another meaning", () => {
    const finder = finderOf(term("ru", "судно"));
    expect(finder.find("Решение суда вступило в силу.", "ru")).toEqual([]);
    expect(finder.find("Международного суда", "ru")).toEqual([]);
    expect(finder.find("Суда вышли в море.", "ru").map(({ certainty }) => certainty)).toEqual(["possible"]);
    expect(finder.find("Судов мало.", "ru").map(({ certainty }) => certainty)).toEqual(["certain"]);
  });

  it("does not match across punctuation that the term does not have", () => {
    const finder = finderOf(term("en", "sea ice"), term("en", "Northern (Arctic) Federal University"));
    expect(finder.find("on the sea, ice was seen", "en")).toEqual([]);
    expect(finder.find("the “sea” ice", "en")).toHaveLength(1);
    expect(finder.find("the Northern (Arctic) Federal University’s ship", "en")).toHaveLength(1);
  });
});

describe("Chinese word boundaries", () => {
  const finder = finderOf(
    ...["海冰", "公海", "条约", "极地", "资源", "国际法", "北极", "港口", "主权", "可持续发展"].map((text) =>
      term("zh", text),
    ),
  );
  it.each([
    "沿海冰情",
    "主人公海上遇险",
    "一条约五十公里的路",
    "态度积极地改变",
    "物资源于捐赠",
    "国际法庭",
    "北极熊",
    "香港口岸",
    "民主权利",
  ])("no term in %s", (text) => {
    expect(finder.find(text, "zh")).toEqual([]);
  });
  it.each([
    "夏季海冰减少",
    "在公海上航行",
    "本条约生效",
    "两极地区与极地",
    "资源丰富",
    "国际法原则",
    "北极的夏天",
    "主权国家",
    "推动可持续发展",
  ])("one term in %s", (text) => {
    expect(finder.find(text, "zh")).toHaveLength(1);
  });
  it("are ignored by a lenient search", () => {
    expect(finder.find("沿海冰情", "zh", "lenient")).toHaveLength(1);
  });
});

describe("a finder that changes", () => {
  const words = ["лёд", "морской лёд", "порт", "морской порт", "шельф", "арктический шельф"];
  const edits = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.option(fc.constantFrom(...words))), {
    maxLength: 20,
  });

  it("finds the same terms as a new finder", () => {
    fc.assert(
      fc.property(edits, (steps) => {
        const finder = buildFinder([]);
        const now = new Map<string, Concept>();
        for (const [number, text] of steps) {
          const id = `c${number}`;
          if (text === null) expect(finder.remove(id)).toBe(now.delete(id));
          else {
            const made = concept(id, [term("ru", text)]);
            now.set(id, made);
            finder.put(made);
          }
        }
        const text = "Морской лёд в морском порту, лёд на арктическом шельфе, шельф.";
        const sorted = (hits: readonly { concept: string; start: number; end: number }[]) =>
          hits.map(({ concept: id, start, end }) => `${start} ${end} ${id}`).sort();
        expect(sorted(finder.find(text, "ru"))).toEqual(sorted(buildFinder(now.values()).find(text, "ru")));
        expect(finder.size()).toBe(now.size);
      }),
      { numRuns: 60 },
    );
  });
});
