-- A write of concepts is an import too: `document` 0 and an empty `document_id` and `collection` stand for the glossary.

-- id of the concept, where a write of the glossary is about one
ALTER TABLE import ADD COLUMN concept TEXT;

-- NULL: written before the glossary had imports
ALTER TABLE concept_change ADD COLUMN import INTEGER REFERENCES import (n);

-- id of the concept that a removed one was merged into
ALTER TABLE concept_change ADD COLUMN successor TEXT;

-- What a write replaced of what imported files say of the glossary as a whole. `revision` is the glossary's after it.
CREATE TABLE glossary_change (
  revision INTEGER PRIMARY KEY,
  import INTEGER NOT NULL REFERENCES import (n),
  before TEXT NOT NULL CHECK (json_valid(before))
) STRICT;
