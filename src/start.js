// What `npm start` runs: the service, on a Node that is new enough.
import { launch } from "./launch.js";

await launch(new URL("node.ts", import.meta.url));
