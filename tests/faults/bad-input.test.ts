import { beforeAll, describe, expect, test } from "vitest";
import { encode } from "../../src/formats/encoding.ts";
import { bearer, ENVIRONMENT_TOKEN, type ProblemBody, type Service, sending, service } from "../http/app.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const unit = (id: string, source: string, target: string) =>
  `<unit id="${id}"><segment><source>${source}</source><target>${target}</target></segment></unit>`;
const xliff = (
  units: string,
  root = 'srcLang="en" trgLang="ru"',
  declaration = '<?xml version="1.0" encoding="UTF-8"?>',
) =>
  `${declaration}\n<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" ${root}><file id="f">${units}</file></xliff>`;
const GOOD = xliff(unit("a", "Sea ice", "Морской лёд") + unit("b", "Icebreaker", "Ледокол"));

let running: Service;
const ask = (path: string, init: RequestInit = {}) =>
  running.request(path, {
    ...init,
    headers: { ...bearer(ENVIRONMENT_TOKEN), ...(init.headers as Record<string, string>) },
  });
const upload = (path: string, body: Uint8Array, headers: Record<string, string> = {}) =>
  ask(path, {
    method: "POST",
    headers: { "content-type": "application/octet-stream", ...headers },
    body: new Uint8Array(body),
  });
const documents = "/api/v1/collections/c/documents";
const texts = async () => JSON.stringify(await (await ask("/api/v1/documents/d/units")).json());

beforeAll(async () => {
  running = service();
  await ask("/api/v1/collections", sending("POST", { id: "c", title: "C" }));
  const made = await upload(`${documents}?id=d&filename=d.xlf`, utf8(GOOD));
  expect(made.status, await made.clone().text()).toBe(201);
});

/** Files that cannot be read: title, bytes, file name, problem code. */
const UNREADABLE: readonly [string, Uint8Array, string, string][] = [
  ["cut in the middle", utf8(GOOD.slice(0, GOOD.length / 2)), "d.xlf", "xml-truncated"],
  ["empty", utf8(""), "d.xlf", "file-empty"],
  ["not XML", utf8("Просто текст, и ничего больше"), "d.xlf", "xml-malformed"],
  ["XML of another kind", utf8('<?xml version="1.0"?><note>hello</note>'), "d.xlf", "xml-namespace"],
  [
    "XLIFF in a wrong namespace",
    utf8(GOOD.replace("urn:oasis:names:tc:xliff:document:2.0", "urn:example:other")),
    "d.xlf",
    "xml-namespace",
  ],
  [
    "with a DOCTYPE that defines entities",
    utf8(
      GOOD.replace(
        "<xliff",
        '<!DOCTYPE xliff [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]><xliff',
      ),
    ),
    "d.xlf",
    "xml-doctype",
  ],
  ["of 100,000 nested elements", utf8(xliff("<group id='g'>".repeat(100_000))), "d.xlf", "xml-too-deep"],
  [
    "with an attribute of 10 MB",
    utf8(GOOD.replace('id="f"', `id="f" original="${"x".repeat(10_000_000)}"`)),
    "d.xlf",
    "xml-too-long",
  ],
  ["with a lone surrogate", utf8(GOOD.replace("Sea ice", "Sea &#xD800; ice")), "d.xlf", "character-invalid"],
  ["with a control character", utf8(GOOD.replace("Sea ice", "Sea \u0001 ice")), "d.xlf", "character-invalid"],
  ["in windows-1251 that says UTF-8", encode(GOOD, "windows-1251"), "d.xlf", "encoding-invalid"],
  [
    "with bytes that are no UTF-8",
    new Uint8Array([...utf8(GOOD.slice(0, 200)), 0xff, 0xfe, 0xfd]),
    "d.xlf",
    "encoding-invalid",
  ],
  [
    "with the same unit twice in one <file>",
    utf8(xliff(unit("a", "x", "х") + unit("a", "y", "у"))),
    "none",
    "unit-duplicate",
  ],
];

describe("a file that cannot be read", () => {
  test.each(UNREADABLE.filter(([, , name]) => name !== "none"))(
    "%s: gets a problem in three languages in short time, and changes nothing",
    async (_, bytes, filename, code) => {
      const before = await texts();
      for (const path of [
        `${documents}?filename=${filename}`,
        `/api/v1/documents/d/push?filename=${filename}`,
      ]) {
        const titles = new Set<string>();
        for (const language of ["en", "ru", "zh"]) {
          const response = await upload(path, bytes, { "accept-language": language });
          const problem = (await response.json()) as ProblemBody;
          expect([response.headers.get("content-type"), problem.code]).toEqual([
            expect.stringContaining("application/problem+json"),
            code,
          ]);
          expect(response.status).toBeGreaterThanOrEqual(400);
          expect(response.status).toBeLessThan(500);
          expect(problem.detail).not.toMatch(/\{\{|\bat .*\.ts|Error:/u);
          titles.add(problem.title);
        }
        expect(titles.size).toBe(3);
      }
      expect(await texts()).toBe(before);
      expect(running.reported).toEqual([]);
    },
  );

  test("of 60 MB is refused because of its size", async () => {
    const response = await upload(`${documents}?filename=d.xlf`, new Uint8Array(60 * 1024 * 1024));
    expect([response.status, ((await response.json()) as ProblemBody).code]).toEqual([413, "too-large"]);
  });
});

describe("a file in another encoding", () => {
  test.each([
    ["UTF-16 with BOM", encode(GOOD.replace("UTF-8", "UTF-16"), "utf-16le", true)],
    ["UTF-8 with BOM", encode(GOOD, "utf-8", true)],
    ["windows-1251 that says so", encode(GOOD.replace("UTF-8", "windows-1251"), "windows-1251")],
  ])("%s is read", async (_, bytes) => {
    const response = await upload(`/api/v1/documents/d/push?filename=d.xlf&dryRun`, bytes);
    expect(response.status, await response.clone().text()).toBe(200);
    const report = (await response.json()) as { counts: Record<string, number> };
    expect(report.counts).toMatchObject({ same: 2, rejected: 0 });
  });

  test("in windows-1251 is refused without a declared encoding, and read with one", async () => {
    const bytes = encode(GOOD.slice(GOOD.indexOf("\n") + 1), "windows-1251");
    const refused = await upload("/api/v1/documents/d/push?filename=d.xlf&dryRun", bytes);
    expect([refused.status, ((await refused.json()) as ProblemBody).code]).toEqual([422, "encoding-invalid"]);
    const told = await upload("/api/v1/documents/d/push?filename=d.xlf&dryRun&encoding=windows-1251", bytes);
    expect(await told.json()).toMatchObject({ counts: { same: 2 } });
  });
});

interface Report {
  readonly counts: Readonly<Record<string, number>>;
  readonly units: readonly { key: string; result: string; line?: number; problem?: { code: string } }[];
}
const pushed = async (text: string, query = ""): Promise<Report> => {
  const response = await upload(`/api/v1/documents/d/push?filename=d.xlf&dryRun${query}`, utf8(text));
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as Report;
};

describe("a unit that cannot be imported is named with its line, and the others are imported", () => {
  test("a unit that the document does not have", async () => {
    const { counts, units } = await pushed(xliff(unit("a", "Sea ice", "Морской лёд") + unit("zz", "x", "х")));
    expect(counts).toMatchObject({ same: 1, rejected: 1 });
    expect(units[1]).toMatchObject({ key: "zz", line: 2, problem: { code: "unit-unknown" } });
  });

  test("two units with the same id in the file", async () => {
    const { counts, units } = await pushed(
      xliff(unit("a", "Sea ice", "Лёд") + unit("a", "Sea ice", "Льды") + unit("b", "Icebreaker", "Ледокол")),
    );
    expect(counts).toMatchObject({ same: 1 });
    expect(units.filter(({ problem }) => problem?.code === "unit-duplicate").length).toBeGreaterThan(0);
    // The first of the two counts: the person who pushes it also wrote what is stored.
    expect(counts["changed"]).toBe(1);
  });

  test("a file in an unsupported language is refused as a whole", async () => {
    const response = await upload(
      "/api/v1/documents/d/push?filename=d.xlf",
      utf8(GOOD.replace('trgLang="ru"', 'trgLang="fi"')),
    );
    expect([response.status, ((await response.json()) as ProblemBody).code]).toEqual([
      422,
      "language-unknown",
    ]);
  });

  test("two <file> elements with the same original stay separate", async () => {
    const file = (id: string, text: string) =>
      `<file id="${id}" original="same.md">${unit("a", text, "")}</file>`;
    const two = GOOD.replace(/<file.*<\/file>/su, file("f1", "One") + file("f2", "Two"));
    const response = await upload(`${documents}?filename=two.xlf&dryRun`, utf8(two));
    const { report } = (await response.json()) as { report: Report };
    expect(report.counts).toMatchObject({ created: 2, rejected: 0 });
    expect(new Set(report.units.map(({ key }) => key)).size).toBe(2);
  });

  test("JSON with reserved names is rejected by name, and changes no prototype", async () => {
    const json =
      '{"home":"Home","__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}';
    const response = await upload(`${documents}?filename=site.json&source=en&dryRun`, utf8(json));
    expect(response.status).toBeLessThan(500);
    const { report } = (await response.json()) as { report: Report };
    expect(report.units.find(({ key }) => key.includes("__proto__"))).toMatchObject({
      result: "rejected",
      problem: { code: "json-key" },
    });
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });
});

test("a text in another language than declared is no translation, and is named with its place", async () => {
  const english =
    "The participants of the seminar agreed that the protection of the Arctic environment is a common task of all states.";
  const response = await upload(
    `${documents}?id=odd&filename=odd.xlf`,
    utf8(xliff(unit("a", english, english))),
  );
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({
    report: { warnings: [{ code: "texts-foreign", params: { language: "ru", found: "en", places: "a" } }] },
  });
});
