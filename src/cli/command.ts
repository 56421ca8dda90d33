import type { Language } from "../domain/language.ts";
import type { Messages } from "../messages/messages.ts";
import type { Client, ClientOptions } from "./client.ts";
import type { Config } from "./files/config.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Server } from "./server.ts";
import type { Paint, Progress } from "./talk/terminal.ts";
import type { Environment } from "./environment.ts";

/** An option of a command. `argument` names its value in the help; a switch has none. */
export interface Option {
  readonly argument?: string;
  readonly short?: string;
  readonly multiple?: true;
}
export type Options = Readonly<Record<string, Option>>;

export interface Command {
  /** What follows the name in the usage line: `[FILE...]`. */
  readonly usage: string;
  /** Fewest and most arguments. */
  readonly arguments: readonly [least: number, most: number];
  readonly options: Options;
  readonly run: (invocation: Invocation) => Promise<ExitCode>;
}

/** One run of a command: its arguments and options, and the ways to answer. */
export interface Invocation {
  readonly environment: Environment;
  readonly args: readonly string[];
  readonly messages: Messages;
  readonly t: Messages["t"];
  /** True with `--json`. */
  readonly json: boolean;
  /** True with `--quiet`: reports of writes are printed only where something needs attention. */
  readonly quiet: boolean;
  readonly paint: Paint;
  flag(name: string): boolean;
  value(name: string): string | undefined;
  values(name: string): readonly string[];
  /** The value of an option that names a language. @throws {Failure} `option-invalid` (2) */
  languageOption(name: string): Language | undefined;
  /** The value of an option that names languages, separated by commas. @throws {Failure} `option-invalid` (2) */
  languageList(name: string): readonly Language[] | undefined;
  /** The value of an option that is one of some words. @throws {Failure} `option-invalid` (2) */
  choice<const Word extends string>(name: string, words: readonly Word[]): Word | undefined;
  /** The value of an option that lists some words, separated by commas. @throws {Failure} `option-invalid` (2) */
  choices<const Word extends string>(name: string, words: readonly Word[]): readonly Word[] | undefined;
  /** The value of an option that is a number from `least` to `most`. @throws {Failure} `option-invalid` (2) */
  number(name: string, least: number, most: number): number | undefined;
  /** Prints a message of `locales/…/cli.json` to stderr; nothing with `--quiet`. */
  say(key: string, params?: Readonly<Record<string, string | number>>): void;
  /** Prints data to stdout: JSON with `--json`, otherwise the text of `human`. */
  print(data: unknown, human: () => string): void;
  progress(total: number): Progress;
  /** Says how long one long request takes, until `end`. @param key a text of `locales/…/cli.json` */
  waiting(key: string, params?: Readonly<Record<string, string | number>>): { end(): void };
  config(): Promise<Config>;
  server(): Promise<Server>;
  /** @param options replace those of the command line */
  client(options?: Partial<Pick<ClientOptions, "retries" | "timeout">>): Promise<Client>;
}
