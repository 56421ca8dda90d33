import { expect, test } from "vitest";
import { bearer, sending, service } from "./app.ts";

async function started() {
  const polynya = service();
  const admin = bearer(await polynya.token("admin"));
  await polynya.request("/api/v1/collections", sending("POST", { id: "c", title: "C" }, admin));
  await polynya.request("/api/v1/collections/c/documents?filename=t.csv&id=d", {
    method: "POST",
    headers: { ...admin, "content-type": "text/csv" },
    body: "key,en,ru\na,The sea ice melts,Морской лёд тает\nb,Old sea ice,Старый морской лёд\n",
  });
  const call = async (
    role: Parameters<typeof polynya.token>[0],
    path: string,
    body: unknown,
    accept = "application/json",
  ) => {
    const headers = { ...bearer(await polynya.token(role)), accept };
    return polynya.request(path, sending("POST", body, headers));
  };
  return { polynya, call };
}

test("a reader finds candidates in a collection, a document and a text", async () => {
  const { call } = await started();
  for (const body of [{ collection: "c" }, { document: ["d"] }, {}]) {
    const answer = await call("reader", "/api/v1/candidates", body);
    expect(await answer.json()).toMatchObject({
      candidates: [{ terms: { en: "sea ice", ru: "морской лёд" }, frequency: 2, known: false }],
    });
  }
  const text = await call("reader", "/api/v1/candidates", { texts: { en: "The sea ice melts." }, limit: 1 });
  expect(await text.json()).toMatchObject({
    candidates: [{ evidence: [{ texts: { en: "The sea ice melts." } }] }],
  });
});

test("long work is told in lines to those who ask for them", async () => {
  const { call } = await started();
  const answer = await call("reader", "/api/v1/candidates", { collection: "c" }, "application/x-ndjson");
  const lines = (await answer.text()).trim().split("\n");
  expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ result: { units: 2 } });
});

test("only a terminologist refuses, and everybody sees what is refused", async () => {
  const { polynya, call } = await started();
  const refusal = { terms: { en: "sea ice" }, collection: "c" };
  expect((await call("translator", "/api/v1/candidates/refused", refusal)).status).toBe(403);
  expect((await call("terminologist", "/api/v1/candidates/refused", refusal)).status).toBe(200);
  const list = await polynya.request("/api/v1/candidates/refused?collection=c", {
    headers: bearer(await polynya.token("reader")),
  });
  expect(await list.json()).toMatchObject({
    items: [{ term: "sea ice", author: "terminologist" }],
    next: null,
  });
  const left = await call("reader", "/api/v1/candidates", { collection: "c" });
  expect(await left.json()).not.toMatchObject({ candidates: [{ terms: { en: "sea ice" } }] });
});

test("an unknown document is a 404, wrong fields are a 422 with their place", async () => {
  const { call } = await started();
  expect((await call("reader", "/api/v1/candidates", { document: "none" })).status).toBe(404);
  const wrong = await call("reader", "/api/v1/candidates", { languages: ["xx"], limit: 5000 });
  expect(wrong.status).toBe(422);
  expect(await wrong.json()).toMatchObject({ code: "invalid-fields" });
});
