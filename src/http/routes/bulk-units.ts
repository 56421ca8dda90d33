import { z } from "@hono/zod-openapi";
import { CHECK_IDS } from "../../domain/finding.ts";
import { Problem } from "../../domain/problem.ts";
import { TEXT_CONDITIONS } from "../../domain/unit.ts";
import { removeUnits } from "../../services/units/remove-units.ts";
import { returnUnits } from "../../services/units/return-units.ts";
import type { UnitSelection } from "../../services/units/select-units.ts";
import { setStates } from "../../services/units/set-states.ts";
import { OVERWRITES, spreadTranslation } from "../../services/units/spread-translation.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { ReportSchema, wordedReport } from "./import-report-schema.ts";
import { AnyId, Flag, LanguageTag, Name, several, StateSchema } from "./schemas.ts";
import { assertMaySet, ReasonSchema, SelectionSchema } from "./selection-schema.ts";

const tags = ["units"];

/** A selection of units as parameters of the query. */
const SelectionQuery = z.object({
  collection: several(AnyId),
  document: several(AnyId),
  unit: several(AnyId),
  language: z
    .union([LanguageTag, z.array(LanguageTag).max(3)])
    .transform((given) => [given].flat())
    .exactOptional()
    .openapi({ type: "array", items: { type: "string" } }),
  state: z.enum(TEXT_CONDITIONS).exactOptional(),
  author: Name.exactOptional(),
  from: z.string().max(40).exactOptional(),
  to: z.string().max(40).exactOptional(),
  check: z.enum(CHECK_IDS).exactOptional(),
  dryRun: Flag.exactOptional(),
});

/**
 * @param field what to name in the problem
 * @throws {Problem} `invalid-fields` if no collection, document or unit is named: a forgotten parameter must not change
 *   the whole store
 */
function assertNamed({ collections, documents, units }: UnitSelection, field: string): void {
  if (collections === undefined && documents === undefined && units === undefined)
    throw new Problem("invalid-fields", {}, { field });
}

/** The selection of a query. @throws {Problem} `invalid-fields` if it names nothing */
function selectionOf(query: z.output<typeof SelectionQuery>): UnitSelection {
  const { collection, document, unit, language, state, author, from, to, check } = query;
  const selection: UnitSelection = {
    ...(state === undefined ? {} : { state }),
    ...(author === undefined ? {} : { author }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(check === undefined ? {} : { check }),
    ...(collection === undefined ? {} : { collections: collection }),
    ...(document === undefined ? {} : { documents: document }),
    ...(unit === undefined ? {} : { units: unit }),
    ...(language === undefined ? {} : { languages: language }),
  };
  assertNamed(selection, "document");
  return selection;
}

export const bulkUnitRoutes = routes()
  .openapi(
    operation({
      method: "patch",
      path: "/api/v1/units",
      operationId: "updateUnits",
      permission: "translate",
      heavy: true,
      tags,
      summary: "Give a state to all texts of a selection, as one import that can be undone",
      description:
        "The parameters select texts; a collection, a document or units have to be named. States above `translated` need the right to review.",
      request: {
        query: SelectionQuery,
        ...json(z.strictObject({ state: StateSchema }).openapi("UnitsPatch")),
      },
      responses: answers(ReportSchema, "What became of each unit"),
    }),
    async (c) => {
      const query = c.req.valid("query");
      const { state } = c.req.valid("json");
      const { context, actor, may, messages } = c.var;
      assertMaySet(may("review"), state);
      const { dryRun = false } = query;
      const report = await setStates(context, actor, selectionOf(query), state, { dryRun });
      return c.json(wordedReport(report, messages), 200);
    },
  )
  .openapi(
    operation({
      method: "delete",
      path: "/api/v1/units",
      operationId: "deleteUnits",
      permission: "review",
      heavy: true,
      tags,
      summary: "Remove the units of a selection, as one import that can be undone",
      description:
        "The parameters select texts; a collection, a document or units have to be named. With `language`, only texts in these languages are removed.",
      request: { query: SelectionQuery },
      responses: answers(ReportSchema, "What became of each unit"),
    }),
    async (c) => {
      const query = c.req.valid("query");
      const { context, actor, messages } = c.var;
      const { dryRun = false } = query;
      const report = await removeUnits(context, actor, selectionOf(query), { dryRun });
      return c.json(wordedReport(report, messages), 200);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/units/return",
      operationId: "returnUnits",
      permission: "review",
      heavy: true,
      tags,
      summary:
        "Give confirmed translations back to their translators with a reason, as one import that can be undone",
      description:
        "They are `initial` again, with the sub-state `polynya:returned`. A text has its reason in `returned` until somebody confirms it. Texts that are not confirmed stay as they are. `scope` has to name languages, and a collection, documents or units.",
      request: {
        ...json(
          z
            .strictObject({
              scope: SelectionSchema,
              reason: ReasonSchema,
              dryRun: z.boolean().default(false),
            })
            .openapi("Return"),
        ),
      },
      responses: answers(ReportSchema, "What became of each unit"),
    }),
    async (c) => {
      const { scope, reason, dryRun } = c.req.valid("json");
      const { context, actor, messages } = c.var;
      assertNamed(scope, "scope.units");
      return c.json(
        wordedReport(await returnUnits(context, actor, scope, reason, { dryRun }), messages),
        200,
      );
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/units/{unit}/spread",
      operationId: "spreadTranslation",
      permission: "translate",
      heavy: true,
      tags,
      summary: "Copy a translation to the units whose source says the same, as one import that can be undone",
      request: {
        params: z.object({ unit: AnyId }),
        ...json(
          z
            .strictObject({
              source: LanguageTag,
              target: LanguageTag,
              overwrite: z.enum(OVERWRITES).exactOptional().openapi({
                description:
                  "Which translations are replaced; `unconfirmed` by default: missing ones and `initial` ones",
              }),
              collections: z.array(AnyId).max(100).exactOptional(),
              documents: z.array(AnyId).max(1000).exactOptional().openapi({
                description: "By default the document of the unit",
              }),
              units: z.array(AnyId).max(5000).exactOptional().openapi({
                description: "Only these units",
              }),
              dryRun: z.boolean().default(false),
            })
            .openapi("Spreading"),
        ),
      },
      responses: answers(ReportSchema, "What became of each unit"),
    }),
    async (c) => {
      const { collections, documents, units, ...request } = c.req.valid("json");
      const { context, actor, messages } = c.var;
      const isWide = collections !== undefined || documents !== undefined || units !== undefined;
      const selection = {
        ...(units === undefined ? {} : { units }),
        ...(collections === undefined ? {} : { collections }),
        ...(documents === undefined ? {} : { documents }),
      };
      const { unit } = c.req.valid("param");
      const report = await spreadTranslation(context, actor, {
        ...request,
        unit,
        ...(isWide ? { selection } : {}),
      });
      return c.json(wordedReport(report, messages), 200);
    },
  );
