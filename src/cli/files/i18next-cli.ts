import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve, sep } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { isLanguage, type Language, LANGUAGES } from "../../domain/language.ts";
import type { Environment } from "../environment.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { pathInside, readIfThere } from "./paths.ts";

const CONFIGS = ["ts", "js", "mjs", "cjs"].map((extension) => `i18next.config.${extension}`);

/** A file of strings of a namespace in a language. */
export interface StringsFile {
  readonly language: Language;
  readonly namespace: string;
  readonly bytes: Uint8Array;
}

export interface Extraction {
  /** The language of the texts in the sources. */
  readonly primary: Language;
  readonly files: readonly StringsFile[];
}

/**
 * Runs the website's own `i18next-cli extract` with the website's own configuration, on copies of the strings in a
 * folder that is removed afterwards. So no file of the website changes, and the keys are those that i18next-cli finds
 * and keeps.
 *
 * @param strings what is known already
 * @param config the configuration that a person named
 * @returns the strings that the sources use or that the configuration preserves, in each language
 * @throws {Failure} `no-i18next-cli`, `no-i18next-config`, `extract-language`, `extract-failed`
 */
export async function extractStrings(
  environment: Environment,
  strings: readonly StringsFile[],
  config: string | undefined,
): Promise<Extraction> {
  const { folder } = environment;
  const program = await programOf(folder);
  const found = configOf(folder, config);
  const work = await mkdtemp(join(tmpdir(), "polynya-extract-"));
  const files = join(work, "strings");
  try {
    await mkdir(files);
    for (const { language, namespace, bytes } of strings) {
      const path = pathInside(files, `${language}/${namespace}.json`);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes);
    }
    const own = join(work, "i18next.config.ts");
    await writeFile(own, configuration(found, work, files));
    await runProgram(environment, [program, "extract", "--quiet", "--config", own]);
    const primary = (await readFile(join(work, "primary"), "utf8")).trim();
    if (!isLanguage(primary)) throw new Failure(EXIT.badData, "extract-language", { tag: primary });
    return { primary, files: await stringsIn(files) };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const packageSchema = z.looseObject({ bin: z.looseObject({ "i18next-cli": z.string() }) });

/** The program that the website has installed. @throws {Failure} `no-i18next-cli` (6) */
async function programOf(folder: string): Promise<string> {
  let description: string;
  try {
    description = createRequire(join(folder, "package.json")).resolve("i18next-cli/package.json");
  } catch {
    throw new Failure(EXIT.notFound, "no-i18next-cli");
  }
  const { bin } = packageSchema.parse(JSON.parse(await readFile(description, "utf8")));
  return join(dirname(description), bin["i18next-cli"]);
}

/** @throws {Failure} `no-file`, `no-i18next-config` (6) */
function configOf(folder: string, named: string | undefined): string {
  const there = (named === undefined ? CONFIGS : [named])
    .map((name) => resolve(folder, name))
    .find((path) => existsSync(path));
  if (there !== undefined) return there;
  if (named !== undefined) throw new Failure(EXIT.notFound, "no-file", { path: named });
  throw new Failure(EXIT.notFound, "no-i18next-config", { files: CONFIGS.join(", ") });
}

/** The website's configuration, but for our three languages and for where its files are. */
const configuration = (config: string, work: string, files: string): string => `
import { writeFileSync } from "node:fs";
import site from ${JSON.stringify(config)};

const languages = ${JSON.stringify(LANGUAGES)};
const tag = site.extract.primaryLanguage ?? site.locales[0] ?? "";
const primaryLanguage = languages.find((one) => one === tag.toLowerCase().split(/[-_]/)[0]);
writeFileSync(${JSON.stringify(join(work, "primary"))}, primaryLanguage ?? tag);

export default {
  ...site,
  locales: languages,
  extract: {
    ...site.extract,
    primaryLanguage,
    secondaryLanguages: languages.filter((one) => one !== primaryLanguage),
    output: ${JSON.stringify(`${files.split(sep).join("/")}/{{language}}/{{namespace}}.json`)},
    outputFormat: "json",
    mergeNamespaces: false,
    removeUnusedKeys: true,
  },
};
`;

/** Runs a program of Node. What it says is told when it fails. @throws {Failure} `extract-failed` (65) */
async function runProgram({ folder, env, signal }: Environment, args: readonly string[]): Promise<void> {
  const running = promisify(execFile)(process.execPath, [...args], {
    cwd: folder,
    env: { ...env, NO_COLOR: "1" },
    maxBuffer: 16 * 1024 * 1024,
    signal,
  });
  // It must not wait for an answer to a question.
  running.child.stdin?.end();
  try {
    await running;
  } catch (error) {
    if (signal.aborted) throw new Failure(EXIT.interrupted, "interrupted");
    const { stderr, stdout } = z.looseObject({ stderr: z.string(), stdout: z.string() }).parse(error);
    const reason = (stderr.trim() === "" ? stdout : stderr).trim().slice(0, 4000);
    throw new Failure(EXIT.badData, "extract-failed", { reason });
  }
}

async function stringsIn(folder: string): Promise<StringsFile[]> {
  const found: StringsFile[] = [];
  for (const language of LANGUAGES) {
    const ofLanguage = join(folder, language);
    if (!existsSync(ofLanguage)) continue;
    for (const entry of await readdir(ofLanguage, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith(".json")) continue;
      const path = join(entry.parentPath, entry.name);
      const bytes = await readIfThere(path, path);
      const namespace = path
        .slice(ofLanguage.length + 1, -".json".length)
        .split(sep)
        .join("/");
      if (bytes !== undefined) found.push({ language, namespace, bytes });
    }
  }
  return found;
}
