import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { ensurePages, PAGES } from "../src/node/built-pages.ts";
import { dictionaryFiles } from "../src/terminology/dictionary-files.ts";
import { COMMANDS } from "../src/cli/commands.ts";
import { talk } from "../src/cli/talk/cli-messages.ts";
import { LANGUAGES } from "../src/domain/language.ts";
import { manualPage } from "../src/cli/talk/manual-page.ts";
import { ROOT } from "./wrangler.ts";

/**
 * The package that `npm pack` makes: the command line and the service in one file, pages, dictionaries and migrations. It
 * needs nothing beside it but SQLite, which only a store on the same machine needs, and the dictionaries of the spelling
 * check.
 */

/** What stays a package of its own. */
const KEPT = { optional: ["better-sqlite3"], plain: ["dictionary-en", "dictionary-en-gb", "dictionary-ru"] };
/** Packages as files of their own, which are read only where they are needed. */
const SHARED = ["franc", "i18next", "marked", "pg"];
/** All programs: they share most of their code, so they are in one file, `programs.js`, which loads what is started. */
const PROGRAMS: Readonly<Record<string, string>> = {
  cli: "./src/cli/main.ts",
  serve: "./src/node.ts",
  "index-thread": "./src/node/threads/index-thread.ts",
  "request-thread": "./src/node/threads/request-thread.ts",
  "scrub-process": "./src/node/scrub-process.ts",
};
/** Folders and files of the project that the package has as they are. */
const COPIED = ["CHANGELOG.md", "LICENSE", "README.md", "SECURITY.md", "deploy", "tm"];

type Manifest = Readonly<Record<string, unknown>> & {
  readonly dependencies: Readonly<Record<string, string>>;
};

/** The package.json of the package, made from that of the project. */
export function packageManifest(project: Manifest): object {
  const { private: _, scripts: _s, imports: _i, devDependencies: _d, allowScripts: _a, ...kept } = project;
  const versions = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, project.dependencies[name] ?? ""]));
  return {
    ...kept,
    bin: { polynya: "dist/polynya.js" },
    man: ["dist/polynya.1"],
    files: [
      "deploy",
      "dist/*.{1,cjs,js,txt}",
      "dist/dictionaries.json",
      "dist/locales",
      "dist/migrations",
      "dist/migrations-postgres",
      "dist/web",
      "!dist/web/dictionaries-*.json",
      "tm",
      "SECURITY.md",
    ],
    dependencies: versions(KEPT.plain),
    optionalDependencies: versions(KEPT.optional),
    engines: { node: ">=22.18" },
  };
}

/** Writes all files of the package but its package.json. @param folder the project itself, or an empty folder */
export async function stagePackage(folder: string): Promise<void> {
  await ensurePages();
  const dist = join(folder, "dist");
  mkdirSync(dist, { recursive: true });
  if (folder !== ROOT) {
    for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    cpSync(PAGES, join(dist, "web"), { recursive: true });
  }
  for (const name of ["migrations", "migrations-postgres"]) {
    rmSync(join(dist, name), { recursive: true, force: true });
    cpSync(join(ROOT, "src", "storage", name), join(dist, name), { recursive: true });
  }
  writeFileSync(join(dist, "dictionaries.json"), JSON.stringify(dictionaryFiles));
  writeLocales(dist);
  const loaded = await Promise.all([...COMMANDS].map(async ([name, load]) => [name, await load()] as const));
  writeFileSync(join(dist, "polynya.1"), manualPage(new Map(loaded), talk("en")));
  const programs = Object.entries(PROGRAMS).map(([name, path]) => `"${name}": () => import("${path}")`);
  const made = await Promise.all([
    bundle(
      join(dist, "polynya.js"),
      'import { launch } from "./src/launch.js";\nawait launch(new URL("cli.js", import.meta.url));',
      "#!/usr/bin/env node",
    ),
    bundle(
      join(dist, "programs.js"),
      `const programs = { ${programs.join(", ")} };\nexport const start = (name) => programs[name]();`,
      REQUIRE,
    ),
    ...SHARED.map((name) => bundle(join(dist, `${name}.cjs`), `module.exports = require("${name}");`)),
  ]);
  for (const name of Object.keys(PROGRAMS)) {
    const text = `import { start } from "./programs.js";\nawait start("${name}");\n`;
    writeFileSync(join(dist, `${name}.js`), text);
  }
  writeFileSync(join(dist, "licences.txt"), licencesOf(made));
}

/** Writes the texts once, without white space: the command line and the service share them. The pages have their own. */
function writeLocales(dist: string): void {
  for (const language of LANGUAGES) {
    mkdirSync(join(dist, "locales", language), { recursive: true });
    for (const name of readdirSync(join(ROOT, "locales", language))) {
      if (name === "web.json") continue;
      const texts: unknown = JSON.parse(readFileSync(join(ROOT, "locales", language, name), "utf8"));
      writeFileSync(join(dist, "locales", language, name), JSON.stringify(texts));
    }
  }
}

/** Bundles a module to one file, a common module when its name ends in `.cjs`. @param start text before all others */
async function bundle(outfile: string, contents: string, start = ""): Promise<Metafile> {
  const { metafile } = await build({
    stdin: { contents, resolveDir: ROOT },
    outfile,
    absWorkingDir: ROOT,
    bundle: true,
    platform: "node",
    mainFields: ["module", "main"],
    format: outfile.endsWith(".cjs") ? "cjs" : "esm",
    target: "node22",
    charset: "utf8",
    legalComments: "none",
    minify: true,
    metafile: true,
    logLevel: "warning",
    banner: { js: start },
    plugins: outfile.endsWith(".cjs") ? [] : [ownParts],
    external: ["pg-native", ...SHARED.map((name) => `./${name}.cjs`)],
  });
  return metafile;
}

/** Bundled common modules ask for Node's own modules by `require`. */
const REQUIRE =
  'import{createRequire as requireFrom}from"node:module";const require=requireFrom(import.meta.url);';
const DATA = "data";
const LOCALES = "locales";
const MCP_SHIMS = "mcp-shims";
const PACKAGE = "package";

/** What is not bundled: the service beside the command line, the dictionaries, and packages that stay their own. */
const ownParts: Plugin = {
  name: "polynya:own-parts",
  setup(esbuild) {
    esbuild.onResolve({ filter: /^\.\.\/\.\.\/node\.ts$/ }, () => ({ path: "./serve.js", external: true }));
    esbuild.onResolve({ filter: /^zod$/ }, () => ({ path: join(ROOT, "tools", "zod-without-locales.js") }));
    esbuild.onResolve({ filter: /^chinese-conv$/ }, () => ({
      path: join(ROOT, "tools", "chinese-conv-packed.js"),
    }));
    esbuild.onResolve({ filter: /^#dictionary-files$/ }, ({ path }) => ({ path, namespace: DATA }));
    esbuild.onLoad({ filter: /.*/, namespace: DATA }, () => ({
      contents: `import { readFileSync } from "node:fs";
        export const dictionaryFiles = JSON.parse(readFileSync(new URL("dictionaries.json", import.meta.url), "utf8"));`,
    }));
    esbuild.onResolve({ filter: /\/locales\/\w+\/\w+\.json$/ }, ({ path }) => ({
      path: path.slice(path.indexOf("locales/")),
      namespace: LOCALES,
    }));
    esbuild.onLoad({ filter: /.*/, namespace: LOCALES }, ({ path }) => ({
      contents: `import { readFileSync } from "node:fs";
        export default JSON.parse(readFileSync(new URL("${path}", import.meta.url), "utf8"));`,
    }));
    // The validator of the Workers is a fraction of the one for Node.
    esbuild.onResolve({ filter: /^@modelcontextprotocol\/server\/_shims$/ }, ({ path }) => ({
      path,
      namespace: MCP_SHIMS,
    }));
    esbuild.onLoad({ filter: /.*/, namespace: MCP_SHIMS }, () => ({
      contents: `export { default as process } from "node:process";
        export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from "@modelcontextprotocol/server/validators/cf-worker";`,
      resolveDir: ROOT,
    }));
    // A plain import would be needed at the start. All these are loaded with the module that needs them.
    esbuild.onResolve({ filter: new RegExp(`^#?(?:${SHARED.join("|")})$`) }, ({ path }) => ({
      // `#franc` is the package, but for Workers.
      path: path.replace("#", ""),
      namespace: PACKAGE,
    }));
    const kept = [...KEPT.optional, ...KEPT.plain].join("|");
    esbuild.onResolve({ filter: new RegExp(`^(?:${kept})$`) }, ({ path, namespace }) =>
      namespace === PACKAGE ? { path, external: true } : { path, namespace: PACKAGE },
    );
    esbuild.onLoad({ filter: /.*/, namespace: PACKAGE }, ({ path }) => ({
      contents: SHARED.includes(path)
        ? `module.exports = require("./${path}.cjs");`
        : KEPT.optional.includes(path)
          ? `module.exports = require("${path}");`
          : `export default (await import("${path}")).default;`,
      resolveDir: ROOT,
    }));
  },
};

/** Names of the file with a licence, in the order of preference. */
const LICENCE = /^(?:licen[cs]e)(?:-mit)?(?:\.(?:md|txt))?$/iu;

/** Each package in the bundles with its licence, as licences ask for it in every copy. Equal texts stand once. */
function licencesOf(bundles: readonly Metafile[]): string {
  const paths = bundles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(
    paths.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(path)?.[0] ?? []),
  );
  const byText = new Map<string, string[]>();
  for (const folder of [...folders].toSorted()) {
    const manifest = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8")) as Licensed;
    const file = readdirSync(join(ROOT, folder)).find((name) => LICENCE.test(name));
    const text =
      file === undefined ? `${manifest.license} licence` : readFileSync(join(ROOT, folder, file), "utf8");
    const isHolder = (line: string) => /^\s*copyright\b/iu.test(line);
    const lines = text.trim().split(/\r?\n/u);
    const terms = lines
      .filter((line) => !isHolder(line))
      .join("\n")
      .replaceAll(/[ \t]+\n|\n{3,}/gu, "\n\n")
      .trim();
    const name = `${manifest.name} ${manifest.version}`;
    byText.set(terms, [...(byText.get(terms) ?? []), [name, ...lines.filter(isHolder)].join("\n  ")]);
  }
  return [...byText]
    .map(([terms, packages]) => `${packages.join("\n")}\n\n${terms}\n`)
    .join(`\n${"-".repeat(80)}\n\n`);
}

interface Licensed {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}
