import { z } from "zod";
import { LANGUAGES } from "../../domain/language.ts";
import { LEAST_WORDS, QUALITY_PARTS } from "../../services/reports/quality-score.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { printTableOf } from "../files/output.ts";
import { table } from "../talk/terminal.ts";

const figureSchema = z.looseObject({
  language: z.enum(LANGUAGES),
  score: z.number().nullable(),
  words: z.int(),
  points: z.number(),
  parts: z.array(
    z.looseObject({
      part: z.enum(QUALITY_PARTS),
      count: z.int(),
      points: z.number(),
      cost: z.number().nullable(),
      of: z.int().optional(),
      kinds: z.array(z.looseObject({ kind: z.string(), count: z.int(), points: z.number() })),
    }),
  ),
});
type Figure = z.infer<typeof figureSchema>;

/** Tells the figure of quality of a document in each language, and what it is made of. */
export const quality: Command = {
  usage: "DOCUMENT",
  arguments: [1, 1],
  options: {
    target: { argument: "LANGUAGE" },
    csv: {},
    output: { argument: "FILE", short: "o" },
  },
  run: async (invocation) => {
    const client = await invocation.client();
    const query = { document: invocation.args[0], language: invocation.languageOption("target") };
    if (invocation.flag("csv")) {
      const { bytes } = await client.send("GET", api`/reports/quality/export`, { query });
      await printTableOf(invocation, bytes);
      return EXIT.done;
    }
    const report = await client.json(
      z.looseObject({ items: z.array(figureSchema) }),
      "GET",
      api`/reports/quality`,
      { query },
    );
    invocation.print(report, () => report.items.map((figure) => linesOf(figure, invocation)).join("\n"));
    if (report.items.length === 0) invocation.say("talk.nothing-found");
    return EXIT.done;
  },
};

function linesOf(figure: Figure, { paint, t }: Invocation): string {
  const { score, words, parts } = figure;
  const word = (key: string) => t(`checks:quality.${key}`);
  const head =
    score === null
      ? t("talk.quality-too-little", {
          language: t(`languages.${figure.language}`),
          words,
          least: LEAST_WORDS,
        })
      : t("talk.quality", { language: t(`languages.${figure.language}`), score, words });
  const columns = ["part", "kind", "count", "points", "cost"].map((column) => word(`column.${column}`));
  const rows = parts.flatMap(({ part, count, of, points, cost, kinds }) => [
    [
      word(`part.${part}`),
      "",
      of === undefined ? String(count) : `${count} / ${of}`,
      String(points),
      cost === null ? "" : String(cost),
    ],
    ...kinds.map((one) => ["", word(`kind.${one.kind}`), String(one.count), String(one.points), ""]),
  ]);
  return `${paint("bold", head)}\n${table([columns, ...rows], 2)}`;
}
