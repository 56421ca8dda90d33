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

/**
 * An ETag of something that may be deleted and made anew under the same id: its version, and when it was made.
 *
 * @param created ISO 8601
 */
export const versionTag = (version: number, created: string): string =>
  `"v${version}-${Date.parse(created).toString(16)}"`;

/**
 * Refuses an `If-Match` that was given out for an earlier thing with the same id. Without the header, or with a bare
 * version, there is nothing to compare.
 *
 * @throws {Problem} `stale-version`
 */
export function assertSameThing(c: RequestIn, created: string): void {
  const made = /-([0-9a-f]+)"?$/u.exec(c.req.header("if-match")?.trim() ?? "")?.[1];
  if (made !== undefined && made !== Date.parse(created).toString(16)) throw new Problem("stale-version");
}

/** @throws {Problem} `version-required` */
export function requiredVersion(c: RequestIn): number {
  const version = expectedVersion(c);
  if (version === undefined) throw new Problem("version-required");
  return version;
}
