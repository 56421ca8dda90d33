import { expect, test } from "vitest";
import { bearer, problemOf, sending, service } from "./app.ts";

async function started() {
  const polynya = service();
  const admin = bearer(await polynya.token("admin"));
  await polynya.request("/api/v1/collections", sending("POST", { id: "c", title: "C" }, admin));
  const made = await polynya.request("/api/v1/collections/c/documents?filename=t.csv&id=d", {
    method: "POST",
    headers: { ...admin, "content-type": "text/csv" },
    body: "key,en,ru\n=a,Sea ice,Морской лёд\nb,Shore,Берег\n",
  });
  const { report } = (await made.json()) as { report: { units: { unit: string }[] } };
  const unit = report.units[0]?.unit ?? "";
  const reviewer = bearer(await polynya.token("reviewer"));
  const mark = async (body: object, headers = reviewer) =>
    polynya.request(`/api/v1/units/${unit}/marks`, sending("POST", { language: "ru", ...body }, headers));
  const get = async (path: string, headers: Record<string, string> = {}) =>
    polynya.request(path, { headers: { ...bearer(await polynya.token("reader")), ...headers } });
  return { polynya, unit, mark, get, reviewer };
}

const wanted = {
  category: "accuracy",
  severity: "major",
  start: 8,
  end: 11,
  comment: '=SUM("лёд"), а не льды',
};

test("only a reviewer marks, everybody reads the marks", async () => {
  const { polynya, mark, get, unit } = await started();
  expect((await mark(wanted, bearer(await polynya.token("translator")))).status).toBe(403);
  const made = await mark(wanted);
  expect(made.status).toBe(200);
  expect(await made.json()).toMatchObject({ unit, stretch: "лёд", author: "reviewer", earlier: false });
  expect(await (await get("/api/v1/marks?document=d&severity=major")).json()).toMatchObject({
    items: [{ unit, document: "d", comment: wanted.comment }],
    next: null,
  });
  expect(await (await get("/api/v1/marks?severity=minor")).json()).toEqual({ items: [], next: null });
});

test.each([
  [{ ...wanted, category: "fluency" }, "category"],
  [{ ...wanted, end: 99 }, "end"],
  [{ ...wanted, start: -1 }, "start"],
  [{ ...wanted, comment: "x".repeat(2001) }, "comment"],
])("wrong input is a 422 with its field: %o", async (body, field) => {
  const { mark, get } = await started();
  const answer = await mark(body);
  expect(answer.status).toBe(422);
  const problem = await problemOf(answer);
  expect([problem.place?.field, problem.fields?.[0]?.field]).toContain(field);
  expect(await (await get("/api/v1/marks")).json()).toMatchObject({ items: [] });
});

test("a mark of a text that has changed meanwhile is a 412", async () => {
  const { mark } = await started();
  expect((await mark({ ...wanted, version: 7 })).status).toBe(412);
});

test("marks are taken away and restored", async () => {
  const { polynya, mark, get, reviewer } = await started();
  const { id } = (await (await mark(wanted)).json()) as { id: string };
  const send = async (verb: string, marks: string[]) =>
    polynya.request(`/api/v1/marks/${verb}`, sending("POST", { marks }, reviewer));
  expect((await send("remove", [id, "m99"])).status).toBe(404);
  expect(await (await send("remove", [id])).json()).toMatchObject({
    items: [{ removed: { author: "reviewer" } }],
  });
  expect(await (await get("/api/v1/marks")).json()).toMatchObject({ items: [] });
  expect(await (await get("/api/v1/marks?removed")).json()).toMatchObject({ items: [{ id }] });
  await send("restore", [id]);
  expect(await (await get("/api/v1/marks")).json()).toMatchObject({ items: [{ id }] });
});

test.each([
  [
    "en",
    "Document,Unit,Key,Language,Category,Severity,From,To,Stretch,Comment,Who,When,Text",
    "Accuracy,major",
  ],
  ["ru", "Документ,Единица,Ключ,Язык,Вид ошибки,Тяжесть", "Точность,существенная"],
  ["zh", "文档,单元,键,语言,错误类别,严重程度", "准确性,严重"],
])("the table of marks speaks %s, and no cell is a formula", async (language, head, words) => {
  const { mark, get, unit } = await started();
  await mark(wanted);
  const answer = await get("/api/v1/marks/export?document=d", { "accept-language": language });
  expect(answer.headers.get("content-disposition")).toContain("marks.csv");
  const [first = "", second = ""] = (await answer.text()).split("\r\n");
  expect(first).toContain(head);
  expect(second).toContain(`d,${unit},"\t=a",ru,${words},8,11,лёд,"\t=SUM(""лёд""), а не льды",reviewer,`);
  const data = await get("/api/v1/marks/export?format=json&document=d");
  expect(await data.json()).toMatchObject([{ category: "accuracy" }]);
});

test("the figure of a document is told with its parts, and as a table in the reader's language", async () => {
  const { mark, get, unit } = await started();
  await mark(wanted);
  expect(await (await get("/api/v1/reports/quality?document=d&language=ru")).json()).toMatchObject({
    document: "d",
    items: [
      {
        language: "ru",
        score: null,
        points: 5,
        parts: [
          {
            part: "marks",
            count: 1,
            points: 5,
            cost: null,
            units: [{ unit, key: "=a", count: 1, points: 5 }],
          },
          { part: "findings", count: 0 },
          { part: "triangle", count: 0 },
          { part: "edits", count: 0, of: 0 },
        ],
      },
    ],
  });
  const table = await get("/api/v1/reports/quality/export?document=d", { "accept-language": "ru" });
  const text = await table.text();
  expect(text).toContain("Документ,Язык,Оценка,Слова,Часть,Вид,Число,Баллы,Снимает");
  expect(text).toContain("d,ru,,,Пометки редакторов,существенные,1,5,");
  expect((await get("/api/v1/reports/quality?document=none")).status).toBe(404);
  expect((await get("/api/v1/reports/quality")).status).toBe(422);
});
