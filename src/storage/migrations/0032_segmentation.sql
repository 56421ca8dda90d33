-- By which rules the file of an import was cut into sentences: `replace:HASH` or `extend:HASH`, where the rules are the
-- kept file with this hash; NULL: by our own.

ALTER TABLE import ADD COLUMN segmentation TEXT;
