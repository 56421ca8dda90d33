ALTER TABLE import ADD COLUMN concept TEXT COLLATE "C";

ALTER TABLE concept_change ADD COLUMN import BIGINT REFERENCES import (n);

ALTER TABLE concept_change ADD COLUMN successor TEXT COLLATE "C";

CREATE TABLE glossary_change (
  revision BIGINT PRIMARY KEY,
  import BIGINT NOT NULL REFERENCES import (n),
  before TEXT COLLATE "C" NOT NULL CHECK (json_valid(before))
);
