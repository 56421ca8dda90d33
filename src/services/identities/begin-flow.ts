import type { Language } from "../../domain/language.ts";
import type { Context } from "../context.ts";
import { type FlowPurpose, newFlow, sealFlow } from "./flow.ts";
import type { Providers } from "./providers.ts";

/** Where the browser goes, and what it keeps meanwhile. */
export interface BegunFlow {
  readonly location: string;
  readonly sealed: string;
}

/**
 * Begins a sign-in at a provider.
 *
 * @param wanted `redirect`: address on this service to which the provider sends the browser back
 * @throws {Problem} `not-found` (provider), `provider-unreachable`, `provider-refused`
 */
export async function beginFlow(
  { now }: Context,
  providers: Providers,
  wanted: {
    readonly provider: string;
    readonly redirect: string;
    readonly purpose: FlowPurpose;
    readonly language?: Language | undefined;
  },
): Promise<BegunFlow> {
  const provider = providers.named(wanted.provider);
  const flow = newFlow(wanted, now());
  const location = await providers.clientOf(provider).address(flow);
  return { location: location.href, sealed: await sealFlow(flow, provider) };
}
