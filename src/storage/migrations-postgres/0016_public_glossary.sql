-- What an administrator has made public. `glossary` with an empty id: the concepts of all domains; `domain`: the concepts
-- of one domain, with an empty id those without a domain; `collection` and `document`: their sentences may be shown.
CREATE TABLE public_part (
  kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('glossary', 'domain', 'collection', 'document')),
  -- name of the domain, id of the collection, or number of the document, which no other document ever gets
  id TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (kind, id)
);

CREATE TABLE public_glossary (
  -- grows with every change of what is public
  revision BIGINT NOT NULL,
  -- title, publisher and licence
  about TEXT COLLATE "C" NOT NULL CHECK (json_valid(about))
);

INSERT INTO public_glossary (revision, about) VALUES (1, '{}');

-- Units of public documents that show how a concept is used, so that its page needs no search.
CREATE TABLE public_sentence (
  concept TEXT COLLATE "C" PRIMARY KEY,
  -- the state of the concept and of the public documents for which the units were found
  stamp TEXT COLLATE "C" NOT NULL,
  -- numbers of units as a JSON list, the best first
  units TEXT COLLATE "C" NOT NULL CHECK (json_valid(units))
);
