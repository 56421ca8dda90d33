import { useStores } from "../services/helpers.ts";
import { emptyStore } from "./postgres-store.ts";

// The tests of the services run over PostgreSQL in this project.
useStores(emptyStore);
