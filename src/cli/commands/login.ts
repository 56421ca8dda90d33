import { meSchema } from "../answers.ts";
import { api, createClient } from "../client.ts";
import type { Command } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { keepKey, keyFor } from "../files/keys.ts";
import { isLoopback } from "../server.ts";

/** Keeps a key for a server, after the server has accepted it. It is read from standard input, never from the command line. */
export const login: Command = {
  usage: "",
  arguments: [0, 0],
  options: { forget: {}, "dry-run": { short: "n" } },
  run: async (job) => {
    const { world } = job;
    const { url } = await job.server();
    if (job.flag("forget")) {
      if ((await keyFor(world.env, url.origin)) === undefined) {
        throw new Failure(EXIT.notFound, "no-key", { server: url.origin });
      }
      if (!job.flag("dry-run")) await keepKey(world.env, url.origin, undefined);
      job.say("talk.forgotten", { server: url.origin });
      return EXIT.done;
    }
    if (url.protocol !== "https:" && !isLoopback(url)) {
      throw new Failure(EXIT.unauthorised, "not-encrypted", { server: url.origin });
    }
    if (world.inputIsTerminal) job.say("talk.type-key", { server: url.origin });
    const key = new TextDecoder().decode(await world.readInput({ secret: true })).trim();
    if (!/^[\u0021-\u007E]{8,512}$/u.test(key)) throw new Failure(EXIT.usage, "key-invalid");
    const client = createClient(world, {
      server: url,
      key,
      withheld: false,
      language: job.messages.language,
      retries: 0,
      timeout: 30_000,
      say: () => undefined,
    });
    const me = await client.json(meSchema, "GET", api`/me`);
    const path = job.flag("dry-run") ? undefined : await keepKey(world.env, url.origin, key);
    job.print({ server: url.origin, name: me.name, role: me.role, path }, () => "");
    job.say("talk.signed-in", { server: url.origin, name: me.name, role: me.role });
    return EXIT.done;
  },
};
