import { render } from "preact";
import { startInterface } from "./i18n.ts";
import { followLinks } from "./router.ts";
import { App } from "./shell/app.tsx";
import { listenForShortcuts } from "./shortcuts.ts";

await startInterface();
listenForShortcuts();
document.addEventListener("click", followLinks);
const root = document.getElementById("app");
if (root) render(<App />, root);
