/** The parts that the tests use of modules that exist only inside workerd. */
declare module "cloudflare:workers" {
  export const env: unknown;
  /** The worker's own entry points. */
  export const exports: { readonly default: { fetch: typeof fetch } };
}

declare module "cloudflare:test" {
  import type { D1 } from "../../src/storage/d1.ts";

  export interface D1Migration {
    readonly name: string;
    readonly queries: string[];
  }
  export function applyD1Migrations(database: D1, migrations: D1Migration[]): Promise<void>;
  /** Deletes all data of all bindings. */
  export function reset(): Promise<void>;
}
