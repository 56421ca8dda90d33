-- What people decide about units without changing a text belongs to an import too: errors that they mark, and
-- duplicates that are meant.

ALTER TABLE import ADD COLUMN decision TEXT CHECK (decision IN ('mark', 'duplicates'));

-- What a write replaced of one decision. `name` is the number of the mark, or the fingerprint of the duplicates.
CREATE TABLE decision_change (
  unit INTEGER NOT NULL,
  import INTEGER NOT NULL REFERENCES import (n),
  kind TEXT NOT NULL CHECK (kind IN ('mark', 'duplicates')),
  name TEXT NOT NULL,
  before TEXT NOT NULL CHECK (json_valid(before)),
  -- imports that wrote what stood before and what stands after; 0: before decisions had imports. An undo goes back to
  -- what an earlier import wrote.
  written_before INTEGER NOT NULL,
  written INTEGER NOT NULL,
  PRIMARY KEY (unit, import, kind, name)
) STRICT, WITHOUT ROWID;
