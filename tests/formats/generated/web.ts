import fc from "fast-check";

/** Words, some with characters that are markup somewhere. */
const word = fc.constantFrom(
  "ice",
  "Sea",
  "route",
  "x_y",
  "salt&pepper",
  "5",
  "a*b",
  "polar",
  "“quote”",
  "co-op",
);
const sentence = (escape: (text: string) => string) =>
  fc
    .tuple(fc.array(word, { minLength: 1, maxLength: 5 }), fc.constantFrom(".", "!", "?", ""))
    .map(([words, end]) => escape(`The ${words.join(" ")}${end}`));
const join = (parts: fc.Arbitrary<string>, between = "", maxLength = 4) =>
  fc.array(parts, { minLength: 1, maxLength }).map((list) => list.join(between));

const escapeHtml = (text: string) => text.replaceAll("&", "&amp;");

/** An HTML page with random nesting, entities, attributes, protected parts and broken markup. */
export const html: fc.Arbitrary<string> = fc
  .letrec<{ inline: string; block: string }>((tie) => ({
    inline: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      sentence(escapeHtml),
      fc.constantFrom(
        "&nbsp;and&nbsp;",
        "&copy 2024",
        "<br>",
        "<br/>",
        "<!-- a > b -->",
        "<code>npm &lt;ci&gt;</code>",
        '<img src="a.png" alt="A map of ice">',
        "<img src=a.png alt=Map>",
        '<span translate="no">Polynya</span>',
        "<script>if (a < b) x('</p>')</script>",
        "\r\n\t",
        "<wbr>",
        "</b>",
        "<",
        "<svg><title>t</title></svg>",
      ),
      tie("inline").map((inner) => `<b>${inner}</b>`),
      tie("inline").map((inner) => `<a href="?a=1&b=2" title='Some "title" here'> ${inner}</a>`),
      tie("inline").map((inner) => `<i>${inner}`),
    ),
    block: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      join(tie("inline"), " ").map((inner) => `<p class=x>${inner}</p>`),
      join(tie("inline"), " ").map((inner) => `<p>${inner}`),
      join(tie("inline"), "\n").map((inner) => `<h2>${inner}</h2>`),
      fc.constantFrom(
        "<pre>keep\n <b>this</b></pre>",
        "<style>p { color: red }</style>",
        '<div translate="no"><p>Not this.</p></div>',
        '<p lang="ru">Не это.</p>',
        "<textarea placeholder='Write here'>Two\nlines</textarea>",
        "<input type=submit value=Send>",
        "<select><option>One<option>Two</select>",
      ),
      join(tie("block"), "\n").map((inner) => `<div>${inner}</div>`),
      join(tie("inline"), "").map((inner) => `<ul><li>${inner}<li>next</ul>`),
      join(tie("inline"), "<td>").map((inner) => `<table><tr>\n<td>${inner}</table>`),
    ),
  }))
  .block.chain((first) =>
    fc
      .constantFrom("\n", "\r\n")
      .map((end) =>
        [
          "<!doctype html>",
          '<html lang="en"><head><title>The page</title></head><body>',
          first,
          "</body></html>",
          "",
        ].join(end),
      ),
  );

const escapeMd = (text: string) => text.replace(/[*_]/gu, String.raw`\$&`);

/** A Markdown document with random nesting of lists, quotations, tables and inline markup. */
export const markdown: fc.Arbitrary<string> = fc
  .letrec<{ inline: string; block: string }>((tie) => ({
    inline: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      sentence(escapeMd),
      fc.constantFrom(
        "&amp;",
        "&copy;",
        "`npm ci`",
        "<br>",
        "https://example.org/a_b",
        "<https://example.org>",
      ),
      fc.constantFrom('![A map](map.png "Title of it")', "![](empty.png)", "<!-- note -->"),
      tie("inline").map((inner) => `**${inner.trim()}**`),
      tie("inline").map((inner) => `*${inner.trim()}*`),
      tie("inline").map((inner) => `[${inner.replaceAll(/[[\]]/gu, "")}](https://example.org 'A title')`),
      tie("inline").map((inner) => `<span title="A tip">${inner}</span>`),
    ),
    block: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      join(tie("inline"), " "),
      join(tie("inline"), "\n"),
      join(tie("inline"), "  \n"),
      join(tie("inline"), " ").map((inner) => `## ${inner}`),
      fc.constantFrom(
        "```js\nconst a = 1; // keep\n```",
        "    code",
        "---",
        "<!-- comment -->",
        '<div title="Tip">\n<p>The block of HTML.</p>\n</div>',
        '[ref]: https://example.org "The title"',
        "Title\n=====",
      ),
      fc
        .tuple(tie("inline"), tie("inline"))
        .map(([a, b]) => `| ${cell(a)} | ${cell(b)} |\n| --- | :-: |\n| x | y |`),
      join(tie("block"), "\n\n", 2).map((inner) => inner.replaceAll(/^/gmu, "> ")),
      join(tie("block"), "\n\n", 2).map((inner) => `- ${inner.replaceAll(/\n/gu, "\n  ")}`),
      join(tie("inline"), "\n", 3).map((inner) => `1. ${inner.replaceAll(/\n/gu, "\n2. ")}`),
    ),
  }))
  .block.chain((first) =>
    fc
      .constantFrom("\n", "\r\n")
      .map((end) =>
        ["---\ntitle: Front\n---\n", "Start here.\n", `${first}\n`].join("\n").replaceAll("\n", end),
      ),
  );

const cell = (text: string) => text.replaceAll("|", String.raw`\|`).replaceAll("\n", " ");
