import type { Reporter, TestModule, Vitest } from "vitest/node";

/**
 * Names at the end of a run the tests that were skipped: this machine lacks a program or data that they need. Their
 * titles say which.
 */
export default class SkippedReporter implements Reporter {
  #isFiltered = false;

  onInit(vitest: Vitest): void {
    // `vitest -t NAME` skips all others, which is no news.
    this.#isFiltered = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (this.#isFiltered) return;
    // Where a file fails as a whole, that is what there is to say.
    const sound = modules.filter((module) => module.errors().length === 0);
    const skipped = sound.flatMap((module) =>
      [...module.children.allTests("skipped")].map((test) => ({
        file: module.relativeModuleId,
        name: test.fullName,
      })),
    );
    if (skipped.length > 0) console.log(describeSkipped(skipped));
  }
}

/** The names, file by file, under a line with their number. */
export function describeSkipped(tests: readonly { readonly file: string; readonly name: string }[]): string {
  const files = [...Map.groupBy(tests, ({ file }) => file)].map(
    ([file, inFile]) => `  ${file}\n${inFile.map(({ name }) => `    ${name}\n`).join("")}`,
  );
  return `\n ${tests.length} tests were skipped, for want of what they need here:\n${files.join("")}`;
}
