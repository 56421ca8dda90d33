import { z } from "@hono/zod-openapi";
import { ownBytes } from "../../domain/bytes.ts";
import { describe } from "../../messages/messages.ts";
import {
  exportSegmentation,
  getSegmentation,
  removeSegmentation,
  type SegmentationView,
  setSegmentation,
} from "../../services/segmentation/collection-segmentation.ts";
import { cutText } from "../../services/segmentation/cut-text.ts";
import { SEGMENTATION_MODES } from "../../services/segmentation/known-rules.ts";
import { respondCached } from "../caching.ts";
import { attachment } from "../content-disposition.ts";
import type { RequestIn } from "../environment.ts";
import { answers, fileAnswer, json, operation, routes } from "../operation.ts";
import { readingShape, takeUpload, uploadBody } from "../uploads.ts";
import { AnyId, byLanguage, Flag, LanguageTag, ProblemWords } from "./schemas.ts";

const tags = ["collections"];
const params = z.object({ collection: AnyId });

/** Largest file of rules, in bytes. */
const RULES_LIMIT = 1024 * 1024;
/** Longest text that is cut as a trial, in UTF-16 units. */
const LONGEST_TRIAL = 20_000;
const MEDIA_TYPE = "application/xml";

const { filename } = readingShape;
const RulesOptions = z.object({
  filename,
  mode: z.enum(SEGMENTATION_MODES).default("replace").openapi({
    description:
      "`replace`: texts are cut where the rules say so, and nowhere else. `extend`: the rules decide where one of them matches, ours elsewhere",
  }),
  dryRun: Flag.exactOptional(),
});

const SegmentationSchema = z
  .object({
    mode: z
      .enum([...SEGMENTATION_MODES, "own"])
      .openapi({ description: "`own`: the collection has no rules, and texts are cut by ours" }),
    filename: z.string().exactOptional(),
    languages: byLanguage(z.int()).openapi({
      description: "Number of rules that hold for each language; a language without rules is cut by ours",
    }),
    refused: z
      .array(ProblemWords)
      .openapi({ description: "Rules that are not applied, with the reason and the line" }),
  })
  .openapi("Segmentation");

const worded = (c: RequestIn, { refused, ...view }: SegmentationView) => ({
  ...view,
  refused: refused.map((problem) => ({ ...problem, ...describe(c.var.messages, problem) })),
});

export const segmentationRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/collections/{collection}/segmentation",
      operationId: "getSegmentation",
      permission: "read",
      tags,
      summary: "By which rules texts of the collection are cut into sentences",
      request: { params },
      responses: answers(SegmentationSchema, "The rules"),
    }),
    async (c) => {
      const { context, actor } = c.var;
      return c.json(worded(c, await getSegmentation(context, actor, c.req.valid("param").collection)), 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/collections/{collection}/segmentation/file",
      operationId: "exportSegmentation",
      permission: "read",
      tags,
      summary: "The rules as SRX 2.0: as they came in, or rules to begin with",
      request: { params },
      responses: {
        200: fileAnswer("The file", [MEDIA_TYPE]),
        304: { description: "The rules have not changed" },
      },
    }),
    async (c) => {
      const file = await exportSegmentation(c.var.context, c.var.actor, c.req.valid("param").collection);
      return respondCached(c, ownBytes(file.bytes), {
        contentType: MEDIA_TYPE,
        cacheControl: "private, no-cache",
        headers: { "content-disposition": attachment(file.filename) },
      });
    },
  )
  .openapi(
    operation({
      method: "put",
      path: "/api/v1/collections/{collection}/segmentation",
      operationId: "setSegmentation",
      permission: "manage",
      tags,
      summary: "Give the collection the rules of an SRX 2.0 file",
      description:
        "Files that come in later are cut by them. Documents that are there keep the rules that they came in by. Patterns are those of ICU without back references, possessive quantifiers and intersections of sets; a rule with another pattern is not applied, and is listed as `refused`.",
      heavy: true,
      limit: RULES_LIMIT,
      request: { params, query: RulesOptions, body: uploadBody },
      responses: answers(SegmentationSchema, "The rules"),
    }),
    async (c) => {
      const { bytes, options } = await takeUpload(c, RulesOptions);
      const { filename = "rules.srx", mode, dryRun = false } = options;
      const { context, actor } = c.var;
      const { collection } = c.req.valid("param");
      const view = await setSegmentation(context, actor, collection, { bytes, filename, mode }, { dryRun });
      return c.json(worded(c, view), 200);
    },
  )
  .openapi(
    operation({
      method: "delete",
      path: "/api/v1/collections/{collection}/segmentation",
      operationId: "removeSegmentation",
      permission: "manage",
      tags,
      summary: "Take the rules away: texts are cut by ours again",
      request: { params },
      responses: { 204: { description: "Removed" } },
    }),
    async (c) => {
      await removeSegmentation(c.var.context, c.var.actor, c.req.valid("param").collection);
      return c.body(null, 204);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/collections/{collection}/segmentation/cut",
      operationId: "cutText",
      permission: "read",
      tags,
      summary: "Cut a text into sentences, as a new file in the collection would be",
      request: {
        params,
        ...json(
          z.strictObject({ language: LanguageTag, text: z.string().max(LONGEST_TRIAL) }).openapi("TextToCut"),
        ),
      },
      responses: answers(z.object({ sentences: z.array(z.string()).readonly() }), "The sentences"),
    }),
    async (c) => {
      const { context, actor } = c.var;
      const sentences = await cutText(context, actor, c.req.valid("param").collection, c.req.valid("json"));
      return c.json({ sentences }, 200);
    },
  );
