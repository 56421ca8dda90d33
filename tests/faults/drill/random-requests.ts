import { join } from "node:path";
import type { OpenApiDocument } from "../../../src/http/openapi.ts";
import { campaign } from "../../http/random/campaign.ts";
import { ask, startServer } from "../server.ts";
import { type DrillOptions, inFolder, type Outcome, type Part } from "./part.ts";

/** Fewest requests of a long drill. */
const FEWEST = 10_000;
const OF_A_SHORT_DRILL = 400;

/** A request without an answer after this time hangs, in milliseconds. */
const LONGEST_WAIT = 60_000;

/** Sends random requests to every operation of a running service, by the document that it gives of itself. */
export const randomRequests: Part = {
  name: "random requests",
  share: 2,
  run: (options) => inFolder((folder) => send(folder, options)),
};

async function send(folder: string, options: DrillOptions): Promise<Outcome> {
  const { url, kill } = await startServer(join(folder, "store.db"), options.environment);
  try {
    return await sendTo(url, options);
  } finally {
    await kill("SIGKILL");
  }
}

async function sendTo(url: string, { seconds, isShort, random }: DrillOptions): Promise<Outcome> {
  const document = (await (await ask(url, "/openapi.json")).json()) as OpenApiDocument;
  const end = Date.now() + seconds * 1000;
  let requests = 0;
  const { sent, faults, answers } = await campaign({
    document,
    seed: random.below(2_000_000_000),
    count: isShort ? OF_A_SHORT_DRILL : Infinity,
    // These would leave this machine.
    without: ({ path }) => path.endsWith("/test") || path.endsWith("/suggestions"),
    goesOn: () => isShort || requests < FEWEST || Date.now() < end,
    send: (path, init) => {
      requests += 1;
      return ask(url, path, { ...init, redirect: "manual", signal: AbortSignal.timeout(LONGEST_WAIT) });
    },
  });
  const done = [...answers].filter(([name]) => / [23]\d\d$/u.test(name));
  return {
    figures: { sent, done: done.reduce((sum, [, count]) => sum + count, 0), kinds: answers.size },
    faults,
  };
}
