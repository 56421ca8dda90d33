import { basename, resolve } from "node:path";
import { analysisSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { readIfThere } from "../files.ts";
import { table } from "../terminal.ts";

/** How much of some files the memory has: the leverage report. Nothing of them is stored. */
export const analyse: Command = {
  usage: "FILE... --source LANGUAGE",
  arguments: [1, 1000],
  options: {
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    collection: { argument: "ID" },
  },
  run: async (job) => {
    const source = job.languageOption("source");
    if (source === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--source" });
    const form = new FormData();
    for (const path of job.args) {
      const bytes = await readIfThere(resolve(job.world.folder, path), path);
      if (bytes === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
      form.append("file", new Blob([new Uint8Array(bytes)]), basename(path));
    }
    const client = await job.client();
    const report = await client.json(analysisSchema, "POST", api`/analyse`, {
      repeatable: true,
      query: { source, target: job.languageOption("target"), collection: job.value("collection") },
      body: form,
    });
    job.print(report, () => {
      // Of Chinese, `words` counts characters.
      const head = ["band", "segments", source === "zh" ? "characters" : "words", "share"];
      const all = Math.max(1, report.total.words);
      const rows = Object.entries(report.bands).map(([band, { segments, words }]) => [
        job.t(`bands.${band}`),
        String(segments),
        String(words),
        `${Math.round((100 * words) / all)} %`,
      ]);
      const total = [job.t("bands.total"), String(report.total.segments), String(report.total.words), ""];
      return table([head.map((column) => job.t(`columns.${column}`)), ...rows, total]);
    });
    return EXIT.done;
  },
};
