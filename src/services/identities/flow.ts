import type { Language } from "../../domain/language.ts";
import { base64url } from "../access/secret.ts";
import { seal, unseal } from "./internal/sealed.ts";
import type { FlowSecrets } from "./internal/provider-client.ts";
import type { Provider } from "./provider-settings.ts";

/** A sign-in that has begun and has not come back from the provider. The browser keeps it, sealed. */
export interface Flow extends FlowSecrets {
  /** Name of the provider. */
  readonly provider: string;
  /** Time until which it may come back, in milliseconds since 1970. */
  readonly until: number;
  /** In which the person reads. */
  readonly language?: Language;
  readonly purpose: FlowPurpose;
}

/** What a sign-in is for. */
export type FlowPurpose =
  | { readonly kind: "sign-in" }
  /** Makes the account of an invitation. */
  | { readonly kind: "join"; readonly invitation: string }
  /** Adds an account to the person who is signed in. */
  | { readonly kind: "link"; readonly person: string; readonly session: string };

/** Time in which a person signs in at the provider, in milliseconds. */
export const FLOW_LIFETIME = 10 * 60_000;

const SECRET_BYTES = 32;
const randomText = () => base64url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));

export function newFlow(
  about: Pick<Flow, "provider" | "redirect" | "purpose"> & { readonly language?: Language | undefined },
  now: Date,
): Flow {
  const { language, ...rest } = about;
  return {
    ...rest,
    ...{ state: randomText(), nonce: randomText(), verifier: randomText() },
    until: now.getTime() + FLOW_LIFETIME,
    ...(language === undefined ? {} : { language }),
  };
}

export const sealFlow = (flow: Flow, { clientSecret }: Provider): Promise<string> =>
  seal(JSON.stringify(flow), clientSecret);

/** The flow that this service has sealed; `undefined` for anything else. It may have ended. */
export async function unsealFlow(sealed: string, { clientSecret }: Provider): Promise<Flow | undefined> {
  const text = await unseal(sealed, clientSecret);
  // Only `sealFlow` can have written it.
  return text === undefined ? undefined : (JSON.parse(text) as Flow);
}
