/** Where the service is in the browser that asks: passkeys work for one host alone. */
export interface Site {
  /** As `https://tm.example.org`. */
  readonly origin: string;
  /** Without the port: the identifier of the relying party in WebAuthn. */
  readonly host: string;
}
