import { z } from "@hono/zod-openapi";
import { CHECK_IDS } from "../../domain/finding.ts";
import { Problem } from "../../domain/problem.ts";
import { listFindings } from "../../services/quality/list-findings.ts";
import { checkTexts } from "../../services/quality/check-texts.ts";
import { MEBIBYTE } from "../body.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { AnyId, byLanguage } from "./schemas.ts";
import { findingShape, wordedFinding } from "./finding-schema.ts";

const tags = ["checks"];
const Text = z.string().max(200_000);
/** Not a whole document, and no more than a person sees at once. */
const FewUnits = z.object({ units: z.array(z.unknown()).max(20) });

export const checkRoutes = routes().openapi(
  operation({
    method: "post",
    path: "/api/v1/check",
    operationId: "checkTexts",
    permission: "read",
    heavy: (body) => !FewUnits.safeParse(body).success,
    tags,
    summary: "Check texts that are just sent, or what is stored of a document or collection",
    limit: 8 * MEBIBYTE,
    request: json(
      z
        .strictObject({
          units: z.array(byLanguage(Text)).max(5000).exactOptional(),
          document: AnyId.exactOptional(),
          collection: AnyId.exactOptional().openapi({
            description: "Beside `units`: whose severities hold",
          }),
          checks: z
            .array(z.enum(CHECK_IDS))
            .exactOptional()
            .openapi({ description: "All of them unless told" }),
        })
        .openapi("Check"),
    ),
    responses: answers(
      z.object({
        findings: z
          .array(
            z.object({
              ...findingShape,
              unit: z.union([z.int(), z.string()]),
              id: z.string().exactOptional(),
              document: z.string().exactOptional(),
            }),
          )
          .openapi({
            description:
              "`unit` is the place in the list that was sent, from 0; of stored texts it is the id of the unit, and the finding has an id and a document",
          }),
      }),
      "Findings in the order of the units",
    ),
  }),
  async (c) => {
    const { context, actor, messages } = c.var;
    const { units, document, collection, checks } = c.req.valid("json");
    const given = {
      ...(collection === undefined ? {} : { collection }),
      ...(checks === undefined ? {} : { checks }),
    };
    if (units) {
      const found = await checkTexts(context, actor, units, given);
      return c.json({ findings: found.map((finding) => wordedFinding(finding, messages)) }, 200);
    }
    if (document === undefined && collection === undefined) {
      throw new Problem("invalid-fields", {}, { field: "units" });
    }
    const query = document === undefined ? given : { document };
    const { items } = await listFindings(context, actor, { ...query, limit: Number.MAX_SAFE_INTEGER });
    const wanted = items.filter(({ check }) => checks?.includes(check) ?? true);
    return c.json({ findings: wanted.map((finding) => wordedFinding(finding, messages)) }, 200);
  },
);
