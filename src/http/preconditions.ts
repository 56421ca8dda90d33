import { Problem } from "../domain/problem.ts";
import type { RequestIn } from "./environment.ts";

/**
 * The version that `If-Match` names. Our ETags begin with it: `"v3"`, `"v3-5f1c…"`; a bare number does too.
 *
 * @returns `undefined` without the header
 * @throws {Problem} `stale-version` for an ETag that was never ours, `version-required` for `*`
 */
export function expectedVersion(c: RequestIn): number | undefined {
  const header = c.req.header("if-match")?.trim();
  if (header === undefined) return undefined;
  if (header === "*") throw new Problem("version-required");
  const version = /^(?:W\/)?"?v?(\d{1,15})(?:-[0-9a-f]+)?(?:\+[a-z]+)?"?$/u.exec(header)?.[1];
  if (version === undefined) throw new Problem("stale-version");
  return Number(version);
}

/** @throws {Problem} `version-required` */
export function requiredVersion(c: RequestIn): number {
  const version = expectedVersion(c);
  if (version === undefined) throw new Problem("version-required");
  return version;
}
