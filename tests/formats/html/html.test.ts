import { describe, expect, test } from "vitest";
import { type Content, isCode, placeholderText, plainText } from "../../../src/domain/segment.ts";
import { encode } from "../../../src/formats/encoding.ts";
import { parseHtml, readHtml, spliceHtml, writeHtml } from "../../../src/formats/html/html.ts";
import { problemOf } from "../problem-of.ts";

test("blocks of all kinds are read with the text that a browser shows", () => {
  const { title, blocks } = parseHtml(`<!doctype html><html><head><title>Полынья &mdash;
 сайт</title><style>p{}</style></head><body><nav>Меню</nav>
<h1>Лёд <em>и</em> снег</h1>
<p>Первый&nbsp;абзац.<br>Новая   строка.<script>alert(1)</script></p>
<ul><li>один<ul><li>внутри</li></ul></li><li>два</ul>
<figure><img src=x><figcaption>Карта</figcaption></figure>
<table><tr><th>Год<td>2023</table>
<div>Голый <b>текст</b><p>и абзац</div></body></html>`);
  expect(title).toBe("Полынья — сайт");
  expect(blocks.map(({ kind, level, text }) => [kind, level, text])).toEqual([
    ["heading", 1, "Лёд и снег"],
    ["paragraph", undefined, "Первый\u00A0абзац.\nНовая строка."],
    ["list-item", 1, "один"],
    ["list-item", 2, "внутри"],
    ["list-item", 1, "два"],
    ["caption", undefined, "Карта"],
    ["table-cell", undefined, "Год"],
    ["table-cell", undefined, "2023"],
    ["paragraph", undefined, "Голый текст"],
    ["paragraph", undefined, "и абзац"],
  ]);
  expect(blocks[0]?.line).toBe(3);
});

test.each([
  [
    "<p>在<ruby>哈尔滨<rp>(</rp><rt>Hā'ěrbīn</rt><rp>)</rp></ruby>举行。</p><p>Next.</p>",
    "在哈尔滨举行。",
    3,
  ],
  ["<p>The <ruby>sea<rt>si:</ruby> is <b>cold</b>.</p><p>Next.</p>", "The sea is cold.", 5],
  ["<p><ruby><rb>北<rb>京<rt>běi<rt>jīng</ruby>站</p><p>Next.</p>", "北京站", 5],
])("the base of ruby is text, and a reading is a code in its place: %s", (page, text, codes) => {
  const bytes = new TextEncoder().encode(page);
  const file = readHtml(bytes, { source: "en" });
  const contents = file.units.map(({ variants }) => variants.en?.content ?? []);
  expect(contents.map((content) => plainText(content))).toEqual([text, "Next."]);
  expect(contents[0]?.filter(isCode).length).toBe(codes);
  expect(spliceHtml(bytes, file, { templateLanguage: "en", target: "en" })?.bytes).toEqual(bytes);
});

test("the declared encoding is used", () => {
  const head = [...'<meta charset="windows-1251"><p>'].map((c) => c.charCodeAt(0));
  const bytes = Uint8Array.from([...head, 0xcb, 0xb8, 0xe4, 0x2e]);
  expect(readHtml(bytes).units[0]?.variants.ru?.content).toEqual(["Лёд."]);
});

test("broken HTML is read, and elements nested too deeply are refused", () => {
  expect(parseHtml("<p>a<p>b</div></p><b>c").blocks.map((block) => block.text)).toEqual(["a", "b", "c"]);
  expect(problemOf(() => parseHtml("<div>".repeat(5000))).code).toBe("xml-too-deep");
  expect(parseHtml("<".repeat(100_000)).blocks.length).toBeLessThan(2);
  expect(parseHtml("&".repeat(100_000)).blocks).toHaveLength(1);
});

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const contentsOf = (html: string) =>
  readHtml(bytesOf(html), { source: "en" }).units.map(({ context, variants }) => [
    context,
    (variants.en?.content ?? []).map((part) => (isCode(part) ? `{${part.kind} ${part.id}}` : part)).join(""),
  ]);
/** The page in Russian, with the given translations of English sentences. */
function inRussian(html: string, texts: Readonly<Record<string, Content>>): string {
  const bytes = bytesOf(html);
  const file = readHtml(bytes, { source: "en" });
  const units = file.units.map((unit) => {
    const content = texts[placeholderText(unit.variants.en?.content ?? [])];
    return content === undefined
      ? unit
      : { ...unit, variants: { ...unit.variants, ru: { content, state: "translated" as const } } };
  });
  return textOf(spliceHtml(bytes, { ...file, units }, { target: "ru", templateLanguage: "en" })?.bytes);
}

describe("units of a page", () => {
  test("are sentences and texts in attributes, with inline markup as codes", () => {
    expect(
      contentsOf(
        '<title>Ice</title><meta content="About ice." name=Description><p title="A tip">One <b>bold</b> word. <i>Two.</i>' +
          '<img alt="A map" src="m.png"> Three<br>lines.<input placeholder="Write" type=submit value=Send aria-label=Go>',
      ),
    ).toEqual([
      ["attribute page-title", "Ice"],
      ["attribute description", "About ice."],
      ["paragraph", "One {open 1}bold{close 1} word."],
      ["paragraph", "Two."],
      ["paragraph", "Three"],
      ["paragraph", "lines."],
      ["attribute title", "A tip"],
      ["attribute alt", "A map"],
      ["attribute placeholder", "Write"],
      ["attribute value", "Send"],
      ["attribute aria-label", "Go"],
    ]);
  });

  test("leave out code, scripts, other languages and what is not to be translated", () => {
    expect(
      contentsOf(
        "<p>Run <code>npm ci</code> in <span translate=no>Polynya</span> <q lang=ru>сейчас</q>.<pre>no</pre><script>no</script>" +
          "<div translate=no><p title=No>No <b translate=yes>but this</b></div><svg><text>no</text></svg>",
      ),
    ).toEqual([
      ["paragraph", "Run {ph 1} in {ph 2} {ph 3}."],
      ["paragraph", "{ph 1}{open 2}but this{close 2}"],
    ]);
  });

  test("of broken markup are those that a browser shows", () => {
    expect(
      contentsOf(
        "<p>a &copy 2024 &amp b<p>c < d<li>e<li>f</b></p>g<table><tr><td>h<td>i</table><b>j<p>k</b>l <!-- x --!>m<!doctype x>n<a title=o p",
      ).map(([, text]) => text),
    ).toEqual(["a © 2024 & b", "c < d", "e", "f", "g", "h", "i", "j", "k{ph 1}l {ph 2}m{ph 3}n"]);
  });
});

describe("a translated page", () => {
  test("differs from the page in the texts and the language only", () => {
    const html =
      '<!DOCTYPE html>\r\n<HTML lang="en-US" dir=ltr>\r\n<p  class=a>One &mdash; <B>two</B>&nbsp;three. Untouched&hellip;</p>\r\n<p>\tLast\n line.</p>';
    const open = { kind: "open", id: "1", element: "pc" } as const;
    const close = { kind: "close", id: "1", element: "pc" } as const;
    expect(
      inRussian(html, {
        "One — \uFFFCtwo\uFFFC\u00A0three.": ["Раз\u00A0< ", open, "два & 3", close, "."],
        "Last line.": ["Последняя."],
      }),
    ).toBe(
      '<!DOCTYPE html>\r\n<HTML lang="ru" dir=ltr>\r\n<p  class=a>Раз&nbsp;&lt; <B>два &amp; 3</B>. Untouched&hellip;</p>\r\n<p>\tПоследняя.</p>',
    );
  });

  test("gets a language if it had none, and keeps codes that cross sentences", () => {
    const [close] = [{ kind: "close", id: "9", element: "pc" }] as const;
    expect(
      inRussian("<html><p>A <b>one. Two</b> b.", {
        "A \uFFFCone.": ["Один."],
        "Two\uFFFC b.": ["Два.", close],
      }),
    ).toBe('<html lang="ru"><p>Один.<b> </b>Два.');
  });

  test("never gets markup that the page does not have", () => {
    const script = { kind: "ph", id: "7", element: "ph", data: "<script>alert(1)</script>" } as const;
    expect(inRussian("<p title=Hi>Hello.", { "Hello.": ["Ку", script, "<img>"], Hi: ['" onload="x'] })).toBe(
      '<p title="&quot; onload=&quot;x">Ку&lt;img&gt;',
    );
  });

  test("keeps the encoding of the page; characters that it lacks become references", () => {
    const bytes = encode('<meta charset="windows-1251"><p>Лёд.', "windows-1251");
    const file = readHtml(bytes);
    const units = file.units.map((unit) => ({
      ...unit,
      variants: { zh: { content: ["冰。"], state: "translated" as const } },
    }));
    const written = spliceHtml(bytes, { ...file, units }, { target: "zh", templateLanguage: "ru" });
    expect(textOf(written?.bytes)).toBe('<meta charset="windows-1251"><p>&#x51B0;&#x3002;');
  });
});

test("a page without a template has headings, lists and tables", () => {
  const file = readHtml(bytesOf("<title>T</title><h1>A</h1><ul><li>b<li>c</ul><p>d &amp; e</p>"), {
    source: "en",
  });
  expect(textOf(writeHtml(file, { target: "en" }))).toBe(
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>T</title>\n</head>\n<body>\n<h1>A</h1>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n<p>d &amp; e</p>\n</body>\n</html>\n',
  );
});

test("a page in a language that is not ours is refused, unless the request names the language", () => {
  const page = bytesOf('<html lang="de"><p>Eis.');
  expect(problemOf(() => readHtml(page)).code).toBe("language-missing");
  expect(readHtml(page, { source: "en" }).source).toBe("en");
});

test("hostile pages are read in limited time", () => {
  for (const hostile of [
    "<i>".repeat(1000) + "<p>".repeat(50_000),
    "</b>".repeat(100_000),
    '<a title="'.repeat(20_000),
  ])
    expect(() => parseHtml(hostile)).not.toThrow();
});

describe("the language of a page in another language", () => {
  const page = '<html lang="en"><p>Ice.<p>Snow.<p lang="ru">Снег.<p>Wind.';
  test.each(["source", "mark", "omit"] as const)(
    "stays as it is while nothing is translated (%s)",
    (untranslated) => {
      const bytes = bytesOf(page);
      const file = readHtml(bytes, { source: "en" });
      const written = spliceHtml(bytes, file, { target: "ru", templateLanguage: "en", untranslated });
      expect(textOf(written?.bytes)).toContain('<html lang="en">');
      if (untranslated === "source") expect(written?.bytes).toBe(bytes);
    },
  );
  test("is named as soon as one sentence is translated", () => {
    expect(inRussian(page, { "Ice.": ["Лёд."] })).toBe(
      '<html lang="ru"><p>Лёд.<p>Snow.<p lang="ru" translate="no">Снег.<p>Wind.',
    );
    expect(inRussian("<html><p>Ice.", { "Ice.": ["Лёд."] })).toBe('<html lang="ru"><p>Лёд.');
    expect(inRussian("<html><p>Ice.", {})).toBe("<html><p>Ice.");
  });
  test("is named in a translated page that still declares that of its source, and only at the root", () => {
    const bytes = bytesOf('<html lang="en"><p>Лёд.<p lang="en">Ice.');
    const file = readHtml(bytes, { target: "ru" });
    const options = { target: "ru", templateLanguage: "ru" } as const;
    const english = { content: ["Ice."], state: "translated" } as const;
    const units = file.units.map((unit) => ({ ...unit, variants: { ...unit.variants, en: english } }));
    const written = spliceHtml(bytes, { ...file, units }, options);
    expect(textOf(written?.bytes)).toBe('<html lang="ru"><p>Лёд.<p lang="en">Ice.');
    // The same page as the only language of its document stays as it came.
    expect(spliceHtml(bytes, file, options)?.bytes).toBe(bytes);
  });
});
