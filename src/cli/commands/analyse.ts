import { resolve } from "node:path";
import { plainText } from "../../domain/segment.ts";
import { readExchange } from "../../formats/registry.ts";
import { analysisSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { readIfThere } from "../files.ts";
import { oneLine, table } from "../terminal.ts";

/** How much of some files the memory has: the leverage report. The files stay here; their texts alone are sent. */
export const analyse: Command = {
  usage: "FILE... --source LANGUAGE",
  arguments: [1, 1000],
  options: {
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    collection: { argument: "ID", multiple: true },
    encoding: { argument: "NAME" },
  },
  run: async (job) => {
    const source = job.languageOption("source");
    if (source === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--source" });
    const target = job.languageOption("target");
    const encoding = job.value("encoding");
    const files: { name: string; segments: string[] }[] = [];
    for (const path of job.args) {
      const bytes = await readIfThere(resolve(job.world.folder, path), path);
      if (bytes === undefined) throw new Failure(EXIT.notFound, "no-file", { path });
      const file = readExchange(bytes, {
        filename: path,
        source,
        ...(target === undefined ? {} : { target }),
        ...(encoding === undefined ? {} : { encoding }),
      });
      const segments = file.units.flatMap(({ variants }) => {
        const draft = variants[source];
        return draft === undefined ? [] : [plainText(draft.content)];
      });
      files.push({ name: path, segments });
    }
    const client = await job.client();
    const collections = job.values("collection");
    const report = await client.json(analysisSchema, "POST", api`/analyse`, {
      repeatable: true,
      body: {
        source,
        ...(target === undefined ? {} : { target }),
        files,
        ...(collections.length === 0 ? {} : { collections }),
      },
    });
    job.print(report, () => {
      const head = ["band", "segments", source === "zh" ? "characters" : "words", "share"];
      // Of Chinese, `words` counts characters.
      const all = Math.max(1, report.total.words);
      const rows = Object.entries(report.bands).map(([band, count]) => [
        job.t(`bands.${band}`),
        String(count.segments),
        String(count.words),
        `${Math.round((100 * count.words) / all)} %`,
      ]);
      const total = [job.t("bands.total"), String(report.total.segments), String(report.total.words), ""];
      return `${files.map(({ name }) => `${oneLine(name)}\n`).join("")}${table([head.map((column) => job.t(`columns.${column}`)), ...rows, total])}`;
    });
    return EXIT.done;
  },
};
