import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";

/** An authenticator in a few lines, which also tells lies: it makes one key for a host and signs with it (ES256). */
export interface Authenticator {
  /** Name of the key. */
  readonly id: string;
  counter: number;
  make(given: Asked & { readonly user: { readonly id: string } }): RegistrationResponseJSON;
  sign(given: Asked, lies?: Lies): AuthenticationResponseJSON;
}

interface Asked {
  readonly challenge: string;
}

interface Lies {
  readonly origin?: string;
  readonly host?: string;
  readonly userHandle?: string;
  readonly type?: string;
  /** Without asking who is there. */
  readonly unverified?: boolean;
}

const encoded = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64url");
const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();

export function authenticator(site: { readonly origin: string; readonly host: string }): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const rawId = randomBytes(16);
  const id = encoded(rawId);
  let owner = "";
  const client = (type: string, challenge: string, origin: string) =>
    encoded(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  return {
    id,
    counter: 0,
    make({ challenge, user }) {
      owner = user.id;
      const key = coseKey(publicKey);
      const length = Buffer.from([rawId.length >> 8, rawId.length & 255]);
      const data = Buffer.concat([
        authenticatorData(site.host, 0x45, this.counter),
        Buffer.alloc(16),
        length,
        rawId,
        key,
      ]);
      return {
        ...{ id, rawId: id, type: "public-key", clientExtensionResults: {} },
        response: {
          clientDataJSON: client("webauthn.create", challenge, site.origin),
          attestationObject: encoded(attestation(data)),
          transports: ["internal"],
        },
      };
    },
    sign({ challenge }, lies = {}) {
      this.counter += 1;
      const flags = lies.unverified === true ? 0x01 : 0x05;
      const data = authenticatorData(lies.host ?? site.host, flags, this.counter);
      const clientDataJSON = client(lies.type ?? "webauthn.get", challenge, lies.origin ?? site.origin);
      const signed = Buffer.concat([data, sha256(Buffer.from(clientDataJSON, "base64url"))]);
      return {
        ...{ id, rawId: id, type: "public-key", clientExtensionResults: {} },
        response: {
          clientDataJSON,
          authenticatorData: encoded(data),
          signature: encoded(sign("sha256", signed, privateKey)),
          userHandle: lies.userHandle ?? owner,
        },
      };
    },
  };
}

function authenticatorData(host: string, flags: number, counter: number): Buffer {
  const rest = Buffer.alloc(5);
  rest[0] = flags;
  rest.writeUInt32BE(counter, 1);
  return Buffer.concat([sha256(host), rest]);
}

/** A key of the curve P-256 for ES256, in CBOR (RFC 9053 §7.1.1). */
function coseKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const [left, right] = [x, y].map((part) => Buffer.from(part, "base64url"));
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
    left ?? Buffer.alloc(0),
    Buffer.from([0x22, 0x58, 0x20]),
    right ?? Buffer.alloc(0),
  ]);
}

/** `{ fmt: "none", attStmt: {}, authData: data }` in CBOR; the data has less than 256 bytes. */
const attestation = (data: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from([0xa3, 0x63]),
    Buffer.from("fmt"),
    Buffer.from([0x64]),
    Buffer.from("none"),
    Buffer.from([0x67]),
    Buffer.from("attStmt"),
    Buffer.from([0xa0, 0x68]),
    Buffer.from("authData"),
    Buffer.from([0x58, data.length]),
    data,
  ]);
