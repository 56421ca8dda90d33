import { expect, test } from "vitest";
import { bearer, sending, service } from "./app.ts";

async function started() {
  const polynya = service();
  const admin = bearer(await polynya.token("admin"));
  await polynya.request("/api/v1/collections", sending("POST", { id: "c", title: "C" }, admin));
  await polynya.request("/api/v1/collections/c/documents?filename=t.csv&id=d", {
    method: "POST",
    headers: { ...admin, "content-type": "text/csv" },
    body: "key,en,ru\na,Ice melts,Лёд тает\nb,Old ice,Старый лёд\n",
  });
  const call = async (role: "reader" | "translator" | "reviewer", body: unknown) => {
    const headers = { ...bearer(await polynya.token(role)), "accept-language": "ru" };
    const answer = await polynya.request("/api/v1/replacements", sending("POST", body, headers));
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  return { polynya, call };
}

test("a preview lists the places, the write is one import, and its report is that of the journal", async () => {
  const { polynya, call } = await started();
  const wanted = { find: { text: "лёд" }, replace: "снег", scope: { documents: ["d"] } };
  const preview = await call("translator", { ...wanted, dryRun: true });
  expect(preview).toMatchObject({
    status: 200,
    body: { import: null, total: 2, places: [{ found: "Лёд", replacement: "Снег" }, { found: "лёд" }] },
  });
  const { body } = await call("translator", wanted);
  expect(body).toMatchObject({ counts: { changed: 2 }, undone: false });
  const stored = await polynya.request(`/api/v1/imports/${String(body["import"])}`, {
    headers: bearer(await polynya.token("reader")),
  });
  expect(await stored.json()).toMatchObject({ kind: "edit", author: "translator", counts: { changed: 2 } });
});

test("a reader may not replace, and a translator may not set a state above translated", async () => {
  const { call } = await started();
  const wanted = { find: { text: "лёд" }, replace: "снег" };
  expect((await call("reader", wanted)).status).toBe(403);
  expect((await call("translator", { ...wanted, state: "final" })).status).toBe(403);
  expect((await call("reviewer", { ...wanted, state: "final" })).status).toBe(200);
});

test("a wrong pattern is a problem with its place, in the language of the reader", async () => {
  const { call } = await started();
  const find = { text: "(?=лёд)", mode: "pattern" };
  const { status, body } = await call("translator", { find, replace: "" });
  expect([status, body["code"], body["title"]]).toEqual([
    422,
    "pattern-unsupported",
    "В шаблоне это невозможно",
  ]);
  expect(body["place"]).toMatchObject({ column: 1 });
  expect((await call("translator", { find: { text: "" }, replace: "" })).status).toBe(422);
});

test("states and deletion need a collection or a document, and the right of the state", async () => {
  const { polynya } = await started();
  const ask = async (role: "translator" | "reviewer", method: string, query: string, body?: unknown) => {
    const headers = bearer(await polynya.token(role));
    const path = `/api/v1/units?${query}`;
    const answer = await polynya.request(
      path,
      body === undefined ? { method, headers } : sending(method, body, headers),
    );
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  expect((await ask("reviewer", "PATCH", "", { state: "final" })).status).toBe(422);
  expect((await ask("reviewer", "DELETE", "language=ru")).status).toBe(422);
  expect((await ask("translator", "PATCH", "document=d", { state: "final" })).status).toBe(403);
  expect((await ask("translator", "DELETE", "document=d")).status).toBe(403);
  const set = await ask("reviewer", "PATCH", "document=d&language=ru", { state: "final" });
  expect(set).toMatchObject({ status: 200, body: { counts: { changed: 2 } } });
  const trial = await ask("reviewer", "DELETE", "document=d&dryRun");
  expect(trial.body).toMatchObject({ import: null, counts: { removed: 2 } });
  const gone = await ask("reviewer", "DELETE", "document=d&language=ru&state=final");
  expect(gone.body).toMatchObject({ counts: { changed: 2, removed: 0 } });
});
