/**
 * Names of the files in `migrations/`, in order. A Worker has no folder to read, so they are listed here too. A test
 * compares the list with the folder.
 */
export const MIGRATION_NAMES: readonly string[] = [
  "0001_store.sql",
  "0002_match_index.sql",
  "0003_access.sql",
  "0004_glossary.sql",
  "0005_findings.sql",
  "0006_findings_listed.sql",
  "0007_reports.sql",
  "0008_document_counts.sql",
  "0009_match_signatures.sql",
  "0010_kept_over_deletions.sql",
  "0011_import_parts.sql",
  "0012_proposals.sql",
  "0013_events.sql",
  "0014_glossary_imports.sql",
  "0015_suggester.sql",
  "0016_public_glossary.sql",
  "0017_refused_candidates.sql",
  "0018_marks.sql",
  "0019_candidate_lists.sql",
  "0020_people.sql",
  "0022_decisions.sql",
  "0024_recovery_codes.sql",
  "0027_assignments.sql",
  "0029_identities.sql",
  "0031_questions.sql",
  "0032_segmentation.sql",
  "0033_passkeys.sql",
];

/** Names of the files in `migrations-postgres/`. The first one is the schema of all earlier migrations. */
export const POSTGRES_MIGRATION_NAMES: readonly string[] = [
  "0012_store.sql",
  ...MIGRATION_NAMES.filter((name) => name > "0012_proposals.sql"),
];
