import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageManifest, stagePackage } from "./package.ts";
import { ROOT } from "./wrangler.ts";

/**
 * Around `npm pack` and `npm publish`: `node tools/pack.ts prepack` builds the package and puts its package.json in the
 * place of the project's, because npm takes no other; `node tools/pack.ts postpack` puts that of the project back.
 */
const MANIFEST = join(ROOT, "package.json");
const ASIDE = join(ROOT, "dist", "project-package.json");

const [, , step] = process.argv;
// A run that was interrupted has left it there.
if (existsSync(ASIDE)) renameSync(ASIDE, MANIFEST);
if (step === "prepack") {
  await stagePackage(ROOT);
  const project = readFileSync(MANIFEST, "utf8");
  writeFileSync(ASIDE, project);
  writeFileSync(MANIFEST, `${JSON.stringify(packageManifest(JSON.parse(project)), undefined, 2)}\n`);
}
