import { expect, test } from "vitest";
import type { Assets } from "../../src/http/dictionaries-from-assets.ts";
import worker from "../../src/worker.ts";
import { environment } from "./setup.ts";

/** Static assets that lack the dictionaries as long as `isLost`. A missing file is answered with the start page. */
class LosingAssets implements Assets {
  isLost = true;
  readonly asked: string[] = [];

  async fetch(request: Request): Promise<Response> {
    this.asked.push(new URL(request.url).pathname);
    if (this.isLost) return new Response("<!doctype html>", { headers: { "content-type": "text/html" } });
    if (environment.ASSETS === undefined) throw new Error("the tests have no static assets");
    return environment.ASSETS.fetch(request);
  }
}

const ENGLISH = "The dog sleeps in the sun. ".repeat(30);
const GERMAN =
  "Alle Menschen sind frei und gleich an Würde und Rechten geboren, mit Vernunft und Gewissen begabt, und sollen einander begegnen.";

test("dictionaries come from the static assets at first need, and their loss is told and mended", async () => {
  const assets = new LosingAssets();
  const { DB, POLYNYA_TOKEN } = environment;
  const ask = (path: string, language: string, body?: unknown) =>
    worker.fetch(
      new Request(`http://polynya.test/api/v1${path}`, {
        headers: {
          authorization: `Bearer ${POLYNYA_TOKEN}`,
          "accept-language": language,
          "content-type": typeof body === "string" ? "application/octet-stream" : "application/json",
        },
        ...(body === undefined
          ? {}
          : { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
      { DB, ASSETS: assets, POLYNYA_TOKEN },
    );
  const concept = {
    id: "icebreaker",
    terms: [{ language: "ru", text: "ледокол", administrativeStatus: "preferred" }],
  };

  expect((await ask("/collections", "en")).status).toBe(200);
  expect(assets.asked).toEqual([]);

  const refused = await ask("/concepts", "ru", concept);
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toBe("5");
  expect(await refused.json()).toMatchObject({
    code: "dictionaries-unavailable",
    title: "Словари не загрузились",
  });
  expect((await ask("/concordance?q=ледокол", "zh")).status).toBe(503);
  expect((await ask("/collections", "en")).status).toBe(200);

  // Whatever reads a file, compares texts or detects a language waits for the same data.
  expect((await ask("/collections", "en", { id: "lost", title: "Lost" })).status).toBe(201);
  const refusals = await Promise.all([
    ask("/collections/lost/documents?filename=a.tsv", "en", `key\ten\tru\n1\t${GERMAN}\tДа`),
    ask("/documents/none/push?filename=a.tsv&source=en&target=ru", "en", `key\ten\tru\n1\t${GERMAN}\tДа`),
    ask("/align", "en", { texts: { en: ENGLISH, ru: "Собака спит." } }),
    ask("/check", "en", { units: [{ en: GERMAN, ru: "Собака спит." }], checks: ["wrong-language"] }),
    ask("/candidates", "en", { texts: { en: ENGLISH } }),
  ]);
  for (const refusal of refusals) {
    expect(await refusal.json()).toMatchObject({ code: "dictionaries-unavailable" });
    expect(refusal.status).toBe(503);
  }

  assets.isLost = false;
  const made = await ask("/concepts", "en", concept);
  expect(made.status).toBe(201);
  expect(JSON.stringify(await made.json())).toContain("ледоколами");
  expect((await ask("/concordance?q=ледокол", "zh")).status).toBe(200);

  const checked = await ask("/check", "en", {
    units: [{ en: GERMAN, ru: "Все люди рождаются свободными и равными." }],
    checks: ["wrong-language"],
  });
  expect(await checked.json()).toMatchObject({ findings: [{ check: "wrong-language", languages: ["en"] }] });

  const reads = assets.asked.length;
  expect((await ask("/concordance?q=льды", "zh")).status).toBe(200);
  expect(assets.asked).toHaveLength(reads);
  expect(new Set(assets.asked)).toEqual(
    new Set([expect.stringMatching(/^\/dictionaries-[0-9a-f]{16}\.json$/u)]),
  );
});
