#!/usr/bin/env node
// The command `polynya`, on a Node that is new enough.
import { launch } from "../launch.js";

await launch(new URL("main.ts", import.meta.url));
