-- A large file comes in as several writes. Those after the first are its parts: journal and undo treat them as one.
ALTER TABLE import ADD COLUMN part_of INTEGER;

CREATE INDEX import_part ON import (part_of) WHERE part_of IS NOT NULL;
