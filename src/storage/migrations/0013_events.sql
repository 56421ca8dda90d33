-- What happened, in the order of the commits. The numbers of imports are taken before a commit, so they are no order.

CREATE TABLE event (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  -- NULL: the glossary, which all collections share
  collection TEXT,
  author TEXT NOT NULL,
  time TEXT NOT NULL,
  -- number of the import, id of the concept, or namespace
  about TEXT NOT NULL,
  -- of the concept
  version INTEGER
) STRICT;

INSERT INTO event (kind, collection, author, time, about, version)
  SELECT kind, collection, author, time, about, version FROM (
    SELECT 'import.' || kind AS kind, collection, author, time, n AS about, NULL AS version FROM import
    UNION ALL
    SELECT CASE removed WHEN 1 THEN 'concept.removed' ELSE 'concept.saved' END, NULL, author, time, concept, version
    FROM concept_change
    UNION ALL
    SELECT 'strings.published', collection, author, time, namespace, NULL FROM publication WHERE current = 1
    GROUP BY namespace, time, author, collection)
  ORDER BY time;

-- Addresses that are told about events, one after the other.
CREATE TABLE webhook (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT NOT NULL,
  -- signs the deliveries, so it can't be kept as a hash
  secret TEXT NOT NULL,
  -- kinds of events as a JSON list; empty: all
  kinds TEXT NOT NULL CHECK (json_valid(kinds)),
  -- NULL: all collections
  collection TEXT REFERENCES collection (id) ON DELETE CASCADE,
  created TEXT NOT NULL,
  created_by TEXT NOT NULL,
  -- 0 when somebody paused it, or when it failed too often
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  -- number of the last event that was delivered or is not wanted
  delivered INTEGER NOT NULL,
  -- failed attempts for the next event
  failures INTEGER NOT NULL,
  -- earliest time of the next attempt
  due TEXT NOT NULL
) STRICT;

CREATE TABLE webhook_delivery (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  webhook INTEGER NOT NULL REFERENCES webhook (n) ON DELETE CASCADE,
  -- number of the event; NULL: a test
  event INTEGER,
  kind TEXT NOT NULL,
  time TEXT NOT NULL,
  -- HTTP status of the answer; NULL when there was none
  status INTEGER,
  -- why there was no answer
  error TEXT,
  milliseconds INTEGER NOT NULL
) STRICT;

CREATE INDEX webhook_delivery_by_webhook ON webhook_delivery (webhook, n);
