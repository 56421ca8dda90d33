import { parseArgs } from "node:util";
import { type Language, LANGUAGES, languageOf } from "../domain/language.ts";
import type { Messages } from "../messages/messages.ts";
import { createClient } from "./client.ts";
import { withCollectionNamed } from "./collections.ts";
import type { Command, Invocation, Options } from "./command.ts";
import { COMMANDS, withoutAlias } from "./commands.ts";
import { type Config, readConfig } from "./files/config.ts";
import { EXIT, type ExitCode, Failure, misused } from "./exit-codes.ts";
import { codeOf } from "./files/paths.ts";
import { commandHelp, GLOBAL_OPTIONS, overview } from "./talk/help.ts";
import { chooseServer } from "./server.ts";
import { printable, printableJson, oneLine, painter, progress, waiting } from "./talk/terminal.ts";
import { nearestName } from "../matching/nearest-name.ts";
import { messageLanguage, talk } from "./talk/cli-messages.ts";
import { VERSION } from "./version.ts";
import { describeError } from "./talk/error-text.ts";
import type { Environment } from "./environment.ts";

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** Runs one command line and gives the exit code. Never throws. */
export async function run(argv: readonly string[], environment: Environment): Promise<ExitCode> {
  const messages = talk(messageLanguage(languageIn(argv), environment.env));
  const json = argv.includes("--json");
  try {
    return await dispatch(argv, environment, messages);
  } catch (error) {
    // After Ctrl+C every failure has one cause.
    const why = environment.signal.aborted ? new Failure(EXIT.interrupted, "interrupted") : error;
    return explain(why, environment, messages, json);
  }
}

async function dispatch(
  given: readonly string[],
  environment: Environment,
  messages: Messages,
): Promise<ExitCode> {
  const at = commandPlace(given);
  const argv = withoutAlias(given, given[at] === "help" ? at + 1 : at);
  const before = at === -1 ? argv : argv.slice(0, at);
  if (before.includes("--version") || before.includes("-V")) {
    environment.out(`polynya ${VERSION}\n`);
    return EXIT.done;
  }
  const name = at === -1 ? undefined : argv[at];
  if (name === undefined || (name === "help" && argv[at + 1] === undefined)) {
    const wanted = name === "help" || before.includes("--help") || before.includes("-h");
    (wanted ? environment.out : environment.err)(overview([...COMMANDS.keys()], messages));
    return wanted ? EXIT.done : EXIT.usage;
  }
  const asked = name === "help" ? (argv[at + 1] ?? "") : name;
  const load = COMMANDS.get(asked);
  if (load === undefined) throw unknown("command", asked, [...COMMANDS.keys()]);
  const command = await load();
  const { values, positionals } = parse(command, [...before, ...argv.slice(at + 1)]);
  if (values["version"] === true) {
    environment.out(`polynya ${VERSION}\n`);
    return EXIT.done;
  }
  if (name === "help" || values["help"] === true) {
    environment.out(commandHelp(asked, command, messages));
    return EXIT.done;
  }
  const [least, most] = command.arguments;
  if (positionals.length < least || positionals.length > most) {
    throw misused(asked, command);
  }
  const invocation = createInvocation(environment, messages, values, positionals);
  try {
    return await command.run(invocation);
  } catch (error) {
    throw await withCollectionNamed(invocation, error);
  }
}

/** Index of the command: the first word that is no option and no value of one; -1 when there is none. */
function commandPlace(argv: readonly string[]): number {
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? "";
    if (!word.startsWith("-")) return at;
    if (GLOBAL_OPTIONS[word.slice(2)]?.argument !== undefined) at += 1;
  }
  return -1;
}

/** @throws {Failure} `option-unknown`, `option-value` (2) */
function parse(command: Command, args: string[]): { values: Values; positionals: string[] } {
  const all: Options = { ...GLOBAL_OPTIONS, ...command.options };
  const options = Object.fromEntries(
    Object.entries(all).map(([name, { argument, short, multiple }]) => [
      name,
      {
        type: argument === undefined ? ("boolean" as const) : ("string" as const),
        ...(short === undefined ? {} : { short }),
        ...(multiple === undefined ? {} : { multiple }),
      },
    ]),
  );
  try {
    return parseArgs({ args: withNegatives(args, options), options, allowPositionals: true, strict: true });
  } catch (error) {
    const code = codeOf(error);
    const option = /'([^']{1,100})'/u.exec(error instanceof Error ? error.message : "")?.[1] ?? "";
    if (code !== "ERR_PARSE_ARGS_UNKNOWN_OPTION") throw new Failure(EXIT.usage, "option-value", { option });
    throw unknown(
      "option",
      option,
      Object.keys(all).map((name) => `--${name}`),
    );
  }
}

/** `--order -1` as `--order=-1`: a negative number after an option that takes a value is its value. */
function withNegatives(
  args: readonly string[],
  options: Readonly<Record<string, { readonly type: string }>>,
): string[] {
  const joined: string[] = [];
  for (const word of args) {
    const option = joined.at(-1) ?? "";
    const takes = option.startsWith("--") && options[option.slice(2)]?.type === "string";
    if (takes && /^-\d/u.test(word)) joined.splice(-1, 1, `${option}=${word}`);
    else joined.push(word);
  }
  return joined;
}

/** Says that there is no such command or option, and which name comes nearest. */
function unknown(kind: "command" | "option", typed: string, known: readonly string[]): Failure {
  const nearest = nearestName(typed, known);
  return nearest === undefined
    ? new Failure(EXIT.usage, `${kind}-unknown`, { [kind]: typed })
    : new Failure(EXIT.usage, `${kind}-unknown-near`, { [kind]: typed, nearest });
}

function createInvocation(
  environment: Environment,
  messages: Messages,
  values: Values,
  args: readonly string[],
): Invocation {
  const { t } = messages;
  const json = values["json"] === true;
  const quiet = values["quiet"] === true;
  const value = (name: string): string | undefined => {
    const found = values[name];
    return typeof found === "string" ? found : undefined;
  };
  const invalid = (option: string, allowed: string): Failure =>
    new Failure(EXIT.usage, "option-invalid", { option, value: value(option) ?? "", allowed });
  const language = (option: string, tag: string): Language => {
    const found = languageOf(tag);
    if (found === undefined) throw invalid(option, LANGUAGES.join(", "));
    return found;
  };
  const say = (key: string, params = {}): void => {
    if (!quiet) environment.err(`${printable(t(key, params))}\n`);
  };
  const number: Invocation["number"] = (name, least, most) => {
    const text = value(name);
    if (text === undefined) return undefined;
    const found = Number(text);
    if (text.trim() === "" || !(found >= least && found <= most)) throw invalid(name, `${least}–${most}`);
    return found;
  };
  let config: Promise<Config> | undefined;
  const readOnce = (): Promise<Config> => (config ??= readConfig(environment.folder, messages.language));
  const server: Invocation["server"] = async () =>
    chooseServer(environment, value("server"), await readOnce());
  const showsProgress =
    environment.errIsTerminal && !quiet && !json && !environment.env["CI"] && values["no-progress"] !== true;
  return {
    environment,
    args,
    messages,
    t,
    json,
    quiet,
    paint: painter(environment.env, environment.outIsTerminal, values["no-color"] !== true),
    flag: (name) => values[name] === true,
    value,
    values: (name) => {
      const found = values[name];
      return Array.isArray(found) ? found.map(String) : [];
    },
    languageOption: (name) => {
      const text = value(name);
      return text === undefined ? undefined : language(name, text);
    },
    languageList: (name) =>
      value(name)
        ?.split(",")
        .map((tag) => language(name, tag)),
    choice: (name, words) => {
      const text = value(name);
      const word = words.find((each) => each === text);
      if (text !== undefined && word === undefined) throw invalid(name, words.join(", "));
      return word;
    },
    choices: (name, words) =>
      value(name)
        ?.split(",")
        .map((text) => {
          const word = words.find((each) => each === text.trim());
          if (word === undefined) throw invalid(name, words.join(", "));
          return word;
        }),
    number,
    say,
    print: (data, human) => environment.out(json ? `${printableJson(data)}\n` : human()),
    progress: (total) => progress(environment.err, total, showsProgress),
    waiting: (key, params) => waiting(environment.err, t(key, params), showsProgress),
    config: readOnce,
    server,
    client: async (options = {}) => {
      const { url, key, withheld } = await server();
      return createClient(environment, {
        server: url,
        key,
        withheld,
        language: messages.language,
        retries: number("retries", 0, 10) ?? 3,
        timeout: (number("timeout", 1, 3600) ?? 120) * 1000,
        say: (what, params) => say(`talk.${what}`, params),
        ...options,
      });
    },
  };
}

/** Prints an error to stderr (as JSON with `--json`) and gives the exit code. */
function explain(error: unknown, environment: Environment, messages: Messages, json: boolean): ExitCode {
  const { exit, code, title, lines, problem } = describeError(error, messages);
  if (json) environment.err(`${printableJson({ error: { exit, code, title, ...problem } })}\n`);
  else {
    const [first = "", ...more] = title.split("\n");
    environment.err(
      [`polynya: ${oneLine(first)}`, ...[...more, ...lines].map(printable)]
        .map((line) => `${line}\n`)
        .join(""),
    );
  }
  return exit;
}

/** The value of `--language`, which applies to errors in the command line too. */
function languageIn(argv: readonly string[]): string | undefined {
  const at = argv.indexOf("--language");
  if (at !== -1) return argv[at + 1];
  return argv.find((word) => word.startsWith("--language="))?.slice("--language=".length);
}
