import type { Command } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { manualPage } from "../talk/manual-page.ts";

/** Makes the command that prints the manual page. */
export function manualOf(commands: () => Promise<ReadonlyMap<string, Command>>): Command {
  return {
    usage: "",
    arguments: [0, 0],
    options: {},
    run: async ({ environment, messages }) => {
      environment.out(manualPage(await commands(), messages));
      return EXIT.done;
    },
  };
}
