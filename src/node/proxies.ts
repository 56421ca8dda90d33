import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** Proxies in front of the service. Only they may say where a request comes from. */
export interface Proxies {
  /** Removes the headers of a proxy from a request that comes from anywhere else. */
  readonly clean: (request: IncomingMessage) => void;
  /**
   * The address of the client: the last one in `X-Forwarded-For` that is no proxy of ours.
   *
   * @param remote address of the other end of the connection
   */
  readonly client: (remote: string, forwardedFor: string | undefined) => string;
}

/**
 * Reads the addresses and networks of proxies, separated by commas or white space.
 *
 * @param setting such as `127.0.0.1, 10.0.0.0/8, fd00::/8`
 * @param header another header in which the proxy names the client's address
 * @throws {Error} for an item that is neither an address nor a network
 */
export function readProxies(setting: string, header?: string): Proxies {
  const list = new BlockList();
  for (const item of setting.split(/[\s,]+/u).filter((part) => part !== "")) {
    const [address = "", bits] = item.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    const most = family === "ipv6" ? 128 : 32;
    const length = bits === undefined ? most : Number(bits);
    const isLength = bits === undefined || (/^\d+$/u.test(bits) && length <= most);
    if (isIP(address) === 0 || !isLength)
      throw new Error(`POLYNYA_PROXIES: “${item}” is no address or network such as 10.0.0.0/8`);
    list.addSubnet(address, length, family);
  }
  const isProxy = (address: string): boolean => {
    // A socket for both kinds of addresses shows IPv4 so.
    const plain = address.replace(/^::ffff:(?=\d+\.)/iu, "");
    const kind = isIP(plain);
    return kind !== 0 && list.check(plain, kind === 6 ? "ipv6" : "ipv4");
  };
  const own = header?.toLowerCase();
  const isOfProxy = (name: string): boolean =>
    name === "forwarded" || name.startsWith("x-forwarded-") || name === own;
  return {
    clean: (request) => {
      if (isProxy(request.socket.remoteAddress ?? "")) return;
      const { rawHeaders } = request;
      request.rawHeaders = rawHeaders.filter((_, at) => {
        const name = rawHeaders[at - (at % 2)] ?? "";
        return !isOfProxy(name.toLowerCase());
      });
    },
    client: (remote, forwardedFor = "") => {
      if (!isProxy(remote)) return remote;
      const hops = forwardedFor.split(",").map((hop) => hop.trim());
      return hops.findLast((hop) => isIP(hop) !== 0 && !isProxy(hop)) ?? remote;
    },
  };
}
