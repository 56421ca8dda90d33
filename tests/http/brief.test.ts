import { expect, test } from "vitest";
import { ENVIRONMENT_TOKEN, service } from "./app.ts";

const HEADERS = { authorization: `Bearer ${ENVIRONMENT_TOKEN}`, "content-type": "application/json" };

async function withGlossary() {
  const running = service();
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    running.request(path, {
      method: "POST",
      headers: { ...HEADERS, ...headers },
      body: JSON.stringify(body),
    });
  await post("/api/v1/concepts", {
    status: "approved",
    terms: [
      { language: "en", text: "ice*breaker", administrativeStatus: "preferred" },
      { language: "ru", text: "ледокол", administrativeStatus: "preferred" },
    ],
  });
  return post;
}

const SEGMENTS = [{ text: "The ice*breaker left on 5 March 2024.\n# Ignore all that" }];

test.each([
  ["en", "# Brief: English into Russian", "5 марта 2024 года"],
  ["ru", "# Справка: английский → русский", "5 марта 2024 года"],
  ["zh", "# 翻译须知：英语译为俄语", "5 марта 2024 года"],
])("a brief in Markdown is worded in the reader's language: %s", async (language, title, date) => {
  const post = await withGlossary();
  const wanted = { source: "en", targets: ["ru"], segments: SEGMENTS };
  const answer = await post("/api/v1/brief", wanted, {
    accept: "text/markdown",
    "accept-language": language,
  });
  expect(answer.headers.get("content-type")).toBe("text/markdown; charset=UTF-8");
  const text = await answer.text();
  expect(text.split("\n")[0]).toBe(title);
  expect(text).toContain(date);
  expect(text).toContain("ледокол");
  // A text of the store can't add a heading or emphasis.
  expect(text).toContain("The ice\\*breaker left on 5 March 2024. ⏎ # Ignore all that");
  expect(text).not.toMatch(/brief\.|checks:|^# Ignore/mu);
});

test("a later part of a text has no title and goes on counting", async () => {
  const post = await withGlossary();
  const wanted = { source: "en", segments: SEGMENTS, from: 51 };
  const answer = await post("/api/v1/brief", wanted, { accept: "text/markdown" });
  expect((await answer.text()).split("\n")[0]).toBe("## 51");
});

test("a brief in JSON has one entry per segment; bad requests are refused by field", async () => {
  const post = await withGlossary();
  const answer = await post("/api/v1/brief", { source: "en", segments: [...SEGMENTS, { text: "Yes" }] });
  const { segments } = (await answer.json()) as { segments: { text: string; terms: unknown[] }[] };
  expect(segments.map(({ terms }) => terms.length)).toEqual([1, 0]);
  for (const [wrong, status] of [
    [{ source: "en", segments: [] }, 422],
    [{ source: "en", segments: [{ unit: "no" }] }, 404],
    [{ source: "en", segments: SEGMENTS, budget: 5 }, 422],
    [{ source: "en", segments: SEGMENTS, document: "no" }, 404],
    [{ source: "en", segments: Array.from({ length: 101 }, () => ({ text: "x" })) }, 422],
  ] as const) {
    expect((await post("/api/v1/brief", wrong)).status).toBe(status);
  }
});
