import { beforeEach, describe, expect, test } from "vitest";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { bearer, OWNER, problemOf, sending, type Service, service } from "./app.ts";

const CSV = "key,en,ru\nport,The port is open,Порт открыт\nship,The ship has left,\nice,Ice is thick,\n";

interface Receipt {
  readonly proposal: string;
  readonly undone: string | null;
  readonly imports: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly units: readonly { readonly unit?: string; readonly result: string; readonly problem?: object }[];
  readonly concepts: readonly { readonly concept?: string; readonly result: string }[];
}

let polynya: Service;
let agent: Record<string, string>;
let translator: Record<string, string>;
let units: string[];

beforeEach(async () => {
  polynya = service();
  await createCollection(polynya.context, OWNER, { id: "seminar", title: "Seminar" });
  const made = [];
  for (const id of ["first", "second"])
    made.push(
      await createDocument(
        polynya.context,
        OWNER,
        { collection: "seminar", id, title: id, filename: "t.csv" },
        new TextEncoder().encode(CSV),
      ),
    );
  units = made.flatMap(({ report }) => report.units.map(({ unit }) => unit ?? ""));
  agent = bearer(await polynya.token("agent"));
  translator = bearer(await polynya.token("translator"));
});

const propose = async (body: object, who = agent): Promise<Receipt> => {
  const response = await polynya.request("/api/v1/proposals", sending("POST", body, who));
  expect(response.status).toBe(200);
  return (await response.json()) as Receipt;
};
const russian = (at: number, text: string) => ({ unit: units[at], language: "ru", text, source: "en" });
const textOf = async (at: number) => {
  const response = await polynya.request(`/api/v1/units/${units[at]}`, { headers: translator });
  return (await response.json()) as {
    version: number;
    variants: { ru?: { text: string; state: string; origin: string; author: string } };
    suggestions: { draft: { content: string[] }; author: string }[];
  };
};
const matchesOf = async (text: string) => {
  const asked = { source: "en", targets: ["ru"], segments: [{ text }] };
  const response = await polynya.request("/api/v1/lookup", sending("POST", asked, translator));
  const { results } = (await response.json()) as { results: { matches: { targets: object }[] }[] };
  return results[0]?.matches ?? [];
};

describe("proposals of an agent", () => {
  test("a translation is written in state initial and is found only after a person has confirmed it", async () => {
    const receipt = await propose({ translations: [russian(1, "Судно ушло")] });
    expect(receipt.units).toEqual([expect.objectContaining({ unit: units[1], result: "changed" })]);
    const { variants, version } = await textOf(1);
    expect(variants.ru).toMatchObject({ state: "initial", origin: "agent", author: "agent" });
    expect(await matchesOf("The ship has left")).toEqual([]);

    const confirmed = await polynya.request(
      `/api/v1/units/${units[1]}`,
      sending(
        "PATCH",
        { variants: { ru: { state: "translated" } } },
        { ...translator, "if-match": `"v${version}"` },
      ),
    );
    expect(confirmed.status).toBe(200);
    expect(await matchesOf("The ship has left")).toEqual([
      expect.objectContaining({ targets: { ru: expect.objectContaining({ text: "Судно ушло" }) } }),
    ]);
  });

  test("a person's text stays; the proposal becomes a suggestion beside it, once", async () => {
    const receipt = await propose({ translations: [russian(0, "Порт не закрыт")] });
    expect(receipt.units).toMatchObject([{ result: "conflict", problem: { code: "suggestion-kept" } }]);
    const again = await propose({ translations: [russian(0, "Порт не закрыт")] });
    expect(again).toMatchObject({ imports: [], counts: { same: 1 } });
    const { variants, suggestions } = await textOf(0);
    expect(variants.ru?.text).toBe("Порт открыт");
    expect(suggestions).toHaveLength(1);
  });

  test("of two texts for one unit and language the second is refused, and the same text again is the same", async () => {
    const { units: report, counts } = await propose({
      translations: [
        russian(0, "Порт работает"),
        russian(0, "Порт открыт всем"),
        russian(0, "Порт работает"),
        russian(1, "Судно ушло"),
        russian(1, "Судно отплыло"),
        russian(1, "Судно ушло"),
      ],
    });
    expect(report.map(({ result }) => result)).toEqual([
      "conflict",
      "rejected",
      "same",
      "changed",
      "rejected",
      "same",
    ]);
    expect(counts).toMatchObject({ changed: 1, conflict: 1, same: 2, rejected: 2 });
    expect((await textOf(1)).variants.ru?.text).toBe("Судно ушло");
    expect((await textOf(0)).suggestions).toMatchObject([{ draft: { content: ["Порт работает"] } }]);
  });

  test("all calls of a named work are one line in the journal, and are undone as one", async () => {
    const first = await propose({ work: "evening", translations: [russian(1, "Судно ушло")] });
    const second = await propose({
      work: "evening",
      translations: [russian(2, "Лёд толстый"), russian(4, "Судно ушло"), russian(0, "Порт не закрыт")],
      concepts: [
        {
          terms: [
            { language: "en", text: "thick ice" },
            { language: "ru", text: "толстый лёд" },
          ],
        },
      ],
    });
    expect(second.proposal).toBe(first.proposal);
    expect(second.concepts).toEqual([{ concept: "thick-ice", result: "created" }]);
    for (const document of ["first", "second"]) {
      const path = `/api/v1/imports?document=${document}`;
      const journal = await polynya.request(path, { headers: translator });
      const { items } = (await journal.json()) as { items: { proposal?: string }[] };
      expect(items.filter(({ proposal }) => proposal === first.proposal)).toHaveLength(1);
    }
    const all = await polynya.request("/api/v1/imports", { headers: translator });
    const { items } = (await all.json()) as { items: { proposal?: string }[] };
    // One for the units, and one for the concepts.
    expect(items.filter(({ proposal }) => proposal !== undefined)).toHaveLength(2);
    const whole = await polynya.request(`/api/v1/proposals/${first.proposal}`, { headers: agent });
    expect(await whole.json()).toMatchObject({ work: "evening", counts: { changed: 3, conflict: 1 } });

    const undone = await polynya.request(
      `/api/v1/proposals/${first.proposal}/undo`,
      sending("POST", {}, agent),
    );
    expect(undone.status).toBe(200);
    expect(await undone.json()).toMatchObject({
      undone: expect.any(String),
      counts: { changed: 3 },
      concepts: [{ concept: "thick-ice", result: "removed" }],
    });
    for (const at of [1, 2, 4]) expect((await textOf(at)).variants.ru?.text ?? "").toBe("");
    expect((await textOf(0)).suggestions).toEqual([]);
    const twice = await polynya.request(
      `/api/v1/proposals/${first.proposal}/undo`,
      sending("POST", {}, agent),
    );
    expect((await problemOf(twice)).code).toBe("already-undone");
    const next = await propose({ work: "evening", translations: [russian(1, "Судно вышло")] });
    expect(next.proposal).not.toBe(first.proposal);
  });

  test("an undo leaves what people have confirmed, changed or approved, and says so", async () => {
    const receipt = await propose({
      translations: [russian(1, "Судно ушло"), russian(2, "Лёд толстый")],
      concepts: [{ terms: [{ language: "en", text: "thick ice" }] }],
    });
    const { version } = await textOf(1);
    await polynya.request(
      `/api/v1/units/${units[1]}`,
      sending(
        "PATCH",
        { variants: { ru: { state: "translated" } } },
        { ...translator, "if-match": `"v${version}"` },
      ),
    );
    await polynya.request(
      "/api/v1/concepts/thick-ice",
      sending(
        "PATCH",
        { status: "approved" },
        { ...bearer(await polynya.token("terminologist")), "if-match": '"v1"' },
      ),
    );
    // The journal's undo of the import takes back the whole proposal.
    const undone = await polynya.request(
      `/api/v1/imports/${receipt.imports[0]}/undo`,
      sending("POST", {}, agent),
    );
    expect(await undone.json()).toMatchObject({ counts: { changed: 1, conflict: 1 } });
    expect((await textOf(1)).variants.ru?.text).toBe("Судно ушло");
    expect((await textOf(2)).variants.ru?.text ?? "").toBe("");
    const concept = await polynya.request("/api/v1/concepts/thick-ice", { headers: agent });
    expect(concept.status).toBe(200);
  });

  test("a wrong entry is refused by itself; the others are taken", async () => {
    const receipt = await propose({
      translations: [
        { unit: "unone", language: "ru", text: "нет" },
        { unit: units[1], language: "ru", text: " " },
        { unit: units[1], language: "en", text: "The ship", source: "en" },
        russian(2, "Лёд толстый"),
      ],
      concepts: [
        { terms: [{ language: "en", text: " " }] },
        { id: "port", terms: [{ language: "en", text: "port" }] },
      ],
    });
    expect(receipt.counts).toMatchObject({ changed: 1, rejected: 3 });
    expect(receipt.concepts).toMatchObject([{ result: "rejected" }, { concept: "port", result: "created" }]);
    const again = await propose({ concepts: [{ terms: [{ language: "en", text: "Port" }] }] });
    expect(again.concepts).toEqual([{ concept: "port", result: "same" }]);
  });

  test("an agent neither edits, nor undoes the work of others, nor sees other collections", async () => {
    const edit = await polynya.request(
      `/api/v1/units/${units[0]}`,
      sending("PATCH", { variants: { ru: { text: "x" } } }, { ...agent, "if-match": '"v1"' }),
    );
    expect(edit.status).toBe(403);
    const imports = await polynya.request("/api/v1/imports", { headers: agent });
    const { items } = (await imports.json()) as { items: { id: string }[] };
    const foreign = await polynya.request(`/api/v1/imports/${items[0]?.id}/undo`, sending("POST", {}, agent));
    expect(foreign.status).toBe(403);

    await createCollection(polynya.context, OWNER, { id: "other", title: "Other" });
    const bound = bearer(await polynya.token("agent", "other", "bound"));
    expect(await propose({ translations: [russian(1, "Судно ушло")] }, bound)).toMatchObject({
      imports: [],
      units: [{ result: "rejected", problem: { code: "not-found" } }],
    });
    const concept = { concepts: [{ terms: [{ language: "en", text: "port" }] }] };
    const refused = await polynya.request("/api/v1/proposals", sending("POST", concept, bound));
    expect(refused.status).toBe(403);
    const receipt = await propose({ translations: [russian(1, "Судно ушло")] });
    const hidden = await polynya.request(`/api/v1/proposals/${receipt.proposal}`, { headers: bound });
    expect(hidden.status).toBe(404);
  });
});
