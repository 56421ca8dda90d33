import { z } from "@hono/zod-openapi";
import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import type { Context } from "../../services/context.ts";
import { type FindTerm, findTerm } from "../../services/units/find-term.ts";
import { DOUBTS, FIND_MODES, type FindProposals, findText } from "../../services/units/find-text.ts";
import { type ReplacementReport, replaceText } from "../../services/units/replace-text.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { MEBIBYTE } from "../body.ts";
import { reportShape, wordedReport } from "./import-report-schema.ts";
import { AnyId, byLanguage, LanguageSchema, LanguageTag, StateSchema } from "./schemas.ts";
import { assertMaySet, ceilingOf, SelectionSchema } from "./selection-schema.ts";

const Term = z.string().trim().min(1).max(500);
const PlaceId = z.string().max(60);

const ReplacementSchema = z
  .strictObject({
    find: z
      .strictObject({
        text: z.string().min(1).max(1000),
        mode: z.enum(FIND_MODES).default("text").openapi({
          description:
            "`text`: as it stands; `word`: whole words; `pattern`: a regular expression in the syntax of RE2, without back references and look-around",
        }),
        caseSensitive: z.boolean().default(false),
      })
      .exactOptional(),
    replace: z.string().max(10_000).exactOptional().openapi({
      description: "For `find`. For a pattern, `$1` and `${name}` stand for its groups, and `$$` for `$`",
    }),
    concept: AnyId.exactOptional().openapi({
      description: "Replace terms of this concept in all their forms, each as its place wants it",
    }),
    from: byLanguage(z.union([Term, z.array(Term).min(1).max(50)]))
      .exactOptional()
      .openapi({
        description: "Terms to find; by default those of the concept that may not be used",
      }),
    to: byLanguage(Term).exactOptional().openapi({
      description: "Terms to write; by default the preferred terms of the concept",
    }),
    languages: z.array(LanguageTag).min(1).max(3).exactOptional(),
    scope: SelectionSchema.default({}),
    state: StateSchema.exactOptional().openapi({
      description: "State of the changed texts; without it they keep theirs",
    }),
    only: z.array(PlaceId).max(20_000).exactOptional().openapi({
      description: "Ids of places from a preview; all others are left out",
    }),
    exclude: z.array(PlaceId).max(20_000).exactOptional().openapi({
      description: "Ids of places from a preview that are left out",
    }),
    sureOnly: z.boolean().default(false).openapi({ description: "Leave out every place with a doubt" }),
    limit: z.int().min(0).max(5000).default(500).openapi({ description: "Most places that are listed" }),
    dryRun: z.boolean().default(false).openapi({ description: "Show the places and write nothing" }),
  })
  .openapi("Replacement");

const ReplacementReportSchema: z.ZodType<
  ReturnType<typeof wordedReport> & Omit<ReplacementReport, "units" | "warnings">
> = z
  .object({
    ...reportShape,
    total: z.int().openapi({ description: "All places that are replaced, also those that are not listed" }),
    doubtful: z.int(),
    protected: z.int().openapi({
      description: "Places that were found and stay, in a placeholder or across segments",
    }),
    places: z.array(
      z.object({
        id: z.string(),
        unit: z.string(),
        document: z.string(),
        key: z.string(),
        language: LanguageSchema,
        state: StateSchema,
        left: z.string(),
        right: z.string(),
        found: z.string(),
        replacement: z.string(),
        doubt: z.enum(DOUBTS).exactOptional().openapi({ description: "Why a person should look at it" }),
      }),
    ),
  })
  .openapi("ReplacementReport");

export const replacementRoutes = routes().openapi(
  operation({
    method: "post",
    path: "/api/v1/replacements",
    operationId: "replaceTexts",
    permission: "translate",
    heavy: true,
    tags: ["units"],
    summary: "Find and replace over many units, as one import that can be undone",
    description:
      "Inline codes and placeholders stay. `dryRun` shows every place before and after. Without the right to review, changed texts go back to `translated`.",
    limit: 2 * MEBIBYTE,
    request: json(ReplacementSchema),
    responses: answers(ReplacementReportSchema, "What became of each unit, with the places"),
  }),
  async (c) => {
    const { find, replace, concept, from, to, languages, scope, ...request } = c.req.valid("json");
    const { context, actor, may, messages } = c.var;
    assertMaySet(may("review"), request.state);
    const term = { concept, from: from && listed(from), to, languages };
    const report = await replaceText(context, actor, {
      ...request,
      find: await searchFor(context, { find, replace, term }),
      selection: languages === undefined ? scope : { ...scope, languages },
      ceiling: ceilingOf(may("review")),
    });
    return c.json({ ...report, ...wordedReport(report, messages) }, 200);
  },
);

/** Terms by language, each language with a list. */
const listed = (from: { readonly [language in Language]?: string | readonly string[] }) =>
  Object.fromEntries(Object.entries(from).map(([language, terms]) => [language, [terms].flat()]));

/** The search that the request describes: a text with its replacement, or terms. */
async function searchFor(
  context: Context,
  {
    find,
    replace,
    term,
  }: { find: Parameters<typeof findText>[0] | undefined; replace: string | undefined; term: FindTerm },
): Promise<FindProposals> {
  const isTerm = term.concept !== undefined || term.from !== undefined || term.to !== undefined;
  if (isTerm) {
    if (find !== undefined) throw new Problem("invalid-fields", {}, { field: "find" });
    return findTerm(context, term);
  }
  if (find === undefined) throw new Problem("invalid-fields", {}, { field: "find" });
  if (replace === undefined) throw new Problem("invalid-fields", {}, { field: "replace" });
  return findText(find, replace);
}
