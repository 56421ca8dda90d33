import pg from "pg";
import { type Constraint, type StorageFault, StorageError } from "./port.ts";

/** Tables and columns of the UNIQUE constraints, by name. */
export type PostgresConstraints = ReadonlyMap<string, Pick<Constraint, "table" | "columns">>;

/** Kinds of constraints, by the error codes of PostgreSQL (appendix A of its manual). */
const KINDS: Readonly<Record<string, Constraint["kind"]>> = {
  "23502": "not-null",
  "23503": "foreign-key",
  "23505": "unique",
  "23514": "check",
};

/** The fault of an error code, or of all codes that begin with these two characters. */
const FAULTS: Readonly<Record<string, StorageFault>> = {
  // the connection, or the server, has ended
  "08": "lost",
  "57P01": "lost",
  "57P02": "lost",
  "57P03": "lost",
  // no space on the disk
  "53100": "full",
  // no memory, no connection left
  "53": "busy",
  // others write the same rows
  "40": "busy",
  "55P03": "busy",
  "57014": "busy",
  // damaged data, damaged index
  XX001: "corrupt",
  XX002: "corrupt",
  "58030": "corrupt",
  // a replica, or a user who may not write
  "25006": "protected",
  "42501": "protected",
  // the database, its user or its password is not there
  "28": "unfit",
  "3D": "unfit",
};

/** A refusal of PostgreSQL in the words of the port. Any other error comes back as it is. */
export function postgresError(error: unknown, constraints: PostgresConstraints): unknown {
  if (error instanceof StorageError || !(error instanceof Error)) return error;
  if (!(error instanceof pg.DatabaseError)) {
    return isConnectionError(error) ? new StorageError("lost", error.message, error) : error;
  }
  const { code = "", message } = error;
  const kind = KINDS[code];
  if (kind !== undefined)
    return new StorageError("constraint", message, error, broken(kind, error, constraints));
  const fault = FAULTS[code] ?? FAULTS[code.slice(0, 2)];
  return fault === undefined ? error : new StorageError(fault, message, error);
}

function broken(
  kind: Constraint["kind"],
  { table, column, constraint }: pg.DatabaseError,
  constraints: PostgresConstraints,
): Constraint {
  // As in SQLite, which does not name the table of these.
  if (kind === "check" || kind === "foreign-key") return { kind, columns: [] };
  const named = constraint === undefined ? undefined : constraints.get(constraint);
  if (kind === "unique" && named !== undefined) return { kind, ...named };
  return { kind, ...(table === undefined ? {} : { table }), columns: column === undefined ? [] : [column] };
}

/** Errors of the network and of `pg` itself when a connection ends. */
const isConnectionError = (error: Error): boolean =>
  ("code" in error && /^(?:ECONN|EPIPE|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|EAI_)/u.test(String(error.code))) ||
  /connection (?:terminated|ended|timeout)|timeout expired|not queryable/iu.test(error.message);
