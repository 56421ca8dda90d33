import { describe, expect, test } from "vitest";
import { bearer, problemOf, sending, service } from "./app.ts";

const POLYNYA = {
  id: "polynya",
  terms: [
    { language: "en", text: "polynya" },
    { language: "ru", text: "полынья" },
    { language: "zh", text: "冰间湖" },
  ],
};

interface Shown {
  readonly status: string;
  readonly version: number;
  readonly updatedBy: string;
  readonly terms: readonly { text: string; administrativeStatus: string }[];
}

async function office() {
  const { request, token } = service();
  const [reader, translator, terminologist, other] = await Promise.all([
    token("reader"),
    token("translator"),
    token("terminologist"),
    token("translator", undefined, "another translator"),
  ]);
  const send = (who: string, method: string, path: string, body: unknown, headers = {}) =>
    request(`/api/v1${path}`, sending(method, body, { ...bearer(who), ...headers }));
  const get = async <Body>(path: string): Promise<Body> =>
    (await request(`/api/v1${path}`, { headers: bearer(reader) })).json() as Promise<Body>;
  const recognised = async (text: string): Promise<string[]> => {
    const answer = await send(reader, "POST", "/terms/recognise", { language: "ru", text });
    return ((await answer.json()) as { terms: { concept: string }[] }).terms.map(({ concept }) => concept);
  };
  return { reader, translator, terminologist, other, send, get, recognised };
}

describe("a term", () => {
  test("is proposed by a translator, discussed, approved by a terminologist, and used from then on", async () => {
    const { reader, translator, terminologist, send, get, recognised } = await office();
    expect((await send(reader, "POST", "/concepts", POLYNYA)).status).toBe(403);
    const claimed = await send(translator, "POST", "/concepts", { ...POLYNYA, status: "approved" });
    expect((await problemOf(claimed)).code).toBe("forbidden");

    const made = await send(translator, "POST", "/concepts", POLYNYA);
    expect(made.status).toBe(201);
    expect(await made.json()).toMatchObject({ status: "proposed", version: 1, updatedBy: "translator" });
    expect(await recognised("у полыньи")).toEqual([]);
    expect(await get("/concepts?status=proposed")).toMatchObject({ total: 1 });

    const approval = { status: "approved" };
    const etag = { "if-match": made.headers.get("etag") ?? "" };
    expect((await send(translator, "PATCH", "/concepts/polynya", approval, etag)).status).toBe(403);
    const said = await send(translator, "POST", "/concepts/polynya/comments", { text: "Есть в WMO-259." });
    expect(said.status).toBe(201);
    const approved = await send(terminologist, "PATCH", "/concepts/polynya", approval, etag);
    expect(await approved.json()).toMatchObject({
      status: "approved",
      version: 2,
      updatedBy: "terminologist",
    });
    expect((await send(terminologist, "PATCH", "/concepts/polynya", approval, etag)).status).toBe(412);
    expect(await recognised("у полыньи")).toEqual(["polynya"]);

    expect(await get("/concepts/polynya")).toMatchObject({
      comments: [{ text: "Есть в WMO-259.", author: "translator" }],
    });
    expect(await get("/concepts/polynya/history")).toMatchObject({
      items: [
        { version: 2, author: "terminologist", concept: { status: "approved" } },
        { version: 1, author: "translator", concept: { status: "proposed" } },
      ],
    });
  });

  test("can be changed and withdrawn by its proposer until it is approved, and by no other translator", async () => {
    const { translator, terminologist, send, get, recognised, other } = await office();
    const made = await send(translator, "POST", "/concepts", POLYNYA);
    const version = (answer: Response) => ({ "if-match": answer.headers.get("etag") ?? "" });
    const better = { definitions: { ru: { text: "Пространство чистой воды среди льдов." } } };
    expect(await get("/concepts/polynya")).toMatchObject({ createdBy: "translator" });

    const foreign = await problemOf(await send(other, "PATCH", "/concepts/polynya", better, version(made)));
    expect(foreign).toMatchObject({ status: 403, code: "not-your-proposal" });
    expect((await send(other, "DELETE", "/concepts/polynya", undefined)).status).toBe(403);
    expect((await send(translator, "PATCH", "/concepts/polynya", better)).status).toBe(428);

    const changed = await send(translator, "PATCH", "/concepts/polynya", better, version(made));
    expect(await changed.json()).toMatchObject({ version: 2, status: "proposed", ...better });
    expect((await send(translator, "PATCH", "/concepts/polynya", better, version(made))).status).toBe(412);
    for (const status of ["approved", "rejected"]) {
      const claimed = await send(translator, "PATCH", "/concepts/polynya", { status }, version(changed));
      expect((await problemOf(claimed)).code).toBe("forbidden");
    }
    const rejection = { status: "rejected" };
    const rejected = await send(terminologist, "PATCH", "/concepts/polynya", rejection, version(changed));
    const again = { status: "proposed" };
    const renewed = await send(translator, "PATCH", "/concepts/polynya", again, version(rejected));
    expect(await renewed.json()).toMatchObject({ version: 4, status: "proposed", updatedBy: "translator" });

    expect((await send(translator, "DELETE", "/concepts/polynya", undefined, version(renewed))).status).toBe(
      204,
    );
    expect(await get("/concepts/polynya/history")).toMatchObject({
      items: [{ version: 5, concept: null }, {}, {}, {}, {}],
    });

    const anew = await send(translator, "POST", "/concepts", POLYNYA);
    const approval = { status: "approved" };
    const approved = await send(terminologist, "PATCH", "/concepts/polynya", approval, version(anew));
    const late = await send(translator, "PATCH", "/concepts/polynya", better, version(approved));
    expect((await problemOf(late)).code).toBe("not-your-proposal");
    expect((await send(translator, "DELETE", "/concepts/polynya", undefined)).status).toBe(403);
    expect(await recognised("у полыньи")).toEqual(["polynya"]);
  });

  test("proposed twice is merged into one concept, with its history", async () => {
    const { translator, terminologist, send, get, recognised } = await office();
    await send(terminologist, "POST", "/concepts", POLYNYA);
    const double = { id: "ice-hole", terms: [{ language: "ru", text: "майна" }, POLYNYA.terms[1]] };
    await send(translator, "POST", "/concepts", double);
    const path = "/concepts/polynya/merge";
    expect((await send(translator, "POST", path, { from: "ice-hole" })).status).toBe(403);
    const merged = (await (await send(terminologist, "POST", path, { from: "ice-hole" })).json()) as Shown;
    expect(merged.terms.map(({ text, administrativeStatus }) => [text, administrativeStatus])).toEqual([
      ["polynya", "preferred"],
      ["полынья", "preferred"],
      ["冰间湖", "preferred"],
      ["майна", "admitted"],
    ]);
    expect(merged.status).toBe("approved");
    expect(await recognised("в майне")).toEqual(["polynya"]);
    expect(await get("/concepts/ice-hole/history")).toMatchObject({
      items: [{ concept: null, author: "terminologist" }, { author: "translator" }],
    });
  });

  test("that was taken away comes back by undo, for who may decide and for nobody else", async () => {
    const { translator, terminologist, send, get } = await office();
    await send(terminologist, "POST", "/concepts", POLYNYA);
    const gone = await send(terminologist, "DELETE", "/concepts/polynya", undefined);
    const id = gone.headers.get("polynya-import") ?? "";
    expect(await get(`/imports/${id}`)).toMatchObject({ document: null, concept: "polynya", kind: "delete" });
    expect(await get(`/imports/${id}/concepts`)).toMatchObject({
      items: [{ name: "polynya · полынья · 冰间湖", before: { id: "polynya" }, after: null }],
    });
    const undo = (who: string, path = id) => send(who, "POST", `/imports/${path}/undo`, undefined);
    expect((await undo(translator)).status).toBe(403);
    const undone = (await (await undo(terminologist)).json()) as { import: string; units: unknown };
    expect(undone.units).toMatchObject([{ concept: "polynya", result: "created" }]);
    expect(await get("/changes?kinds=concept.saved")).toMatchObject({
      items: [{}, { import: undone.import }],
    });
    expect((await problemOf(await undo(terminologist))).code).toBe("already-undone");
    expect((await send(terminologist, "PATCH", "/concepts", { status: "rejected" })).status).toBe(422);
    const bulk = await send(terminologist, "PATCH", "/concepts?q=полын", { status: "rejected" });
    expect(await bulk.json()).toMatchObject({ counts: { changed: 1 } });
    const etag = { "if-match": '"v4"' };
    const restored = await send(terminologist, "POST", "/concepts/polynya/restore", { version: 1 }, etag);
    expect(await restored.json()).toMatchObject({ status: "approved", version: 5 });
  });

  test("is tested with the examples that its terminologist gave", async () => {
    const { terminologist, send, get } = await office();
    const examples = [
      { texts: { en: "A polynya opened.", ru: "Открылась полынья." }, expect: "pass" },
      { texts: { en: "A polynya opened.", ru: "Открылось озеро." }, expect: "missing" },
      { texts: { en: "A polynya opened.", ru: "Открылась полынья." }, expect: "forbidden" },
    ];
    const made = await send(terminologist, "POST", "/concepts", { ...POLYNYA, examples });
    expect(await get("/glossary/examples")).toMatchObject({
      total: 3,
      failed: 1,
      items: [
        { concept: "polynya", example: 2, expected: "forbidden", reported: [], ok: false },
        { example: 0, ok: true },
        { example: 1, reported: ["missing"], ok: true },
      ],
    });
    const etag = { "if-match": made.headers.get("etag") ?? "" };
    await send(terminologist, "PATCH", "/concepts/polynya", { examples: examples.slice(0, 2) }, etag);
    expect(await get("/glossary/examples")).toMatchObject({ total: 2, failed: 0 });
  });
});
