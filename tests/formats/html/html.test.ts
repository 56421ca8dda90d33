import { expect, test } from "vitest";
import { parseHtml, readHtml } from "../../../src/formats/html/html.ts";
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
