import { meSchema } from "../answers.ts";
import { api, createClient } from "../client.ts";
import type { Command } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { keepKey, keyFor } from "../files/keys.ts";
import { isLoopback } from "../server.ts";

/** Stores a key that the server has accepted. The key is read from standard input, never from the command line. */
export const login: Command = {
  usage: "",
  arguments: [0, 0],
  options: { forget: {}, "dry-run": { short: "n" } },
  run: async (invocation) => {
    const { environment } = invocation;
    const { url } = await invocation.server();
    if (invocation.flag("forget")) {
      if ((await keyFor(environment.env, url.origin)) === undefined) {
        throw new Failure(EXIT.notFound, "no-key", { server: url.origin });
      }
      if (!invocation.flag("dry-run")) await keepKey(environment.env, url.origin, undefined);
      invocation.say("talk.forgotten", { server: url.origin });
      return EXIT.done;
    }
    if (url.protocol !== "https:" && !isLoopback(url)) {
      throw new Failure(EXIT.unauthorised, "not-encrypted", { server: url.origin });
    }
    if (environment.inputIsTerminal) invocation.say("talk.type-key", { server: url.origin });
    const key = new TextDecoder().decode(await environment.readInput({ secret: true })).trim();
    if (!/^[\u0021-\u007E]{8,512}$/u.test(key)) throw new Failure(EXIT.usage, "key-invalid");
    const client = createClient(environment, {
      server: url,
      key,
      withheld: false,
      language: invocation.messages.language,
      retries: 0,
      timeout: 30_000,
      say: () => undefined,
    });
    const me = await client.json(meSchema, "GET", api`/me`);
    const path = invocation.flag("dry-run") ? undefined : await keepKey(environment.env, url.origin, key);
    invocation.print({ server: url.origin, name: me.name, role: me.role, path }, () => "");
    invocation.say("talk.signed-in", { server: url.origin, name: me.name, role: me.role });
    return EXIT.done;
  },
};
