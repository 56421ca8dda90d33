import { createToken } from "../../services/access/create-token.ts";
import { revokeToken } from "../../services/access/revoke-token.ts";
import { meSchema } from "../answers.ts";
import { api, createClient } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, type ExitCode, Failure } from "../exit-codes.ts";
import { addressOf, CONFIG_FILE } from "../files/config.ts";
import { keepKey, keyFor } from "../files/keys.ts";
import { keepServer, keptServer } from "../files/kept-server.ts";
import { withLocalStore } from "../files/local-store.ts";
import { chooseServer, isLoopback } from "../server.ts";

/**
 * Stores a key that the server has accepted, and makes that server the one of later commands. The key is read from standard input, never from the command line; with
 * `--local` it is a new token, made in the store of this machine.
 */
export const login: Command = {
  usage: "",
  arguments: [0, 0],
  options: { forget: {}, local: {}, database: { argument: "FILE" }, "dry-run": { short: "n" } },
  run: async (invocation) => {
    if (invocation.flag("forget")) return signOut(invocation);
    const { environment } = invocation;
    const { url } = invocation.flag("local")
      ? await chooseServer(environment, invocation.value("server"), await invocation.config(), true)
      : await invocation.server();
    if (url.protocol !== "https:" && !isLoopback(url)) {
      throw new Failure(EXIT.unauthorised, "not-encrypted", { server: url.origin });
    }
    if (invocation.flag("local")) return loginHere(invocation, url);
    if (environment.inputIsTerminal) invocation.say("talk.type-key", { server: url.origin });
    const key = new TextDecoder().decode(await environment.readInput({ secret: true })).trim();
    if (!/^[\u0021-\u007E]{8,512}$/u.test(key)) throw new Failure(EXIT.usage, "key-invalid");
    return accepted(invocation, url, key);
  },
};

/** Forgets the key for a server. */
export const logout: Command = {
  usage: "",
  arguments: [0, 0],
  options: { "dry-run": { short: "n" } },
  run: (invocation) => signOut(invocation),
};

async function signOut(invocation: Invocation): Promise<ExitCode> {
  const { env } = invocation.environment;
  const { url } = await invocation.server();
  const server = url.origin;
  const isKept = (await keptServer(env)) === addressOf(url);
  if ((await keyFor(env, server)) === undefined && !isKept)
    throw new Failure(EXIT.notFound, "no-key", { server });
  if (invocation.flag("dry-run")) {
    invocation.say("talk.dry-run");
    return EXIT.done;
  }
  await keepKey(env, server, undefined);
  if (isKept) await keepServer(env, undefined);
  invocation.say("talk.forgotten", { server });
  return EXIT.done;
}

/** Signs in with a new token of an administrator. It is revoked when the server does not know it. */
async function loginHere(invocation: Invocation, url: URL): Promise<ExitCode> {
  if (!isLoopback(url)) throw new Failure(EXIT.usage, "not-local", { server: url.origin });
  if (invocation.flag("dry-run")) {
    invocation.say("talk.dry-run");
    return EXIT.done;
  }
  return withLocalStore(invocation, async (context, actor) => {
    const made = await createToken(context, actor, { name: actor.name, role: "admin" });
    try {
      return await accepted(invocation, url, made.token);
    } catch (error) {
      await revokeToken(context, actor, made.id);
      const isUnknown = error instanceof Failure && error.exit === EXIT.unauthorised;
      throw isUnknown ? new Failure(EXIT.unauthorised, "other-store", { server: url.origin }) : error;
    }
  });
}

async function accepted(invocation: Invocation, url: URL, key: string): Promise<ExitCode> {
  const { environment } = invocation;
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
  const folders = (await invocation.config()).server;
  // A server that the folder alone names stays the folder's.
  const isFolders = folders !== undefined && addressOf(new URL(folders)) === addressOf(url);
  if (path !== undefined && !isFolders) await keepServer(environment.env, addressOf(url));
  invocation.print({ server: url.origin, name: me.name, role: me.role, path }, () => "");
  invocation.say("talk.signed-in", { server: url.origin, name: me.name, role: me.role });
  if (path === undefined) invocation.say("talk.dry-run");
  else if (folders !== undefined && !isFolders)
    invocation.say("talk.folder-server", { file: CONFIG_FILE, server: folders });
  return EXIT.done;
}
