import { lookup } from "node:dns";
import { request as requestPlain } from "node:http";
import { request } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Addresses that are not on the open network (IANA special-purpose registries, RFC 6890). */
const INSIDE = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  INSIDE.addSubnet(network, bits, "ipv4");

/** The open network of IPv6, and the parts of it that lead to IPv4 addresses or stand for examples. */
const OPEN_6 = new BlockList();
OPEN_6.addSubnet("2000::", 3, "ipv6");
for (const [network, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  INSIDE.addSubnet(network, bits, "ipv6");

/** Whether an IP address is inside an own network, or no address of a single machine. */
export function isInside(address: string): boolean {
  if (isIP(address) === 4) return INSIDE.check(address, "ipv4");
  return !OPEN_6.check(address, "ipv6") || INSIDE.check(address, "ipv6");
}

/**
 * Resolves a name for a connection, and refuses addresses inside. The connection goes to the addresses that were
 * checked, so a name that leads somewhere else a moment later (DNS rebinding) gains nothing.
 */
const lookupOutside: LookupFunction = (name, options, done) => {
  lookup(name, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) return done(error ?? new Error(`no address: ${name}`), "");
    if (addresses.some(({ address }) => isInside(address)))
      return done(new Error(`${name} leads into the own network`), "");
    return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
  });
};

export interface OutsideResponse {
  readonly status: number;
  readonly text: string;
}

/** What one request may take. */
export interface OutsideLimits {
  /** Longest wait for the whole answer, in milliseconds. */
  readonly time: number;
  /** Largest body that is read, in bytes; 0: none is read, whatever there is. */
  readonly size: number;
}

export type PostOutside = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<OutsideResponse>;

/**
 * Sends requests from Node to the open network. It follows no redirect.
 *
 * @param allowed hosts inside the own network that may be called, as `name` or `name:port`
 */
export const postOutside =
  (allowed: readonly string[], { time, size }: OutsideLimits): PostOutside =>
  (address, headers, body) =>
    new Promise((resolve, reject) => {
      const url = new URL(address);
      const isAllowed = allowed.includes(url.host) || allowed.includes(url.hostname);
      // Node calls no lookup for a number.
      if (!isAllowed && isIP(url.hostname.replaceAll(/[[\]]/gu, "")) !== 0)
        return reject(new Error(`${url.hostname} is a number`));
      const send = url.protocol === "https:" ? request : requestPlain;
      const sent = send(
        url,
        {
          method: "POST",
          headers: { ...headers, "content-length": Buffer.byteLength(body) },
          // A connection that is kept could have been opened to another address.
          agent: false,
          signal: AbortSignal.timeout(time),
          ...(isAllowed ? {} : { lookup: lookupOutside }),
        },
        (response) => {
          const status = response.statusCode ?? 0;
          const chunks: Buffer[] = [];
          let read = 0;
          const end = () => resolve({ status, text: Buffer.concat(chunks).toString() });
          if (size === 0) {
            // What the receiver says is of no use, and may be endless.
            response.destroy();
            return end();
          }
          response.on("data", (chunk: Buffer) => {
            read += chunk.byteLength;
            chunks.push(chunk);
            if (read > size) response.destroy(new Error("the answer is too long"));
          });
          response.on("end", end);
          response.on("error", reject);
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
