/** Names that are always inside. A name of the open network that leads inside is refused when it is called. */
const INTERNAL = /^(?:localhost|.*\.(?:localhost|local|internal|lan|home|intranet|arpa)|[^.]+)$/u;

export type AddressFault = "form" | "password" | "encryption" | "internal";

/**
 * Says why the service must not call an address. It has to be `https`, with a name, without a password. A host that an
 * administrator allowed by name may be inside the own network and without TLS.
 *
 * @param allowed hosts as `name` or `name:port`
 */
export function addressFault(address: string, allowed: readonly string[]): AddressFault | undefined {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/u.test(url.protocol)) return "form";
  if (url.username !== "" || url.password !== "") return "password";
  if (allowed.includes(url.host) || allowed.includes(url.hostname)) return undefined;
  if (url.protocol !== "https:") return "encryption";
  const isNumeric = /^[\d.]+$|^\[/u.test(url.hostname);
  return isNumeric || INTERNAL.test(url.hostname.replace(/\.$/u, "")) ? "internal" : undefined;
}
