import { describe, expect, it } from "vitest";
import type { Concept } from "../../src/domain/concept.ts";
import { correctForms, formsOf, generateForms, isAcronym, mergeForms } from "../../src/terminology/forms.ts";
import { withForms } from "./with-forms.ts";

const texts = (language: "en" | "ru" | "zh", text: string): string[] =>
  generateForms({ language, text }).map((form) => form.text);

describe("Russian forms", () => {
  it.each([
    [
      "Северный морской путь",
      ["Северного морского пути", "Северному морскому пути", "Северным морским путём"],
    ],
    ["государство-наблюдатель", ["государства-наблюдателя", "государствами-наблюдателями"]],
    ["поиск и спасание", ["поиска и спасания", "поиском и спасанием"]],
    ["вечная мерзлота", ["вечной мерзлоты", "вечную мерзлоту"]],
    ["Баренцево море", ["Баренцева моря", "Баренцевым морем"]],
    ["особо охраняемая природная территория", ["особо охраняемых природных территорий"]],
    [
      "проливы, используемые для международного судоходства",
      ["проливов, используемых для международного судоходства"],
    ],
    ["белый медведь", ["белого медведя", "белых медведей"]],
    ["арктический", ["арктического", "арктическая", "арктическое", "арктических", "арктическую"]],
    ["Нарьян-Мар", ["Нарьян-Мара", "Нарьян-Маре"]],
    ["лоцманский катер", ["лоцманских катера"]],
    ["государство-наблюдатель", ["государства-наблюдателя"]],
  ])("%s", (term, expected) => {
    const forms = texts("ru", term).map((form) => form.replaceAll("ё", "е"));
    for (const form of expected) expect(forms).toContain(form.replaceAll("ё", "е"));
  });

  it.each([
    ["близкое к Арктике государство", "близким к Арктике государством"],
    ["государство, не имеющее выхода к морю", "государствами, не имеющими выхода к морю"],
    [
      "Предупреждение, готовность и ликвидация чрезвычайных ситуаций",
      "Предупреждением, готовностью и ликвидацией чрезвычайных ситуаций",
    ],
    ["Один пояс, один путь", "Одного пояса, одного пути"],
    ["уважение, взаимный выигрыш и устойчивость", "уважения, взаимного выигрыша и устойчивости"],
    ["рыбы, моллюски и ракообразные", "рыбам, моллюскам и ракообразным"],
    ["м. миля", "м. мили"],
    ["внутренние воды", "внутренних вод"],
  ])("%s declines as a whole", (term, expected) => {
    expect(texts("ru", term).map((form) => form.replaceAll("ё", "е"))).toContain(expected);
  });

  it.each([
    ["управление Арктикой", /Арктикой$/u],
    ["серо-белый лёд", /^серо-/u],
    ["научно-техническая дипломатия", /^научно-/u],
    ["экологически чистое топливо", /^экологически /u],
    ["внутренние воды", /(?:воды|вод|водам|водами|водах)$/u],
    ["уважение, взаимный выигрыш и устойчивость", /взаимн(?!ого выигрыш ).* и /u],
    ["Один пояс, один путь", /^Од/u],
    ["государство-архипелаг", /^(?!государство-архипелаг.)/u],
    ["центральная часть", /(?<!ию)$/u],
  ])("%s has no wrong form", (term, pattern) => {
    for (const form of texts("ru", term)) expect(form).toMatch(pattern);
  });

  it("declines acronyms that are read as a word", () => {
    for (const acronym of ["АС", "АЗРФ", "МГЭИК", "ИЭЗ", "МОМД"])
      expect(texts("ru", acronym)).toEqual([acronym]);
    for (const acronym of ["МИД", "ГОСТ", "МХАТ", "ОВОС"])
      expect(texts("ru", acronym)).toContain(`${acronym}е`);
  });

  it("does not change the words after the head", () => {
    for (const form of texts("ru", "Конвенция ООН по морскому праву"))
      expect(form).toMatch(/ООН по морскому праву$/u);
  });

  it("gives adjectives the inanimate accusative after an inanimate noun", () => {
    const accusative = generateForms({ language: "ru", text: "атомный ледокол" }).filter((form) =>
      form.tags?.includes("sg.acc"),
    );
    expect(accusative.map(({ text }) => text)).toEqual(["атомный ледокол"]);
  });

  it("declines only the words in braces", () => {
    const forms = texts("ru", "{замкнутое} или {полузамкнутое} {море}");
    expect(forms[0]).toBe("замкнутое или полузамкнутое море");
    expect(forms).toContain("замкнутого или полузамкнутого моря");
    expect(forms.every((form) => !/[{}]/u.test(form))).toBe(true);
  });

  it("declines words that are not in the dictionary", () => {
    expect(texts("ru", "нилас")).toContain("ниласом");
    expect(texts("ru", "Илулиссатская декларация")).toContain("Илулиссатской декларацией");
  });

  it("marks forms that more often belong to another word", () => {
    const forms = new Map(generateForms({ language: "ru", text: "судно" }).map((form) => [form.text, form]));
    expect(forms.get("суда")?.homograph).toBe(true);
    expect(forms.get("судно")?.homograph).toBeUndefined();
  });

  it("keeps the ё of the citation form, and tags number and case", () => {
    const forms = generateForms({ language: "ru", text: "чёрный углерод" });
    expect(forms.find(({ text }) => text === "чёрного углерода")?.tags).toBe("sg.gen");
  });
});

describe("English forms", () => {
  it.each([
    ["ice shelf", ["ice shelves"]],
    ["law of the sea", ["laws of the sea"]],
    ["memorandum of understanding", ["memoranda of understanding", "memorandums of understanding"]],
    ["organization", ["organisations", "organisation", "organizations"]],
    ["icebreaker", ["icebreakers", "ice breaker", "ice breakers"]],
    ["harbour", ["harbor", "harbors"]],
    ["Indigenous Peoples", ["Indigenous People"]],
    ["treaty", ["treaties"]],
    ["coastguard", ["coast guard", "coast guards"]],
    ["indigenous people", ["indigenous peoples"]],
    ["reindeer", ["reindeer"]],
  ])("%s", (term, expected) => {
    expect(texts("en", term)).toEqual(expect.arrayContaining(expected));
  });

  it.each([
    ["Arctic Council", ["Arctic Council", "Arctic Councils"]],
    ["Kara Sea", ["Kara Sea", "Kara Seas"]],
    ["maritime delimitation", ["maritime delimitation", "maritime delimitations"]],
    ["working group", ["working group", "working groups"]],
    ["search and rescue", ["search and rescue", "searches and rescues"]],
    ["category A ship", ["category A ship", "category A ships"]],
    ["Belt and Road Initiative", ["Belt and Road Initiative", "Belt and Road Initiatives"]],
    ["straits used for navigation", ["straits used for navigation", "strait used for navigation"]],
    ["traditional knowledge", ["traditional knowledge"]],
    ["Emergency Prevention, Preparedness and Response", ["Emergency Prevention, Preparedness and Response"]],
    ["nilas", ["nilas"]],
    ["CLCS", ["CLCS"]],
    ["cooperation", ["cooperation", "co-operation", "cooperations", "co-operations"]],
    ["multi-year ice", ["multi-year ice", "multiyear ice", "multi-year ices", "multiyear ices"]],
    ["ice cap", ["ice cap", "icecap", "ice caps", "icecaps"]],
    [
      "North-East Passage",
      ["North-East Passage", "Northeast Passage", "North-East Passages", "Northeast Passages"],
    ],
  ])("%s has exactly the expected forms", (term, expected) => {
    expect(texts("en", term)).toEqual(expected);
  });

  it("gives a name one form", () => {
    const name = { language: "en", text: "Svalbard", partOfSpeech: "properNoun" } as const;
    expect(generateForms(name).map(({ text }) => text)).toEqual(["Svalbard"]);
  });

  it("inflects verbs, not adjectives", () => {
    const verb = generateForms({ language: "en", text: "navigate", partOfSpeech: "verb" }).map(
      ({ text }) => text,
    );
    expect(verb).toEqual(expect.arrayContaining(["navigates", "navigated", "navigating"]));
    expect(generateForms({ language: "en", text: "polar", partOfSpeech: "adjective" })).toEqual([
      { text: "polar" },
    ]);
  });
});

it("Chinese terms are found without their title marks", () => {
  expect(texts("zh", "《联合国海洋法公约》")).toEqual(["联合国海洋法公约"]);
});

it("acronyms are recognised by their capitals", () => {
  const told = (text: string): boolean => isAcronym({ language: "en", text });
  expect(["NSR", "MoU", "IPCC", "COP26"].filter(told)).toHaveLength(4);
  expect(["Arctic", "I", "McMurdo", "ice"].filter(told)).toEqual([]);
  expect(texts("ru", "СМП")).toEqual(["СМП"]);
  expect(texts("ru", "МИД")).toContain("МИДом");
  expect(texts("en", "EEZ")).toEqual(["EEZ", "EEZs"]);
});

describe("editors' corrections", () => {
  const term = { language: "ru", text: "шельф" } as const;

  it("are kept when the forms are generated again", () => {
    const edited = correctForms(term, ["шельф", "шельфа", "шельфу", "шельфом", "на шельфу"]);
    const again = mergeForms(generateForms(term), edited);
    expect(again).toEqual(edited);
    expect(again.filter(({ edited: how }) => how === "added")).toEqual([
      { text: "на шельфу", edited: "added" },
    ]);
    const counted = formsOf({ ...term, administrativeStatus: "preferred", forms: again }).map(
      ({ text }) => text,
    );
    expect(counted.sort()).toEqual(["на шельфу", "шельф", "шельфа", "шельфом", "шельфу"].sort());
  });

  it("are kept for every term of a saved concept", () => {
    const concept: Concept = {
      id: "shelf",
      status: "approved",
      terms: [{ ...term, administrativeStatus: "preferred", forms: [{ text: "шельфища", edited: "added" }] }],
    };
    const [saved] = withForms(concept).terms;
    expect(saved?.forms?.map(({ text }) => text)).toEqual(expect.arrayContaining(["шельфами", "шельфища"]));
    expect(withForms(withForms(concept))).toEqual(withForms(concept));
  });
});
