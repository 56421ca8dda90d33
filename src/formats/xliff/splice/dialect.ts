import type { ScannedUnit } from "../scan/scanned.ts";

/** The dialect of a program that keeps the states of units outside of `target`: Trados, memoQ or Phrase. */
export function programOf({ sdlSegments, attributes }: ScannedUnit): string | undefined {
  if (sdlSegments.size > 0) return "SDLXLIFF";
  if (attributes["mq:status"] !== undefined) return "MQXLIFF";
  return attributes["m:confirmed"] === undefined ? undefined : "MXLIFF";
}
