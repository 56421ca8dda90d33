import { setTimeout as sleep } from "node:timers/promises";
import { scrubStore } from "../storage/integrity/scrub.ts";

/** The process of a nightly scrub: it gets the path of the store, and sends what it has found. */

/** Milliseconds between two slices, so that the service has the disk. */
const PAUSE = 5;

const [, , path = ""] = process.argv;
process.send?.(await scrubStore(path, { pause: () => sleep(PAUSE) }));
process.disconnect();
