import { documentByNamespace, findDocument } from "../../storage/rows/documents.ts";
import { findImport, importNumber } from "../../storage/rows/imports.ts";
import { unitNumber, unitsByNumber } from "../../storage/rows/units.ts";
import type { Context } from "../context.ts";

/** Ids of what a request names. */
export interface Addressed {
  readonly collection?: string | undefined;
  readonly document?: string | undefined;
  readonly unit?: string | undefined;
  readonly import?: string | undefined;
  readonly namespace?: string | undefined;
}

/** Id of the collection that a request is about; `undefined` when it names none or what it names does not exist. */
export async function collectionOf({ storage }: Context, named: Addressed): Promise<string | undefined> {
  if (named.collection !== undefined) return named.collection;
  if (named.document !== undefined) return (await findDocument(storage, named.document))?.collection;
  if (named.namespace !== undefined) return (await documentByNamespace(storage, named.namespace))?.collection;
  const unit = named.unit === undefined ? undefined : unitNumber(named.unit);
  if (unit !== undefined) return (await unitsByNumber(storage, [unit]))[0]?.collection;
  const n = named.import === undefined ? undefined : importNumber(named.import);
  return n === undefined ? undefined : (await findImport(storage, n))?.collection;
}
