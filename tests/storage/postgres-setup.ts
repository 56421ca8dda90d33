import { afterEach, beforeEach } from "vitest";
import { useStores } from "../services/helpers.ts";
import { beginBorrowing, borrowStore, giveBack } from "./postgres-store.ts";

// The tests of the services run over PostgreSQL in this project.
useStores(borrowStore);
beforeEach(beginBorrowing);
afterEach(giveBack);
