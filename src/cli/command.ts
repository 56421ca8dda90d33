import type { Language } from "../domain/language.ts";
import type { Messages } from "../messages/messages.ts";
import type { Client, ClientOptions } from "./client.ts";
import type { Config } from "./files/config.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Server } from "./server.ts";
import type { Paint, Progress } from "./talk/terminal.ts";
import type { World } from "./environment.ts";

/** An option of a command. `argument` names its value in the help; a switch has none. */
export interface Option {
  readonly argument?: string;
  readonly short?: string;
  readonly multiple?: true;
}
export type Options = Readonly<Record<string, Option>>;

export interface Command {
  /** What stands after the name in the usage line: `[FILE...]`. */
  readonly usage: string;
  /** How many arguments it takes at least and at most. */
  readonly arguments: readonly [least: number, most: number];
  readonly options: Options;
  readonly run: (job: Job) => Promise<ExitCode>;
}

/** One run of a command: what was asked, and the ways to answer. */
export interface Job {
  readonly world: World;
  readonly args: readonly string[];
  readonly messages: Messages;
  readonly t: Messages["t"];
  /** True with `--json`. */
  readonly json: boolean;
  readonly paint: Paint;
  flag(name: string): boolean;
  value(name: string): string | undefined;
  values(name: string): readonly string[];
  /** A language option. @throws {Failure} `option-invalid` (2) */
  languageOption(name: string): Language | undefined;
  /** An option of several languages, separated by commas. @throws {Failure} `option-invalid` (2) */
  languageList(name: string): readonly Language[] | undefined;
  /** One of several words. @throws {Failure} `option-invalid` (2) */
  choice<const Word extends string>(name: string, words: readonly Word[]): Word | undefined;
  /** A number within limits. @throws {Failure} `option-invalid` (2) */
  number(name: string, least: number, most: number): number | undefined;
  /** Talk: a text of `locales/…/cli.json`, on stderr; nothing with `--quiet`. */
  say(key: string, params?: Readonly<Record<string, string | number>>): void;
  /** Data: JSON with `--json`, otherwise what `human` gives. */
  print(data: unknown, human: () => string): void;
  progress(total: number): Progress;
  config(): Promise<Config>;
  server(): Promise<Server>;
  /** @param options instead of those of the command line */
  client(options?: Partial<Pick<ClientOptions, "retries" | "timeout">>): Promise<Client>;
}
