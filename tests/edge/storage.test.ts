import { applyD1Migrations, reset } from "cloudflare:test";
import { d1Storage } from "../../src/storage/d1.ts";
import { storageContract } from "../storage/contract.ts";
import { environment } from "./setup.ts";

storageContract("D1", async () => {
  await reset();
  await applyD1Migrations(environment.DB, environment.MIGRATIONS);
  return d1Storage(environment.DB);
});
