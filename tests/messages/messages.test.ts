import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe as group, expect, test } from "vitest";
import { LANGUAGES } from "../../src/domain/language.ts";
import { Problem, PROBLEM_CODES } from "../../src/domain/problem.ts";
import { refuseOtherDocuments } from "../../src/formats/other-documents.ts";
import { describe, messages, negotiate, RESOURCES } from "../../src/messages/messages.ts";

type Tree = { readonly [key: string]: string | Tree };

/** All texts of a tree, by full key. */
function texts(tree: Tree, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[prefix + key, value] as [string, string]]
      : texts(value, `${prefix}${key}.`),
  );
}

const PLURAL = /_(?:zero|one|two|few|many|other)$/u;
const keysOf = (tree: Tree) => [...new Set(texts(tree).map(([key]) => key.replace(PLURAL, "")))].sort();
const params = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/gu)].map((match) => match[1]).sort();

const codes = PROBLEM_CODES;

const LOCALES = join(import.meta.dirname, "../../locales");
const countKeys = (tree: Tree): number =>
  Object.values(tree).reduce((sum, value) => sum + 1 + (typeof value === "string" ? 0 : countKeys(value)), 0);

group("the program's own texts", () => {
  test.each(LANGUAGES)("in %s stand under keys that are there once", (language) => {
    for (const name of readdirSync(join(LOCALES, language))) {
      const text = readFileSync(join(LOCALES, language, name), "utf8");
      const written = text.match(/^ *"[^"]+":/gmu)?.length;
      expect([name, written]).toEqual([name, countKeys(JSON.parse(text) as Tree)]);
    }
  });

  /** Words that stood beside another word for the same thing, as 集合 beside 文集 and “list of imports” beside “history”. */
  const RETIRED = {
    en: /translation unit|list of imports|\bbring back\b|\btake heed\b|\btak(?:e|es|en) (?:back|away)\b/iu,
    ru: /встроенн\S+ код|список импортов|списке импортов/iu,
    zh: /集合|合集|术语表|内联代码|内嵌代码|行内代码|术语专家|术语专员|导入列表|不换行空格/u,
  };
  test.each(LANGUAGES)("in %s have one word for each thing", (language) => {
    for (const name of readdirSync(join(LOCALES, language))) {
      const all = texts(JSON.parse(readFileSync(join(LOCALES, language, name), "utf8")) as Tree);
      expect(all.filter(([, text]) => RETIRED[language].test(text))).toEqual([]);
    }
  });

  test("in Chinese have Chinese full stops and commas", () => {
    for (const name of readdirSync(join(LOCALES, "zh"))) {
      const all = texts(JSON.parse(readFileSync(join(LOCALES, "zh", name), "utf8")) as Tree);
      expect(
        all.filter(([, text]) => /\p{Script=Han}[.,;!?](?:\s|$)|\p{Script=Han}.*\.$/u.test(text)),
      ).toEqual([]);
    }
  });

  const namespaces = Object.keys(RESOURCES.en) as (keyof typeof RESOURCES.en)[];

  test.each(namespaces)("%s has the same keys in every language", (namespace) => {
    const english = keysOf(RESOURCES.en[namespace]);
    for (const language of LANGUAGES) expect(keysOf(RESOURCES[language][namespace])).toEqual(english);
  });

  // Messages of checks use the grammatical case that each language needs. Another test fills in their parameters.
  test.each(["interface", "problems"] as const)(
    "%s uses the same parameters in every language",
    (namespace) => {
      const english = new Map(texts(RESOURCES.en[namespace]));
      for (const language of LANGUAGES) {
        for (const [key, text] of texts(RESOURCES[language][namespace])) {
          const counterpart = english.get(key) ?? english.get(`${key.replace(PLURAL, "")}_other`);
          expect([language, key, params(text)]).toEqual([language, key, params(counterpart ?? "")]);
        }
      }
    },
  );

  test.each(namespaces)("%s has every plural form that its language needs", (namespace) => {
    for (const language of LANGUAGES) {
      const all = texts(RESOURCES[language][namespace]).map(([key]) => key);
      const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const bases = new Set(all.filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, "")));
      for (const base of bases) for (const form of needed) expect(all).toContain(`${base}_${form}`);
    }
  });

  test.each(namespaces)("%s has two forms of a word that follows a number in English", (namespace) => {
    const single = texts(RESOURCES.en[namespace]).filter(
      ([key, text]) => /\{\{count\}\} \p{L}/u.test(text) && !PLURAL.test(key),
    );
    expect(single).toEqual([]);
  });

  test.each(namespaces)("%s is written in the script of its language", (namespace) => {
    const words = (tree: Tree) =>
      texts(tree).flatMap(([key, text]) => {
        const own = text.replaceAll(/\{\{.*?\}\}/gu, "");
        return /\p{L}/u.test(own) && !SAME_EVERYWHERE.test(own) ? [[key, own] as const] : [];
      });
    const odd = [
      ...words(RESOURCES.ru[namespace]).filter(([, text]) => !/\p{Script=Cyrillic}/u.test(text)),
      ...words(RESOURCES.zh[namespace]).filter(([, text]) => !/\p{Script=Han}/u.test(text)),
      ...words(RESOURCES.zh[namespace]).filter(([, text]) => /\p{Script=Cyrillic}/u.test(text)),
    ];
    expect(odd).toEqual([]);
  });

  const SAME_EVERYWHERE = /^(?:cookie|ID|Polynya)$/iu;
});

group("problems in words", () => {
  test.each(codes)("%s has its own title, detail and advice in each language", (code) => {
    const words = LANGUAGES.map((language) => describe(messages(language), { code }));
    for (const { title, detail, advice } of words) {
      for (const text of [title, detail, advice]) {
        expect(text.length).toBeGreaterThan(2);
        expect(text).not.toContain(`${code}.`);
        expect(text).not.toContain("{{");
      }
    }
    expect(new Set(words.map(({ title }) => title)).size).toBe(LANGUAGES.length);
  });

  test("name the file, line and unit", () => {
    const place = { file: "сайт.xlf", line: 3, unit: "u1" };
    const problem = { code: "xml-truncated", place } as const;
    expect(describe(messages("en"), problem).detail).toMatch(/\(file сайт\.xlf, line 3, unit u1\)$/u);
    expect(describe(messages("ru"), problem).detail).toMatch(/\(файл сайт\.xlf, строка 3, единица u1\)$/u);
    expect(describe(messages("zh"), problem).detail).toMatch(/\(文件 сайт\.xlf, 第 3 行, 单元 u1\)$/u);
  });

  test("name the reason, if it is known, and its parameters", () => {
    const problem = { code: "csv-invalid", params: { reason: "ragged", expected: 3, found: 2 } } as const;
    expect(describe(messages("en"), problem).detail).toBe(
      "A row has another number of cells than the header line. (expected: 3, found: 2)",
    );
    const unknown = { code: "csv-invalid", params: { reason: "of another kind" } } as const;
    expect(describe(messages("ru"), unknown).detail).toMatch(/^Таблицу не удалось прочитать/u);
  });

  test("give advice for the reason", () => {
    const problem = { code: "csv-invalid", params: { reason: "no-header" } } as const;
    for (const language of LANGUAGES)
      expect(describe(messages(language), problem).advice).toContain("--columns");
    expect(describe(messages("en"), { code: "csv-invalid", params: { reason: "ragged" } }).advice).toMatch(
      /^Correct the place/u,
    );
  });

  test.each([
    [1, /^1 unit is marked/u],
    [2, /^2 units are marked/u],
  ])("agree with the number %d", (count, expected) =>
    expect(describe(messages("en"), { code: "units-untranslatable", params: { count } }).detail).toMatch(
      expected,
    ),
  );

  test("do not expand placeholders inside a parameter", () => {
    const place = { unit: "{{file}} $t(problems:internal.title)", file: "f" };
    expect(describe(messages("en"), { code: "unit-unknown", place }).detail).toContain(
      "unit {{file}} $t(problems:internal.title)",
    );
  });
});

group("negotiate", () => {
  test.each([
    [undefined, "en"],
    ["", "en"],
    ["ru", "ru"],
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh"],
    ["zh-TW", "zh"],
    ["de, fr;q=0.9, ru;q=0.5", "ru"],
    ["en;q=0.4, ru;q=0.6, zh;q=0.5", "ru"],
    ["ru;q=0, zh;q=0.1", "zh"],
    ["*", "en"],
    ["de", "en"],
    ["ru;q=nonsense", "en"],
  ])("%j is answered in %s", (header, language) => expect(negotiate(header)).toBe(language));

  test("answers any header", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2000, unit: "binary" }), (header) =>
        LANGUAGES.includes(negotiate(header)),
      ),
    );
  });
});

test.each(["document", "empty", "source", undefined])(
  "what an export lacks is told without the names of fields and bare numbers (%s)",
  (reason) => {
    const params = { language: "zh", count: 196, total: 196, ...(reason === undefined ? {} : { reason }) };
    for (const language of LANGUAGES) {
      const problem = { code: "export-untranslated", params, place: { field: "target" } } as const;
      const { detail } = describe(messages(language), problem);
      expect(detail).not.toMatch(/\)$/u);
      expect(detail).toContain("196");
    }
  },
);

test("a Russian problem names languages in forms that fit into its sentence", () => {
  const { has, t } = messages("ru");
  const codes = [
    "export-untranslated",
    "export-outdated",
    "document-unlike",
    "text-foreign",
    "texts-foreign",
  ];
  const reasons = [
    "",
    "document",
    "empty",
    "source",
    "known",
    "moved",
    "dropped",
    "left",
    "doubtful",
    "written",
  ];
  const keys = codes.flatMap((code) =>
    ["detail", "advice"].flatMap((part) =>
      reasons.map((reason) => `problems:${code}.${part}${reason === "" ? "" : `_${reason}`}`),
    ),
  );
  for (const key of keys.filter((one) => has(one)))
    expect(t(key, { language: "русский", found: "английский" }), key).not.toMatch(/ на «(?:рус|англ)/u);
});

test("a list of formats in the help of a command has all that it takes", () => {
  for (const language of LANGUAGES) {
    const text = messages(language).t("cli:special.align.format");
    for (const format of ["xliff", "tmx", "jliff"]) expect(text.toLowerCase()).not.toContain(format);
  }
});

test.each(["a.mqxlz", "a.sdltm", "a.sdlppx", "a.sdltb", "a.tmw", "a.txml", "a.dvprj", "a.wsxz", "a.idml"])(
  "%s is answered with advice for its program, in three languages",
  (filename) => {
    let found: unknown;
    try {
      refuseOtherDocuments(new Uint8Array(), filename);
    } catch (error) {
      found = error;
    }
    if (!(found instanceof Problem)) throw new Error(filename);
    for (const language of LANGUAGES) {
      const usual = describe(messages(language), { code: "document-other", params: { wanted: "TMX" } });
      const { advice } = describe(messages(language), found);
      expect(advice).not.toBe(usual.advice);
      expect(advice).toMatch(/XLIFF|TMX|TXLF|XML|\.sdlxliff/u);
    }
  },
);

group("languages in a problem", () => {
  test.each([
    ["en", "They were taken as Russian, but they look like Chinese."],
    ["ru", "Их язык принят за русский, но похоже, что это китайский."],
    ["zh", "文本按俄语接收，但看起来像汉语。"],
  ] as const)("have their names in %s", (language, detail) => {
    const problem = { code: "language-foreign", params: { language: "ru", found: "zh" } } as const;
    expect(describe(messages(language), problem).detail).toBe(detail);
  });

  test("have their names in a place", () => {
    const place = { line: 3, language: "zh" } as const;
    const older = { code: "text-older", params: { file: "a", stored: "b" }, place } as const;
    expect(describe(messages("en"), older).detail).toContain("language: Chinese");
  });

  test("that are not ours have names too, and what a command needs stays a code", () => {
    const foreign = { code: "language-foreign", params: { language: "ru", found: "uk" } } as const;
    expect(describe(messages("ru"), foreign).detail).toContain("украинский");
    const wrong = { code: "file-language", params: { language: "ru", found: "zh" } } as const;
    expect(describe(messages("en"), wrong).advice).toContain("`--target zh`");
    expect(describe(messages("en"), wrong).advice).toContain("is in Chinese");
  });
});
