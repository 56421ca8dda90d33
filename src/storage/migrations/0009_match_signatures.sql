-- Texts are found by their signatures: the rarest grams of each, as tokens beside the others. Rows that are there
-- already get theirs with the lookups to come, a part with each, or all at once by “polynya doctor --reindex”.
CREATE TABLE match_renewal (
  -- of the units with numbers above `after` up to `until` the rows are still of the earlier form
  after INTEGER NOT NULL,
  until INTEGER NOT NULL
) STRICT;

INSERT INTO match_renewal (after, until)
SELECT 0, n FROM (SELECT max(n) AS n FROM unit) WHERE n > 0 AND EXISTS (SELECT 1 FROM match_gram);

-- In how many units a token is: which of a probe's grams are worth reading.
CREATE VIRTUAL TABLE match_term USING fts5vocab ('match_gram', 'row');

-- Counters as printable characters now, for D1 hands out bytes as lists of numbers. Made anew from a sample.
DROP TABLE match_frequency;

CREATE TABLE match_frequency (
  language TEXT PRIMARY KEY,
  -- the highest unit number when it was taken: it is taken anew when that has doubled
  taken_at INTEGER NOT NULL,
  texts INTEGER NOT NULL,
  counts TEXT NOT NULL
) STRICT, WITHOUT ROWID;
