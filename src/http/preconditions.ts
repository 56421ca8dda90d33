import { Problem } from "../domain/problem.ts";
import type { RequestIn } from "./environment.ts";

/**
 * Reads the version from `If-Match`: from one of our ETags (`"v3"`, `"v3-5f1c…"`) or from a bare number (`3`).
 *
 * @returns `undefined` without the header
 * @throws {Problem} `stale-version` for an ETag in another form, `version-required` for `*`
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
 * An ETag from version and time of creation. A resource that is deleted and created again with the same id gets another
 * ETag.
 *
 * @param created time in ISO 8601
 */
export const versionTag = (version: number, created: string): string =>
  `"v${version}-${Date.parse(created).toString(16)}"`;

/**
 * Refuses an `If-Match` that belongs to an earlier, deleted resource with the same id. Without the header, or with a
 * bare version, there is no time to compare.
 *
 * @param created time in ISO 8601
 * @throws {Problem} `stale-version`
 */
export function assertSameThing(c: RequestIn, created: string): void {
  const made = /-([0-9a-f]+)"?$/u.exec(c.req.header("if-match")?.trim() ?? "")?.[1];
  if (made !== undefined && made !== Date.parse(created).toString(16)) throw new Problem("stale-version");
}

/**
 * Reads the version from an `If-Match` that is required.
 *
 * @throws {Problem} `version-required` without the header or for `*`, `stale-version` for an ETag in another form
 */
export function requiredVersion(c: RequestIn): number {
  const version = expectedVersion(c);
  if (version === undefined) throw new Problem("version-required");
  return version;
}
