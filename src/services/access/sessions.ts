import { Problem } from "../../domain/problem.ts";
import { listCredentials, revokeCredential } from "../../storage/rows/credentials.ts";
import type { Context } from "../context.ts";
import type { Principal } from "./principal.ts";

/** A place where a person is signed in. */
export interface SessionView {
  readonly id: string;
  /** Browser and system; `null` when the browser did not say. */
  readonly device: string | null;
  /** Country by its two letters (ISO 3166-1), where the platform names it. */
  readonly place: string | null;
  readonly created: string;
  readonly expires: string | null;
  /** Time of last use; may be up to an hour too early. */
  readonly used: string | null;
  /** The session that asks. */
  readonly current: boolean;
}

/** The open sessions of whoever asks, newest first. The environment's token has none. */
export async function listOwnSessions(context: Context, principal: Principal): Promise<SessionView[]> {
  if (principal.person === undefined) return [];
  const now = context.now().toISOString();
  const held = await listCredentials(context.storage, { person: principal.person });
  return held.flatMap(({ credential }) => {
    const { kind, id, device, place, created, expires, used } = credential;
    if (kind !== "session" || (expires !== null && expires <= now)) return [];
    return [{ id, device, place, created, expires, used, current: id === principal.id }];
  });
}

/** Ends a session or token of whoever asks. @throws {Problem} `not-found` */
export async function endOwnSession(context: Context, principal: Principal, id: string): Promise<void> {
  const { person } = principal;
  const isEnded =
    person !== undefined &&
    (await revokeCredential(context.storage, id, { person }, context.now().toISOString()));
  if (!isEnded) throw new Problem("not-found", { what: id });
}
