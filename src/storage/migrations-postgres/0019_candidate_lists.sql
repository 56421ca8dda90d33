-- Ranked term candidates of the last searches in stored units, so that a further page needs no new search. They may be
-- deleted at any time.

CREATE TABLE candidate_list (
  -- hash of what was searched for, and of what the caller may see
  key TEXT COLLATE "C" PRIMARY KEY,
  time TEXT COLLATE "C" NOT NULL,
  list TEXT COLLATE "C" NOT NULL CHECK (json_valid(list))
);
