import { describe, expect, test } from "vitest";
import type { Concept } from "../../../src/domain/concept.ts";
import type { GlossaryReadOptions } from "../../../src/formats/glossary/file.ts";
import { readGlossaryCsv } from "../../../src/formats/glossary/read-concept-table.ts";

const read = (text: string, options: GlossaryReadOptions = {}) =>
  readGlossaryCsv(new TextEncoder().encode(text), options);

/** The terms of a concept: `en ice`, `ru ледок!` for a forbidden term, `zh 冰块?` for one that is not preferred. */
const termsOf = (concept: Concept | undefined): string[] =>
  (concept?.terms ?? []).map(({ language, text, administrativeStatus, forbidden }) => {
    const mark = forbidden === true ? "!" : administrativeStatus === "preferred" ? "" : "?";
    return `${language} ${text}${mark}`;
  });

describe("statuses of work in progress", () => {
  test.each(["draft", "Pending approval", "на согласовании", "Черновик", "待审核", "не утверждено"])(
    "%s makes a proposal of the concept and changes no term",
    (word) => {
      const { concepts, warnings } = read(`en\tru\tStatus\nfloe\tльдина\t${word}\n`);
      expect(concepts.map(({ status, ...rest }) => [status, termsOf({ status, ...rest })])).toEqual([
        ["proposed", ["en floe", "ru льдина"]],
      ]);
      expect(warnings).toBeUndefined();
    },
  );

  test.each([
    ["утв.", ""],
    ["запр.", "!"],
    ["устар.", "?"],
    ["нерек.", "?"],
    ["доп.", "?"],
  ])("the short word %s is known", (word, sign) => {
    expect(read(`en\tru\tru Статус\nfloe\tльдина\t${word}\n`).concepts.map(termsOf)).toEqual([
      ["en floe", `ru льдина${sign}`],
    ]);
  });
});

describe("columns that say yes or no", () => {
  const YES = ["да", "yes", "TRUE", "1", "+", "✓", "是", "Y", "√"];
  const NO = ["нет", "no", "FALSE", "0", "-", "✗", "否", "—", "×"];

  test.each(["Утверждено", "approved", "已批准", "Согласовано", "审定", "Is approved"])("%s", (header) => {
    const rows = [...YES, ...NO].map((mark, at) => `term ${at}\tтермин\t${mark}`);
    const { concepts, warnings } = read(`en\tru\t${header}\n${rows.join("\n")}\n`);
    expect(concepts.map(({ status }) => status)).toEqual([
      ...YES.map(() => "approved"),
      ...NO.map(() => "proposed"),
    ]);
    expect(warnings).toBeUndefined();
  });

  test("an empty cell among approvals is none, and other words are kept", () => {
    const { concepts } = read("en;ru;Утверждено\na;а;да\nb;б;\nc;в;12.03.2020\nd;г;не утверждено\n");
    expect(concepts.map(({ status, notes }) => [status, notes])).toEqual([
      ["approved", undefined],
      ["proposed", undefined],
      ["approved", ["Утверждено: 12.03.2020"]],
      ["proposed", ["Утверждено: не утверждено"]],
    ]);
    expect(read("en;ru;Утверждено\na;а;\n").concepts[0]?.status).toBe("approved");
  });

  test.each([
    ["Запрещено", "!", ""],
    ["禁用", "!", ""],
    ["Forbidden", "!", ""],
    ["Предпочтительный", "", "?"],
    ["首选", "", "?"],
    ["Preferred", "", "?"],
    ["Не рекомендуется", "?", ""],
    ["Устаревший", "?", ""],
    ["Допустимый", "?", ""],
    ["Deprecated", "?", ""],
  ])("%s: a yes gives “%s”, a no gives “%s”", (header, yes, no) => {
    for (const [marks, sign] of [
      [YES, yes],
      [NO, no],
    ] as const) {
      const rows = marks.map((mark, at) => `term ${at}\tтермин ${at}\t${mark}`);
      const { concepts } = read(`en\tru\t${header}\n${rows.join("\n")}\n`);
      expect(concepts.map(termsOf)).toEqual(
        marks.map((_, at) => [`en term ${at}${sign}`, `ru термин ${at}${sign}`]),
      );
    }
  });

  test("in a table of terms", () => {
    const { concepts } = read(
      "concept;language;term;preferred;forbidden\n1;ru;ледокол;да;нет\n1;ru;ледорез;нет;да\n1;en;icebreaker;да;\n",
    );
    expect(concepts.map(termsOf)).toEqual([["ru ледокол", "ru ледорез!", "en icebreaker"]]);
  });
});

describe("wide tables", () => {
  test.each([
    ["tags", "en,ru,zh\nice,лёд,冰\n"],
    ["tags with regions", "en-US,ru_RU,zh-CN\nice,лёд,冰\n"],
    ["names in English", "English;Russian;Chinese (Simplified)\nice;лёд;冰\n"],
    ["names in Russian", "Английский;Русский;Китайский\nice;лёд;冰\n"],
    ["names in Chinese", "英语\t俄语\t中文\nice\tлёд\t冰\n"],
    ["capitals and blanks", " EN , RU , ZH \nice, лёд , 冰\n"],
    ["a word for term", "Term (en);Термин на русском;中文术语\nice;лёд;冰\n"],
    ["an adjective before it", "English term,Русский термин,中文术语\nice,лёд,冰\n"],
    ["a separator line of Excel", "sep=;\r\nen;ru;zh\r\nice;лёд;冰\r\n"],
    ["a byte order mark", "\uFEFFen,ru,zh\nice,лёд,冰\n"],
    ["a title above the header", "Glossary of ice\n\nen,ru,zh\nice,лёд,冰\n"],
    ["a running number", "№;English;Русский;中文\n1;ice;лёд;冰\n"],
  ])("are recognised by %s", (_, text) => {
    const { concepts, rejected } = read(text);
    expect(rejected).toBeUndefined();
    expect(concepts.map(termsOf)).toEqual([["en ice", "ru лёд", "zh 冰"]]);
  });

  test.each(["sea ice; pack ice", "sea ice | pack ice", '"sea ice\npack ice"', "sea ice；pack ice"])(
    "may have several terms in the cell %j, and the first is preferred",
    (cell) => {
      const { concepts } = read(`ru\ten\nлёд\t${cell}\n`);
      expect(concepts.map(termsOf)).toEqual([["ru лёд", "en sea ice", "en pack ice?"]]);
    },
  );

  test.each([
    ["北极、北极点", "North Pole", "北极|北极点"],
    ["北极，北极点", "North Pole", "北极|北极点"],
    ["冰／冰块", "ice", "冰|冰块"],
    ["北极、北极点", "North Pole、Arctic Pole", "北极|北极点"],
    ["经济、社会权利", "economic, social rights", "经济、社会权利"],
    ["经济、社会及文化权利", "human rights", "经济、社会及文化权利"],
    ["输入／输出", "input/output", "输入／输出"],
    ["《环境、安全公约》", "convention", "《环境、安全公约》"],
    ["TCP／IP", "protocol", "TCP／IP"],
  ])("have the Chinese terms of %s beside %s", (cell, english, expected) => {
    const { concepts } = read(`en\tzh\n${english}\t${cell}\n`);
    const chinese = concepts[0]?.terms.flatMap(({ language, text }) => (language === "zh" ? [text] : []));
    expect(chinese?.join("|")).toBe(expected);
  });

  test.each([
    ["Английский термин\tПеревод на русский", "ru"],
    ["Английский термин\tСоответствие на русском языке", "ru"],
    ["English term\tRussian translation", "ru"],
    ["№ п/п\tEnglish\tRussian", "ru"],
  ])("are recognised by the headers %s", (headers, language) => {
    const cells = headers.startsWith("№") ? "1\tfloe\tльдина" : "floe\tльдина";
    const { concepts, warnings } = read(`${headers}\n${cells}\n`);
    expect(concepts.map(termsOf)).toEqual([["en floe", `${language} льдина`]]);
    expect(warnings).toBeUndefined();
  });

  test("words in a list may be divided by commas; a phrase with a comma stays whole", () => {
    const { concepts } = read(
      "en\tru\tru Запрещено\tru Синонимы\nfloe\tльдина\tпак, пачка льда\tлёд, который дрейфует по морю\n",
    );
    expect(concepts.map(termsOf)).toEqual([
      ["en floe", "ru льдина", "ru лёд, который дрейфует по морю?", "ru пак!", "ru пачка льда!"],
    ]);
  });

  test("Tolgee: abbreviation says that the term is one", () => {
    const { concepts } = read("term,description,abbreviation,en,ru\nNSR,,true,NSR,СМП\nice,,false,ice,лёд\n");
    expect(concepts.map(({ terms }) => terms.map(({ type }) => type))).toEqual([
      ["abbreviation", "abbreviation"],
      [undefined, undefined],
    ]);
  });

  test("a very long header is read in no time", () => {
    expect(read(`en,ru,${"term ".repeat(20_000)}!\nice,лёд,\n`).concepts).toHaveLength(1);
  });

  test("a cell of very many words leaves the other rows as they are", () => {
    const words = Array.from({ length: 150_000 }, (_, at) => `w${at}`).join(";");
    const { concepts, rejected } = read(`en,ru,broader\nice,лёд,${words}\nsnow,снег,\n`);
    expect(concepts.map(termsOf)).toEqual([["en snow", "ru снег"]]);
    expect(rejected).toMatchObject([{ params: { field: "relations" }, place: { line: 2 } }]);
  });

  test("links of all rows of a concept stay, beside those of the column more", () => {
    const more = `"{""concept"":{""links"":[{""url"":""https://a.example/2""}]}}"`;
    const { concepts } = read(
      `concept,language,term,links,more\nc1,en,ice,https://a.example/1,\nc1,ru,лёд,,${more}\n`,
    );
    expect(concepts[0]?.links).toEqual([{ url: "https://a.example/2" }, { url: "https://a.example/1" }]);
  });

  test("a cell of dashes holds no term", () => {
    expect(read("en;ru;zh\nice;лёд;—\n").concepts.map(termsOf)).toEqual([["en ice", "ru лёд"]]);
  });

  test("words in a column without a language go to the terms of theirs, or to the notes", () => {
    const { concepts } = read("en,ru,Запрещено,Синонимы\nicebreaker,ледокол,ледорез; ice cutter,破冰船\n");
    expect(concepts.map(termsOf)).toEqual([["en icebreaker", "en ice cutter!", "ru ледокол", "ru ледорез!"]]);
    expect(concepts[0]?.notes).toEqual(["Синонимы: 破冰船"]);
  });

  test("what a column says of no one term is kept as a note", () => {
    const { concepts } = read("en,ru,Род,Регион\nicebreaker,ледокол,м,Арктика\n");
    expect(concepts[0]?.terms).toMatchObject([{ language: "en" }, { language: "ru", gender: "masculine" }]);
    expect(concepts[0]?.notes).toEqual(["Регион: Арктика"]);
  });

  test("keep definitions, notes, synonyms, abbreviations and forbidden words of each language", () => {
    const { concepts, columns } = read(
      [
        "ID;Domain;English;Definition (EN);Русский;Синонимы (рус.);Сокращение (ru);Запрещено (ru);Примечание;Creator's cat",
        "nsr;Shipping;Northern Sea Route;A sea lane;Северный морской путь;Севморпуть;СМП;Северо-восточный проход;Закон 1998;Tom",
      ].join("\n"),
    );
    expect(concepts).toEqual([
      {
        id: "nsr",
        domain: "Shipping",
        status: "approved",
        notes: ["Закон 1998"],
        definitions: { en: { text: "A sea lane" } },
        terms: [
          { language: "en", text: "Northern Sea Route", administrativeStatus: "preferred" },
          { language: "ru", text: "Северный морской путь", administrativeStatus: "preferred" },
          { language: "ru", text: "Севморпуть", administrativeStatus: "admitted" },
          { language: "ru", text: "СМП", administrativeStatus: "admitted", type: "abbreviation" },
          {
            language: "ru",
            text: "Северо-восточный проход",
            administrativeStatus: "deprecated",
            forbidden: true,
          },
        ],
      },
    ]);
    expect(columns?.map(({ role }) => role)).toEqual([
      "concept",
      "domain",
      "en",
      "en.definition",
      "ru",
      "ru.synonyms",
      "ru.abbreviation",
      "ru.forbidden",
      "note",
      null,
    ]);
  });

  test("may have a status for the row and for each language", () => {
    const { concepts } = read("en,ru,ru status\nice,ледок,запрещено\nfloe,льдина,\n");
    expect(concepts.map(termsOf)).toEqual([
      ["en ice", "ru ледок!"],
      ["en floe", "ru льдина"],
    ]);
  });

  test("lose blanks at the ends of cells", () => {
    expect(termsOf(read("concept,language,term\nice,en, ice \nice,ru,\u00A0лёд\n").concepts[0])).toEqual([
      "en ice",
      "ru лёд",
    ]);
  });
});

describe("tables of other programs", () => {
  test("MateCat: notes belong to the language before them", () => {
    const { concepts } = read(
      "Forbidden,Domain,Subdomain,Definition,en-US,Notes,Example of use,ru-RU,Notes,Example of use\nTRUE,Ice,,Frozen water,icey,about en,,ледок,о русском,\n",
    );
    expect(concepts[0]?.domain).toBe("Ice");
    expect(concepts[0]?.terms).toMatchObject([
      { language: "en", tag: "en-US", text: "icey", forbidden: true, notes: ["about en"] },
      { language: "ru", tag: "ru-RU", text: "ледок", forbidden: true, notes: ["о русском"] },
    ]);
  });

  test("Tolgee: the base term has no language in its header", () => {
    const { concepts } = read(
      "term,description,translatable,caseSensitive,abbreviation,forbidden,ru,zh-Hans\nNSR,A route,true,true,true,false,СМП,北方航道\n",
    );
    expect(concepts.map(termsOf)).toEqual([["en NSR", "ru СМП", "zh 北方航道"]]);
    expect(concepts[0]?.terms[0]?.caseSensitive).toBe(true);
    expect(concepts[0]?.notes).toEqual(["A route"]);
  });

  test.each([
    ["translatable", "true", "false"],
    ["Translatable", "1", "0"],
    ["non_translatable", "", "yes"],
    ["Do not translate", "no", "x"],
    ["Не переводить", "нет", "да"],
    ["Переводимость", "да", "нет"],
    ["不翻译", "否", "是"],
    ["可翻译", "是", "否"],
  ])("a column %s tells the names that stay as they are", (header, ordinary, name) => {
    const { concepts, warnings } = read(`term,${header},ru\nsea ice,${ordinary},лёд\nPolarstern,${name},\n`);
    expect(concepts.map(({ doNotTranslate }) => doNotTranslate)).toEqual([undefined, true]);
    expect(concepts.map(({ notes }) => notes)).toEqual([undefined, undefined]);
    expect(warnings).toBeUndefined();
  });

  test("another word in such a column is kept as a note", () => {
    const { concepts } = read("term,translatable,ru\nsea ice,sometimes,лёд\n");
    expect(concepts[0]).toMatchObject({ notes: ["translatable: sometimes"] });
    expect(concepts[0]?.doNotTranslate).toBeUndefined();
  });

  test("Weblate: source and target, by the caller's languages or by their scripts", () => {
    const text =
      '"source","target","location","id","fuzzy","context","translator_comments","developer_comments"\n"ice","лёд","","","True","","",""\n';
    for (const options of [{}, { source: "en", target: "ru" } as const]) {
      const { concepts } = read(text, options);
      expect(concepts.map(termsOf)).toEqual([["en ice", "ru лёд"]]);
      expect(concepts[0]?.status).toBe("proposed");
    }
  });

  test("OmegaT: two or three columns without a header", () => {
    const { concepts } = read("sea ice\tморской лёд\tWMO 259\nfast ice\tприпай\t\n");
    expect(concepts.map(termsOf)).toEqual([
      ["en sea ice", "ru морской лёд"],
      ["en fast ice", "ru припай"],
    ]);
    expect(concepts[0]?.notes).toEqual(["WMO 259"]);
  });

  test("OmegaT: lines that begin with # are comments", () => {
    const { concepts } = read("# ice\nsea ice\tморской лёд\n#\nfast ice\tприпай\n");
    expect(concepts.map(termsOf)).toEqual([
      ["en sea ice", "ru морской лёд"],
      ["en fast ice", "ru припай"],
    ]);
    expect(() => read("# ice\tлёд\n")).toThrow(expect.objectContaining({ code: "file-empty" }));
    expect(read("#\ten\tru\n#1\tsea ice\tморской лёд\n").concepts).toHaveLength(1);
  });

  test.each([
    ["terms", "海冰", "固定冰", ["zh 海冰"], undefined],
    ["notes in some rows", "海冰", "", [], ["海冰"]],
    ["notes with numbers", "见世界气象组织 259 号文件", "固定冰", [], ["见世界气象组织 259 号文件"]],
  ])("a third column in the third language without a header: %s", (_, first, second, terms, notes) => {
    const { concepts } = read(`sea ice\tморской лёд\t${first}\nfast ice\tприпай\t${second}\n`);
    expect(termsOf(concepts[0])).toEqual(["en sea ice", "ru морской лёд", ...terms]);
    expect(concepts[0]?.notes).toEqual(notes);
  });
});

describe("fields of the whole model in a table of terms", () => {
  const first = (header: string, cell: string) => {
    const { concepts, warnings } = read(`concept\tlanguage\tterm\t${header}\nx1\tru\tлёд\t${cell}\n`);
    return { concept: concepts[0], term: concepts[0]?.terms[0], warnings };
  };

  test.each([
    ["gender", "masculine", { gender: "masculine" }],
    ["Род", "м.", { gender: "masculine" }],
    ["语法性", "阳性", { gender: "masculine" }],
    ["number", "plural", { grammaticalNumber: "plural" }],
    ["Number", "ед. ч.", { grammaticalNumber: "singular" }],
    ["Число", "мн.", { grammaticalNumber: "plural" }],
    ["数", "复数", { grammaticalNumber: "plural" }],
    ["register", "Technical", { register: "technical" }],
    ["Регистр", "разговорный", { register: "colloquial" }],
    ["Регистр речи", "жаргон", { register: "slang" }],
    ["语域", "口语", { register: "colloquial" }],
    ["region", "Чукотка", { region: "Чукотка" }],
    ["part of speech", "Noun", { partOfSpeech: "noun" }],
    ["Часть речи", "гл.", { partOfSpeech: "verb" }],
    ["词性", "名词", { partOfSpeech: "noun" }],
    ["type", "acronym", { type: "acronym" }],
    ["Тип", "сокращение", { type: "abbreviation" }],
    ["类型", "全称", { type: "fullForm" }],
    ["source", "WMO 259", { citation: "WMO 259" }],
    ["Источник", "ГОСТ", { citation: "ГОСТ" }],
    ["来源", "国标", { citation: "国标" }],
    ["usage", "in charts only", { usageNote: "in charts only" }],
    ["Употребление", "в лоции", { usageNote: "в лоции" }],
    ["用法", "仅用于海图", { usageNote: "仅用于海图" }],
    ["usage", "forbidden", { administrativeStatus: "deprecated", forbidden: true }],
    ["Использование", "устар.", { administrativeStatus: "superseded" }],
    ["用法", "首选", { administrativeStatus: "preferred" }],
    ["institution", "AARI", { institution: "AARI" }],
    ["Организация", "ААНИИ", { institution: "ААНИИ" }],
    ["机构", "极地中心", { institution: "极地中心" }],
    ["validFrom", "2020-05", { validFrom: "2020-05" }],
    ["valid until", "2021", { validUntil: "2021" }],
    ["Действует с", "1.2.2020", { validFrom: "2020-02-01" }],
    ["Действует до", "01.12.2021", { validUntil: "2021-12-01" }],
    ["有效期至", "2020年2月1日", { validUntil: "2020-02-01" }],
    ["validFrom", "last spring", { notes: ["validFrom: last spring"] }],
    ["caseSensitive", "да", { caseSensitive: true }],
    ["С учётом регистра", "иногда", { notes: ["caseSensitive: иногда"] }],
    ["大小写", "是", { caseSensitive: true }],
  ])("%s: “%s” is about the term", (header, cell, expected) => {
    const { term, warnings } = first(header, cell);
    expect(term).toEqual({
      language: "ru",
      text: "лёд",
      administrativeStatus: "preferred",
      ...expected,
    });
    expect(warnings).toBeUndefined();
  });

  test.each([
    [
      "broader",
      "water; sea",
      { relations: ["water", "sea"].map((concept) => ({ type: "broader", concept })) },
    ],
    ["Видовые понятия", "floe", { relations: [{ type: "narrower", concept: "floe" }] }],
    ["相关概念", "floe", { relations: [{ type: "related", concept: "floe" }] }],
    ["see also", "floe", { relations: [{ type: "see", concept: "floe" }] }],
    ["См. также", "ЛЁД", { relations: [{ type: "see", concept: "x1" }] }],
    ["related", "two words", { notes: ["related: two words"] }],
    ["picture", "https://a.example/b.png", { picture: "https://a.example/b.png" }],
    ["Изображение", "b.png", { notes: ["Изображение: b.png"] }],
    ["图片", "http://a.example/b", { picture: "http://a.example/b" }],
    [
      "links",
      "https://a.example/ The page; http://b.example/?a=1",
      { links: [{ url: "https://a.example/", text: "The page" }, { url: "http://b.example/?a=1" }] },
    ],
    ["Ссылки", "страница 5", { notes: ["Ссылки: страница 5"] }],
    ["网址", "http://a.example/", { links: [{ url: "http://a.example/" }] }],
    ["doNotTranslate", "true", { doNotTranslate: true }],
    ["Не переводить", "иногда", { notes: ["Не переводить: иногда"] }],
    ["不译", "是", { doNotTranslate: true }],
    ["mandatory", "yes", { mandatory: true }],
    ["Обязательный", "да", { mandatory: true }],
    ["必须", "是", { mandatory: true }],
    ["nested", "1", { nested: true }],
    ["嵌套", "是", { nested: true }],
    ["concept source", "WMO", { source: "WMO" }],
    ["Источник понятия", "ГОСТ", { source: "ГОСТ" }],
    ["概念来源", "国标", { source: "国标" }],
  ])("%s: “%s” is about the concept", (header, cell, expected) => {
    const { concept, warnings } = first(header, cell);
    expect(concept).toEqual({
      id: "x1",
      status: "approved",
      terms: [{ language: "ru", text: "лёд", administrativeStatus: "preferred" }],
      ...expected,
    });
    expect(warnings).toBeUndefined();
  });

  test.each([
    ["a column without a meaning", "Wetter", "Sturm"],
    ["who wrote it", "Author", "Tom"],
    ["a number that is none", "number", "many"],
    ["a column of one language", "Definition (en)", "frozen water"],
    ["a term of another column", "Перевод", "ice"],
    ["a second id", "Entry number", "7a"],
  ])("%s is named in a warning", (_, header, cell) => {
    expect(first(header, cell).warnings).toEqual([
      { code: "csv-invalid", params: { reason: "column-unknown", column: header } },
    ]);
  });

  test("a running number and an empty column need no warning", () => {
    expect(read("№\tlanguage\tterm\tAuthor\n1\ten\tice\t\n").warnings).toBeUndefined();
  });

  test("several columns of notes, sources or links are all kept", () => {
    const { concepts } = read(
      "language\tterm\tnote\tcomment\tsource\tcitation\nen\tice\tone\ttwo\tWMO\tp. 5\n",
    );
    expect(concepts[0]?.terms[0]).toMatchObject({ notes: ["one\ntwo"], citation: "WMO\np. 5" });
  });

  test("in a table of concepts, a usage without a language is a status for all terms, or a note", () => {
    const { concepts } = read("en\tru\tUsage\nice\tледок\tforbidden\nfloe\tльдина\tin charts\n");
    expect(concepts.map(termsOf)).toEqual([
      ["en ice!", "ru ледок!"],
      ["en floe", "ru льдина"],
    ]);
    expect(concepts.map(({ notes }) => notes)).toEqual([undefined, ["Usage: in charts"]]);
  });
});

describe("columns that the caller names", () => {
  test.each(["Begriff=en,Wort=ru", "1=en,2=ru", "a=en,B=ru", "Begriff=en; Wort=ru"])("%s", (columns) => {
    const { concepts } = read("Begriff,Wort\nice,лёд\n", { columns });
    expect(concepts.map(termsOf)).toContainEqual(["en ice", "ru лёд"]);
  });

  test("have priority over the header", () => {
    const { concepts } = read("en,ru\nice,лёд\n", { columns: "ru=ignore,en=zh" });
    expect(concepts.map(termsOf)).toEqual([["zh ice"]]);
  });

  test.each(["9=en", "en=verb", "nobody=ru", "en"])("%s is refused", (columns) => {
    expect(() => read("en,ru\nice,лёд\n", { columns })).toThrowError(
      expect.objectContaining({
        code: "csv-invalid",
        params: expect.objectContaining({ reason: "column-mapping" }),
      }),
    );
  });
});

describe("a table whose columns a person maps", () => {
  test("shows its columns with their first cells", () => {
    const { columns } = read("en,Wort\nice,лёд\nfloe,льдина\n");
    expect(columns).toEqual([
      { column: "en", role: "en", values: ["ice", "floe"] },
      { column: "Wort", role: null, values: ["лёд", "льдина"] },
    ]);
  });

  test.each([
    ["no line names the columns", "Begriff,Wort,Art\nice,лёд,n\n", undefined],
    ["the mapping leaves every term out", "Begriff,Wort,Art\nice,лёд,n\n", "1=ignore"],
    ["the mapping names no column", "Begriff,Wort,Art\nice,лёд,n\n", "7=ru"],
  ])("is refused with its columns if %s", (_, text, columns) => {
    const refusal = () => read(text, columns === undefined ? {} : { columns });
    expect(refusal).toThrowError(
      expect.objectContaining({
        code: "csv-invalid",
        extra: {
          columns: [
            { column: "1", role: null, values: ["Begriff", "ice"] },
            { column: "2", role: null, values: ["Wort", "лёд"] },
            { column: "3", role: null, values: ["Art", "n"] },
          ],
        },
      }),
    );
  });

  test("has no header if the first line is in the languages of its columns", () => {
    const { concepts, columns } = read("ice,лёд\nfloe,льдина\n", { columns: "1=en,2=ru" });
    expect(concepts.map(termsOf)).toEqual([
      ["en ice", "ru лёд"],
      ["en floe", "ru льдина"],
    ]);
    expect(columns?.[0]).toEqual({ column: "1", role: "en", values: ["ice", "floe"] });
  });

  test("has a header if its first line is in another language", () => {
    const { concepts } = read("Термин,Перевод,Прим.\nice,лёд,1\n", { columns: "1=en,2=ru,3=note" });
    expect(concepts.map(termsOf)).toEqual([["en ice", "ru лёд"]]);
  });
});

test.each([
  ["a translation", "Термин,Перевод\nёлка,fir\n", ["ru ёлка", "en fir"]],
  ["a definition", "Термин;Значение\nёлка;дерево\n", ["ru ёлка"]],
])("a term column without a language is in the language of its script beside %s", (_, text, terms) => {
  expect(read(text).concepts.map(termsOf)).toEqual([terms]);
});

describe("bad rows", () => {
  test("are rejected with name and line, and the others are read", () => {
    const { concepts, rejected } = read(
      `concept,en,ru\na,ice,лёд\nb,,\nc,floe,льдина,,extra\nd,${"x".repeat(600)},длинный\ne,berg,айсберг\n`,
    );
    expect(concepts.map(({ id }) => id)).toEqual(["a", "e"]);
    expect(rejected?.map(({ params, place }) => [params?.["reason"], place?.line, place?.unit])).toEqual([
      ["no-term", 3, "b"],
      ["ragged", 4, "c"],
      ["value", 5, "d"],
    ]);
  });

  test("a row of a long table without a term is rejected by its line, and the others are read", () => {
    const { concepts, rejected } = read(
      "concept,language,term,note\n1,en,waste,\n1,ru,,нет слова\n2,en,,\n3,ru,вода,\n3,,,о понятии\n",
    );
    expect(concepts.map(termsOf)).toEqual([["en waste"], ["ru вода"]]);
    expect(rejected?.map(({ code, params, place }) => [code, params?.["reason"], place?.line])).toEqual([
      ["csv-invalid", "no-term", 3],
      ["csv-invalid", "no-term", 4],
    ]);
  });

  test.each(["", "\n\n", "just,words\nand,more\n", "a\nb\n"])("%j is not a glossary", (text) => {
    expect(() => read(text)).toThrow();
  });

  test("the ids that the reader made are listed", () => {
    expect(read("en,ru\nice,лёд\n").made).toEqual(new Set(["row-1"]));
    expect(read("concept,en,ru\nice,ice,лёд\n").made).toBeUndefined();
  });
});
