import { idList, isAmong } from "./among.ts";
import { presentName } from "./people.ts";
import type { Statement, Storage } from "../port.ts";

/** What an agent proposed in one piece of work. */
export interface Proposal {
  readonly n: number;
  /** Name of the work; absent for a single call. */
  readonly work?: string;
  readonly author: string;
  readonly person?: string;
  /** The only collection that the author could see. */
  readonly collection?: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  /** When it was undone. */
  readonly undone?: string;
}

/** A concept that belongs to a proposal, with its version when it was proposed. */
export interface ProposedConcept {
  readonly concept: string;
  readonly version: number;
}

interface Row {
  n: number;
  work: string | null;
  author: string;
  person: string | null;
  collection: string | null;
  time: string;
  undone: string | null;
}

const COLUMNS = `n, work, ${presentName("proposal")} AS author, person, collection, time, undone`;

const toProposal = ({ n, work, author, person, collection, time, undone }: Row): Proposal => ({
  n,
  author,
  time,
  ...(work === null ? {} : { work }),
  ...(person === null ? {} : { person }),
  ...(collection === null ? {} : { collection }),
  ...(undone === null ? {} : { undone }),
});

export const proposalId = (n: number): string => `p${n.toString(36)}`;

/** The number from a proposal's id; `undefined` when the text is no such id. */
export const proposalNumber = (id: string): number | undefined =>
  /^p[0-9a-z]{1,10}$/u.test(id) ? Number.parseInt(id.slice(1), 36) : undefined;

export async function findProposal(storage: Storage, n: number): Promise<Proposal | undefined> {
  const [row] = await storage.all<Row>(`SELECT ${COLUMNS} FROM proposal WHERE n = ?1`, n);
  return row && toProposal(row);
}

/**
 * Finds the open proposal of a named work, or makes a new one. Two calls at the same time get the same one.
 *
 * @param wanted without `work`, the proposal is always new
 */
export async function openProposal(
  storage: Storage,
  wanted: Omit<Proposal, "n" | "undone">,
): Promise<Proposal> {
  const { work = null, author, person = null, collection = null, time } = wanted;
  const [, rows] = await storage.batch([
    {
      sql: `INSERT INTO proposal (work, author, person, collection, time) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING`,
      params: [work, author, person, collection, time],
    },
    {
      sql: `SELECT ${COLUMNS} FROM proposal
        WHERE coalesce(person, author) = ?2 AND work IS NOT DISTINCT FROM ?1 AND collection IS NOT DISTINCT FROM ?3 AND undone IS NULL ORDER BY n DESC LIMIT 1`,
      params: [work, person ?? author, collection],
    },
  ]);
  const [row] = (rows ?? []) as Row[];
  if (row === undefined) throw new Error("no proposal was made");
  return toProposal(row);
}

/** Proposals with numbers below `before`, newest first. */
export async function proposalsBefore(
  storage: Storage,
  filter: {
    readonly before: number;
    readonly limit: number;
    readonly collections: readonly string[] | undefined;
  },
): Promise<Proposal[]> {
  const rows = await storage.all<Row>(
    `SELECT ${COLUMNS} FROM proposal WHERE n < ?1 AND ${isAmong("collection", 2)} ORDER BY n DESC LIMIT ?3`,
    filter.before,
    idList(filter.collections),
    filter.limit,
  );
  return rows.map(toProposal);
}

/** Concepts of a proposal, in the order of their ids. */
export const conceptsOfProposal = (storage: Storage, n: number): Promise<ProposedConcept[]> =>
  storage.all<ProposedConcept>(
    "SELECT concept, version FROM proposed_concept WHERE proposal = ?1 ORDER BY concept",
    n,
  );

export const insertProposedConcept = (
  proposal: number,
  { concept, version }: ProposedConcept,
): Statement => ({
  sql: `INSERT INTO proposed_concept (proposal, concept, version) VALUES (?1, ?2, ?3)
    ON CONFLICT (proposal, concept) DO UPDATE SET version = excluded.version`,
  params: [proposal, concept, version],
});

export const markProposalUndone = (n: number, time: string): Statement => ({
  sql: "UPDATE proposal SET undone = ?2 WHERE n = ?1 AND undone IS NULL",
  params: [n, time],
});
