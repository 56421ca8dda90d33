import { expect, test } from "vitest";
import { createToken } from "../../src/services/access/create-token.ts";
import { insertPerson } from "../../src/storage/rows/people.ts";
import { bearer, OWNER, problemOf, sending, service } from "./app.ts";

async function started() {
  const polynya = service();
  const admin = bearer(await polynya.token("admin"));
  await polynya.request("/api/v1/collections", sending("POST", { id: "c", title: "C" }, admin));
  await polynya.request("/api/v1/collections/c/documents?filename=t.csv&id=d", {
    method: "POST",
    headers: { ...admin, "content-type": "text/csv" },
    body: "key,en,ru\na,Sea ice,Морской лёд\nb,Shore,\n",
  });
  await polynya.context.storage.batch(
    insertPerson({
      ...{ id: "p1", name: "Vera", kind: "person", languages: [], role: null, roles: { c: "translator" } },
      ...{ version: 1, disabled: null, created: "2026-11-01T00:00:00.000Z", createdBy: "owner" },
    }),
  );
  const made = await createToken(polynya.context, OWNER, { name: "t", person: "p1", role: "translator" });
  return { polynya, admin, vera: bearer(made.token) };
}

const wanted = { person: "p1", step: "translate", source: "en", target: "ru", due: "2026-12-01" };

test("an assignment is made by a manager, seen by its person, changed with its ETag and ended", async () => {
  const { polynya, admin, vera } = await started();
  const path = "/api/v1/documents/d/assignments";
  expect((await polynya.request(path, sending("POST", wanted, vera))).status).toBe(403);
  const made = await polynya.request(path, sending("POST", wanted, admin));
  expect(made.status).toBe(201);
  const etag = made.headers.get("etag") ?? "";
  const { id } = (await made.json()) as { id: string };
  const work = await (await polynya.request("/api/v1/work", { headers: vera })).json();
  expect(work).toMatchObject({ items: [{ id, progress: { units: 2, done: 1, words: 1 } }], next: null });
  const patch = async (body: object, tag: string) =>
    polynya.request(`${path}/${id}`, sending("PATCH", body, { ...admin, "if-match": tag }));
  expect((await patch({ due: null }, etag)).status).toBe(200);
  expect((await patch({ due: null }, etag)).status).toBe(412);
  expect((await polynya.request("/api/v1/assignments", { headers: vera })).status).toBe(403);
  const all = await polynya.request("/api/v1/assignments?collection=c&person=p1", { headers: admin });
  expect(await all.json()).toMatchObject({ items: [{ id, due: null, version: 2 }] });
  const ended = await polynya.request(`${path}/${id}`, { method: "DELETE", headers: admin });
  expect(ended.status).toBe(204);
  expect(await (await polynya.request("/api/v1/work", { headers: vera })).json()).toMatchObject({
    items: [],
  });
});

test.each([
  [{ ...wanted, due: "tomorrow" }, 422, "due"],
  [{ ...wanted, due: "2026-13-01" }, 422, "due"],
  [{ ...wanted, step: "write" }, 422, "step"],
  [{ ...wanted, part: { first: 2, last: 3 } }, 422, "part.last"],
  [{ ...wanted, step: "review" }, 409, "person"],
  [{ ...wanted, person: "none" }, 404, "person"],
])("wrong input is a problem with its field: %o", async (body, status, field) => {
  const { polynya, admin } = await started();
  const answer = await polynya.request("/api/v1/documents/d/assignments", sending("POST", body, admin));
  expect(answer.status).toBe(status);
  const problem = await problemOf(answer);
  expect([problem.place?.field, problem.fields?.[0]?.field]).toContain(field);
});

test.each([
  ["en", "Vera may not do this work"],
  ["ru", "Vera не может выполнять эту работу"],
  ["zh", "Vera 无权做这项工作"],
])("who may not do it is told in %s", async (language, title) => {
  const { polynya, admin } = await started();
  const headers = { ...admin, "accept-language": language };
  const answer = await polynya.request(
    "/api/v1/documents/d/assignments",
    sending("POST", { ...wanted, step: "review" }, headers),
  );
  expect((await problemOf(answer)).title).toBe(title);
});
