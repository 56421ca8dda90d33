import { availableParallelism, cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { walk } from "../../services/imports/undo-walk.ts";
import { access } from "./access.ts";
import { attacks, slowClients } from "./attacks.ts";
import { fullDisk } from "./full-disk.ts";
import { flips, kills } from "./kills.ts";
import { load } from "./load.ts";
import { randomRequests } from "./random-requests.ts";
import { type DrillOptions, type Outcome, type Part, randomFrom } from "./part.ts";

/**
 * The drill: `npm run drill -- --minutes 60`. It tries to break the promises of the service, and prints one page of
 * figures. It ends with 1 when a promise was broken.
 *
 * - `--short`: about a minute and a half, for each change
 * - `--only kills,undo`: only these parts
 * - `--seed N`: other random numbers
 * - `--seed-bug NAME`: a bug is put in, and the drill ends with 1 when it was found, and with 2 when it was not
 */

const STEPS_OF_A_WALK = 200;

const undo: Part = {
  name: "undo",
  share: 2,
  async run({ seconds, isShort, random, bug }): Promise<Outcome> {
    const counted = { steps: 0, undone: 0, "named in part": 0 };
    const spoil: Parameters<typeof walk>[2] =
      bug === "inexact-undo"
        ? ({ storage }) =>
            storage.all("UPDATE unit SET notes = '[]', context = 'left' WHERE n = (SELECT max(n) FROM unit)")
        : undefined;
    const end = Date.now() + seconds * 1000;
    const least = isShort ? 0 : 10_000;
    do {
      try {
        const { undone, partly } = await walk(random.below(2_000_000_000), STEPS_OF_A_WALK, spoil);
        counted.steps += STEPS_OF_A_WALK;
        counted.undone += undone;
        counted["named in part"] += partly;
      } catch (error) {
        return { figures: counted, faults: [String(error).slice(0, 2000)] };
      }
    } while (Date.now() < end || counted.steps < least);
    return { figures: counted, faults: [] };
  },
};

const PARTS: readonly Part[] = [
  kills,
  flips,
  fullDisk,
  attacks,
  slowClients,
  undo,
  access,
  randomRequests,
  load,
];

/** The bugs that can be put in, and the parts that have to find them. */
const BUGS: Readonly<Record<string, readonly string[]>> = {
  "early-answer": ["kills"],
  "half-write": ["kills"],
  twice: ["kills"],
  "forgotten-record": ["flips"],
  blocked: ["attacks"],
  patient: ["slow clients"],
  "inexact-undo": ["undo"],
  "open-door": ["access"],
  "lost-edit": ["load"],
};

const SECONDS_OF_A_SHORT_PART = 4;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    short: { type: "boolean", default: false },
    only: { type: "string" },
    seed: { type: "string", default: "20261129" },
    "seed-bug": { type: "string" },
  },
});
const bug = values["seed-bug"];
if (bug !== undefined && !(bug in BUGS)) {
  console.error(`No such bug. There are: ${Object.keys(BUGS).join(", ")}.`);
  process.exit(2);
}
const wanted = values.only?.split(",") ?? (bug === undefined ? undefined : BUGS[bug]);
const parts = PARTS.filter(({ name }) => wanted?.includes(name) ?? true);
const minutes = Number(values.minutes);
if (!(minutes > 0) || parts.length === 0) {
  console.error(
    `--minutes has to be a number, and --only some of: ${PARTS.map(({ name }) => name).join(", ")}.`,
  );
  process.exit(2);
}
const shares = parts.reduce((sum, { share }) => sum + share, 0);
const preload = new URL("seeded-bug-process.ts", import.meta.url).href;
const environment: NodeJS.ProcessEnv = {
  POLYNYA_PAGES: "off",
  ...(bug === undefined ? {} : { SEEDED_BUG: bug, NODE_OPTIONS: `--import=${preload}` }),
};

console.log(
  `# Drill ${new Date().toISOString()}, seed ${values.seed}${bug === undefined ? "" : `, with the bug “${bug}”`}`,
);
console.log(
  `${cpus()[0]?.model ?? "unknown processor"}, ${availableParallelism()} threads, load ${loadavg()[0]?.toFixed(1)}\n`,
);
const faults: string[] = [];
for (const { name, share, run } of parts) {
  const options: DrillOptions = {
    seconds: values.short ? SECONDS_OF_A_SHORT_PART : (minutes * 60 * share) / shares,
    isShort: values.short,
    random: randomFrom(Number(values.seed)),
    bug,
    environment,
  };
  const start = performance.now();
  const outcome = await run(options).catch((error: unknown): Outcome => ({
    figures: {},
    faults: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  }));
  const took = Math.round((performance.now() - start) / 1000);
  console.log(
    `## ${name}: ${outcome.faults.length === 0 ? "held" : `${outcome.faults.length} faults`} (${took} s)`,
  );
  for (const [figure, value] of Object.entries(outcome.figures)) console.log(`- ${figure}: ${value}`);
  for (const fault of outcome.faults.slice(0, 10)) console.log(`- FAULT: ${fault}`);
  console.log("");
  faults.push(...outcome.faults);
}
if (bug !== undefined) console.log(faults.length > 0 ? "The bug was found." : "The bug was NOT found.");
process.exit(faults.length > 0 ? 1 : bug === undefined ? 0 : 2);
