import { Problem } from "../../domain/problem.ts";
import { type ProviderClient, providerClient } from "./internal/provider-client.ts";
import type { Provider } from "./provider-settings.ts";

/** The providers by which people may sign in. */
export interface Providers {
  readonly all: readonly Provider[];
  /** @throws {Problem} `not-found` */
  readonly named: (name: string) => Provider;
  readonly clientOf: (provider: Provider) => ProviderClient;
}

/** @param fetch how providers are called; by `fetch` unless told */
export function createProviders(
  all: readonly Provider[],
  now: () => Date,
  fetch: typeof globalThis.fetch = (address, init) => globalThis.fetch(address, init),
): Providers {
  const clients = new Map(all.map((provider) => [provider.name, providerClient(provider, fetch, now)]));
  return {
    all,
    named(name) {
      const found = all.find((provider) => provider.name === name);
      if (found === undefined) throw new Problem("not-found", { what: name });
      return found;
    },
    clientOf(provider) {
      const client = clients.get(provider.name);
      if (client === undefined) throw new Problem("not-found", { what: provider.name });
      return client;
    },
  };
}
