import type { EventKind } from "../../domain/event.ts";
import type { Statement, Storage } from "../port.ts";
import { idList, isAmong } from "./among.ts";

/** An address that is told about events, one after the other. Times are ISO 8601, UTC. */
export interface Webhook {
  readonly n: number;
  readonly url: string;
  /** `whsec_` and Base64: it signs the deliveries. */
  readonly secret: string;
  /** Empty: all. */
  readonly kinds: readonly EventKind[];
  /** `null`: all collections. */
  readonly collection: string | null;
  readonly created: string;
  readonly createdBy: string;
  /** False when somebody paused it, or when it failed too often. */
  readonly active: boolean;
  /** Number of the last event that was delivered or is not wanted. */
  readonly delivered: number;
  /** Failed attempts for the next event. */
  readonly failures: number;
  /** Earliest time of the next attempt. */
  readonly due: string;
}

/** One attempt to deliver an event, or a test. */
export interface Delivery {
  /** Number of the event; `null`: a test. */
  readonly event: number | null;
  readonly kind: string;
  readonly time: string;
  /** HTTP status of the answer; `null` when there was none. */
  readonly status: number | null;
  /** Why there was no answer. */
  readonly error: string | null;
  readonly milliseconds: number;
}

type Row = Omit<Webhook, "kinds" | "active"> & { readonly kinds: string; readonly active: number };

const COLUMNS =
  'n, url, secret, kinds, collection, created, created_by AS "createdBy", active, delivered, failures, due';

const toWebhook = (row: Row): Webhook => ({
  ...row,
  kinds: JSON.parse(row.kinds) as EventKind[],
  active: row.active === 1,
});

export const webhookId = (n: number): string => `w${n.toString(36)}`;

/** The number from a webhook's id; `undefined` when the text is no such id. */
export const webhookNumber = (id: string): number | undefined =>
  /^w[0-9a-z]{1,10}$/u.test(id) ? Number.parseInt(id.slice(1), 36) : undefined;

/** Stores a new webhook, which is told about what happens from now on. */
export async function insertWebhook(
  storage: Storage,
  webhook: Pick<Webhook, "url" | "secret" | "kinds" | "collection" | "created" | "createdBy">,
): Promise<Webhook> {
  const { url, secret, kinds, collection, created, createdBy } = webhook;
  const [rows] = await storage.batch([
    {
      sql: `INSERT INTO webhook (url, secret, kinds, collection, created, created_by, active, delivered, failures, due)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, (SELECT coalesce(max(n), 0) FROM event), 0, ?5) RETURNING ${COLUMNS}`,
      params: [url, secret, JSON.stringify(kinds), collection, created, createdBy],
    },
  ]);
  const [row] = (rows ?? []) as Row[];
  if (row === undefined) throw new Error("no webhook was made");
  return toWebhook(row);
}

export async function findWebhook(storage: Storage, n: number): Promise<Webhook | undefined> {
  const [row] = await storage.all<Row>(`SELECT ${COLUMNS} FROM webhook WHERE n = ?1`, n);
  return row && toWebhook(row);
}

/** Webhooks of some collections or of all (`undefined`), oldest first. */
export async function listWebhookRows(
  storage: Storage,
  collections: readonly string[] | undefined,
): Promise<Webhook[]> {
  const rows = await storage.all<Row>(
    `SELECT ${COLUMNS} FROM webhook WHERE ${isAmong("collection", 1)} ORDER BY n`,
    idList(collections),
  );
  return rows.map(toWebhook);
}

/**
 * Takes the active webhooks that are due, so that no other process delivers for them before `until`. A process that
 * dies gives them back at that time.
 */
export async function claimDue(storage: Storage, now: string, until: string): Promise<Webhook[]> {
  const waiting = await storage.all<{ n: number }>(
    `SELECT n FROM webhook WHERE active = 1 AND due <= ?1 AND delivered < (SELECT coalesce(max(n), 0) FROM event)`,
    now,
  );
  if (waiting.length === 0) return [];
  const [rows] = await storage.batch([
    {
      sql: `UPDATE webhook SET due = ?2
        WHERE active = 1 AND due <= ?1 AND n IN (SELECT CAST(atom AS BIGINT) FROM json_each(?3)) RETURNING ${COLUMNS}`,
      params: [now, until, JSON.stringify(waiting.map(({ n }) => n))],
    },
  ]);
  return ((rows ?? []) as Row[]).map(toWebhook);
}

/** Records how far a webhook has come, and when it is due next. */
export const updateWebhook = (
  n: number,
  { delivered, failures, due, active }: Pick<Webhook, "delivered" | "failures" | "due" | "active">,
): Statement => ({
  sql: `UPDATE webhook SET delivered = CASE WHEN delivered > ?2 THEN delivered ELSE ?2 END, failures = ?3, due = ?4, active = CASE WHEN active = 1 THEN ?5 ELSE 0 END WHERE n = ?1`,
  params: [n, delivered, failures, due, active ? 1 : 0],
});

/** Pauses a webhook, or starts it again where it stopped. */
export const setActive = (n: number, active: boolean, due: string): Statement => ({
  sql: "UPDATE webhook SET active = ?2, failures = 0, due = ?3 WHERE n = ?1",
  params: [n, active ? 1 : 0, due],
});

export const deleteWebhook = (n: number): Statement => ({
  sql: "DELETE FROM webhook WHERE n = ?1",
  params: [n],
});

/** Attempts of a webhook that are kept. */
const KEPT = 100;

/** Records an attempt, and forgets the oldest ones. Nothing is recorded for a webhook that is gone. */
export const insertDelivery = (webhook: number, delivery: Delivery): Statement[] => [
  {
    sql: `INSERT INTO webhook_delivery (webhook, event, kind, time, status, error, milliseconds)
      SELECT n, CAST(?2 AS BIGINT), ?3, ?4, CAST(?5 AS BIGINT), ?6, CAST(?7 AS BIGINT) FROM webhook WHERE n = ?1`,
    params: [
      webhook,
      delivery.event,
      delivery.kind,
      delivery.time,
      delivery.status,
      delivery.error,
      delivery.milliseconds,
    ],
  },
  {
    sql: `DELETE FROM webhook_delivery WHERE webhook = ?1 AND n <= (
        SELECT n FROM webhook_delivery WHERE webhook = ?1 ORDER BY n DESC LIMIT 1 OFFSET ${KEPT})`,
    params: [webhook],
  },
];

/** The kept attempts of a webhook, newest first. */
export const deliveriesOf = (storage: Storage, webhook: number): Promise<Delivery[]> =>
  storage.all<Delivery>(
    `SELECT event, kind, time, status, error, milliseconds FROM webhook_delivery
     WHERE webhook = ?1 ORDER BY n DESC`,
    webhook,
  );
