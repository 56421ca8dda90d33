import type { Storage } from "../port.ts";

/**
 * The service's own key for a purpose. All processes over one store have the same.
 *
 * @param fresh becomes the key where there is none yet
 */
export async function serviceKey(storage: Storage, purpose: string, fresh: () => string): Promise<string> {
  const find = () =>
    storage.all<{ secret: string }>("SELECT secret FROM service_key WHERE purpose = ?1", purpose);
  const [known] = await find();
  if (known !== undefined) return known.secret;
  const made = fresh();
  await storage.batch([
    {
      sql: "INSERT INTO service_key (purpose, secret) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
      params: [purpose, made],
    },
  ]);
  // Another process may have been first.
  const [stored] = await find();
  return stored?.secret ?? made;
}
