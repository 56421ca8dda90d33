import { originalCollectionId } from "../../../storage/rows/collections.ts";
import { type Import, importId, isOfGlossary } from "../../../storage/rows/imports.ts";
import { proposalId } from "../../../storage/rows/proposals.ts";
import type { ImportSummary } from "../list-imports.ts";

/** Makes the list entry of a stored import. */
export function importSummary(entry: Import): ImportSummary {
  const { filename, format, source, target } = entry;
  return {
    id: importId(entry.n),
    kind: entry.kind,
    ...(isOfGlossary(entry)
      ? { document: null, collection: null }
      : { document: entry.documentId, collection: originalCollectionId(entry.collection) }),
    ...(entry.concept === undefined ? {} : { concept: entry.concept }),
    ...(entry.decision === undefined ? {} : { decision: entry.decision }),
    author: entry.author,
    ...(entry.person === undefined ? {} : { person: entry.person }),
    time: entry.time,
    counts: entry.counts,
    undone: entry.undoneBy !== undefined,
    ...(filename === undefined ? {} : { filename }),
    ...(format === undefined ? {} : { format }),
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
    ...(entry.undoes === undefined ? {} : { undoes: importId(entry.undoes) }),
    ...(entry.undoneBy === undefined ? {} : { undoneBy: importId(entry.undoneBy) }),
    ...(entry.proposal === undefined ? {} : { proposal: proposalId(entry.proposal) }),
  };
}
