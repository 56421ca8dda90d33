-- Passkeys (WebAuthn) by which persons sign in.

CREATE TABLE passkey (
  -- the authenticator's own name for the key, base64url
  credential TEXT COLLATE "C" PRIMARY KEY,
  id TEXT COLLATE "C" NOT NULL UNIQUE,
  person TEXT COLLATE "C" NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  -- what the person calls the device
  name TEXT COLLATE "C" NOT NULL,
  -- COSE, base64url
  public_key TEXT COLLATE "C" NOT NULL,
  -- how often the authenticator has signed, by its own count; many always say 0
  counter BIGINT NOT NULL,
  -- how the browser reaches the authenticator
  transports TEXT COLLATE "C" NOT NULL CHECK (json_valid(transports)),
  -- host for which it was made; browsers offer it to no other
  host TEXT COLLATE "C" NOT NULL,
  -- whether it is kept beyond the one device
  synced BIGINT NOT NULL CHECK (synced IN (0, 1)),
  -- when the challenge was made that it signed last, in milliseconds since 1970: older ones count no more
  challenged BIGINT NOT NULL,
  created TEXT COLLATE "C" NOT NULL,
  used TEXT COLLATE "C"
);

CREATE INDEX passkey_by_person ON passkey (person);

-- Keys by which the service knows what it has made itself. Each is made when it is first needed.
CREATE TABLE service_key (
  purpose TEXT COLLATE "C" PRIMARY KEY,
  -- base64url
  secret TEXT COLLATE "C" NOT NULL
);
