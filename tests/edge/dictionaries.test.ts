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

test("dictionaries come from the static assets at first need, and their loss is told and mended", async () => {
  const assets = new LosingAssets();
  const { DB, POLYNYA_TOKEN } = environment;
  const ask = (path: string, language: string, body?: unknown) =>
    worker.fetch(
      new Request(`http://polynya.test/api/v1${path}`, {
        headers: {
          authorization: `Bearer ${POLYNYA_TOKEN}`,
          "accept-language": language,
          "content-type": "application/json",
        },
        ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
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

  assets.isLost = false;
  const made = await ask("/concepts", "en", concept);
  expect(made.status).toBe(201);
  expect(JSON.stringify(await made.json())).toContain("ледоколами");
  expect((await ask("/concordance?q=ледокол", "zh")).status).toBe(200);

  const reads = assets.asked.length;
  expect((await ask("/concordance?q=льды", "zh")).status).toBe(200);
  expect(assets.asked).toHaveLength(reads);
  expect(new Set(assets.asked)).toEqual(
    new Set([expect.stringMatching(/^\/dictionaries-[0-9a-f]{16}\.json$/u)]),
  );
});
