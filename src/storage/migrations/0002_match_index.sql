-- The match index where nothing can be kept in memory (D1): all grams of a unit's three variants as tokens,
-- one row per unit. `rowid` is n * 2^24 + length codes of en, ru, zh (8 bits each, 0 for an absent variant).
-- Where the index is resident (Node) both tables stay empty.
CREATE VIRTUAL TABLE match_gram USING fts5 (
  grams,
  content = '',
  contentless_delete = 1,
  detail = none,
  tokenize = 'ascii'
);

-- How often grams occur, from a sample: which of a query's grams are worth asking for.
CREATE TABLE match_frequency (
  language TEXT PRIMARY KEY,
  -- the highest unit number when it was taken: it is taken anew when that has doubled
  taken_at INTEGER NOT NULL,
  texts INTEGER NOT NULL,
  counts BLOB NOT NULL
) STRICT, WITHOUT ROWID;
