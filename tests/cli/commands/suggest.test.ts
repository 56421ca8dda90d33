import { expect, onTestFinished, test } from "vitest";
import { EXIT } from "../../../src/cli/exit-codes.ts";
import { nodeModelCaller } from "../../../src/node/model-caller.ts";
import { ENVIRONMENT_TOKEN, service } from "../../http/app.ts";
import { responds, startModelServer, translates } from "../../model-server.ts";
import { shell } from "../environment.ts";

/** A service with a model, and a folder. */
async function workplace(input = "") {
  const model = await startModelServer();
  onTestFinished(() => model.close());
  const running = service(undefined, {
    model: { call: nodeModelCaller([model.host]), allowed: [model.host] },
  });
  const work = shell({
    env: { POLYNYA_TOKEN: ENVIRONMENT_TOKEN, POLYNYA_SERVER: "http://127.0.0.1:8787" },
    fetch: async (address, init) => running.app.fetch(new Request(address, init)),
    readInput: async () => new TextEncoder().encode(input),
  });
  const set = () =>
    running.request("/api/v1/suggester", {
      method: "PUT",
      headers: { authorization: `Bearer ${ENVIRONMENT_TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify({ url: model.url, model: "small", key: "sk-1" }),
    });
  return { ...work, model, set };
}

test("prints the model's translations with what the checks find, and says what they cost", async () => {
  const { polynya, model, set } = await workplace();
  await set();
  model.answer(translates("Лёд тает 5 раз."));
  const { code, out, err } = await polynya("suggest", "The ice melts 3 times.", "--target", "ru");
  expect([code, err]).toEqual([
    EXIT.findings,
    expect.stringContaining("small: requests 2, tokens in 200, out 20"),
  ]);
  expect(out).toMatch(/^The ice melts 3 times\.\n {2}ru {2}Лёд тает 5 раз\.\n {4}error: .+\n$/u);
});

test("takes lines of standard input and units, and answers as JSON", async () => {
  const { polynya, model, set } = await workplace("The ice melts.\n\nThe ice grows.\n");
  await set();
  model.answer(translates("Лёд тает."), translates("Лёд растёт."));
  const { code, out } = await polynya("suggest", "-", "--source", "en", "--target", "ru", "--json");
  expect(code).toBe(EXIT.done);
  expect(JSON.parse(out)).toMatchObject({
    source: "en",
    suggestions: [
      { origin: "machine", language: "ru", text: "Лёд тает." },
      { origin: "machine", language: "ru", text: "Лёд растёт." },
    ],
  });
  const missing = await polynya("suggest", "--unit", "u999", "--source", "en", "--target", "ru");
  expect(missing.code).toBe(EXIT.notFound);
});

test("gives what it has when a later request fails, and sends nothing twice", async () => {
  const { polynya, model, set } = await workplace();
  const off = await polynya("suggest", "Ice.", "--source", "en", "--target", "ru");
  expect([off.code, off.out]).toEqual([EXIT.conflicts, ""]);
  await set();
  model.answer(translates("Лёд тает."), responds(500, "no"));
  const { code, out } = await polynya(
    "suggest",
    "Ice melts.",
    "Ice.",
    "--source",
    "en",
    "--target",
    "ru",
    "--json",
  );
  expect(code).not.toBe(EXIT.done);
  expect(JSON.parse(out)).toMatchObject({ suggestions: [{ text: "Лёд тает." }] });
  expect(model.seen).toHaveLength(2);
  expect((await polynya("suggest", "--source", "en")).code).toBe(EXIT.usage);
  expect((await polynya("suggest", "--unit", "u1")).code).toBe(EXIT.usage);
});
