import { z } from "@hono/zod-openapi";
import { Problem } from "../../domain/problem.ts";
import { findSentences } from "../../services/public-glossary/find-sentences.ts";
import { type PublicSettings, publicSettings } from "../../services/public-glossary/public-settings.ts";
import { setPublic } from "../../services/public-glossary/set-public.ts";
import type { RequestIn } from "../environment.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { answerTerms, TERM_FORMATS } from "../served-terms.ts";
import { Line } from "./concept-schema.ts";
import { AnyId, LanguageSchema } from "./schemas.ts";

/** The public glossary, which anybody reads, and what an administrator makes public. */

const tags = ["glossary"];

const unchanged = { 304: { description: "It has not changed" } };
const text = { schema: { type: "string" as const } };
const MEDIA = {
  [TERM_FORMATS.html]: text,
  [TERM_FORMATS.jsonld]: text,
  [TERM_FORMATS.tbx]: text,
  [TERM_FORMATS.csv]: text,
  [TERM_FORMATS.bibtex]: text,
  [TERM_FORMATS.csl]: text,
  [TERM_FORMATS.ris]: text,
  [TERM_FORMATS.citation]: text,
};
const shown = {
  200: { description: "A page, data or a citation, as `Accept` or `format` asks", content: MEDIA },
  ...unchanged,
};
const query = z.object({
  language: LanguageSchema.exactOptional().openapi({
    description: "Of the page; `Accept-Language` unless told",
  }),
  format: z
    .enum(Object.keys(TERM_FORMATS))
    .exactOptional()
    .openapi({ description: "As `Accept` unless told" }),
});
const About = z
  .strictObject({
    title: Line.exactOptional(),
    publisher: Line.exactOptional(),
    licence: z
      .url({ protocol: /^https?$/u })
      .or(z.literal(""))
      .exactOptional(),
  })
  .openapi({
    description: "For pages, files and citations; `licence` is an address. An empty text takes one away",
  });
const Ids = z.array(AnyId).max(10_000).readonly();

const SettingsSchema: z.ZodType<PublicSettings> = z
  .object({
    about: About,
    everything: z.boolean().openapi({ description: "The approved concepts of all domains" }),
    domains: z
      .array(z.object({ domain: z.string(), concepts: z.int(), public: z.boolean() }))
      .readonly()
      .openapi({ description: "Of the glossary; the empty name stands for concepts without a domain" }),
    collections: z.array(z.string()).readonly().openapi({ description: "Whose sentences may be shown" }),
    documents: z.array(z.string()).readonly().openapi({ description: "Whose sentences may be shown" }),
    concepts: z.int().openapi({ description: "Number of public concepts" }),
  })
  .openapi("PublicGlossary");

export const publicGlossaryRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/terms",
      operationId: "getPublicGlossary",
      permission: "public",
      tags,
      summary: "The public glossary: search, alphabets and subjects, or all its concepts as a file",
      request: {
        query: query.extend({
          q: z
            .string()
            .exactOptional()
            .openapi({ description: "A text to search for in terms and definitions" }),
          alphabet: z
            .string()
            .exactOptional()
            .openapi({ description: "Language of `letter`; `zh` goes by pinyin" }),
          letter: z.string().exactOptional(),
          subject: z.string().exactOptional(),
          page: z.string().exactOptional(),
        }),
      },
      responses: shown,
    }),
    (c) => show(c),
  )
  .openapi(
    operation({
      method: "get",
      path: "/terms/{concept}",
      operationId: "getPublicConcept",
      permission: "public",
      tags,
      summary: "A concept of the public glossary, as a page, as SKOS, TBX or CSV, or as a citation",
      request: { params: z.object({ concept: z.string() }), query },
      responses: {
        ...shown,
        301: { description: "It was merged into another concept" },
        410: { description: "It was removed" },
      },
    }),
    (c) => show(c),
  )
  .openapi(
    operation({
      method: "get",
      path: "/terms.css",
      operationId: "getPublicGlossaryStyle",
      permission: "public",
      tags,
      summary: "The style of the public glossary",
      responses: { 200: { description: "A style sheet", content: { "text/css": text } }, ...unchanged },
    }),
    (c) => show(c),
  )
  .openapi(
    operation({
      method: "get",
      path: "/sitemap.xml",
      operationId: "getSitemap",
      permission: "public",
      tags,
      summary: "The addresses of the public glossary, for search engines",
      request: { query: z.object({ part: z.string().exactOptional() }) },
      responses: {
        200: { description: "A sitemap, or an index of sitemaps", content: { "application/xml": text } },
        ...unchanged,
      },
    }),
    (c) => show(c),
  )
  .openapi(
    operation({
      method: "get",
      path: "/robots.txt",
      operationId: "getRobotRules",
      permission: "public",
      tags,
      summary: "What robots may read",
      responses: { 200: { description: "Rules (RFC 9309)", content: { "text/plain": text } }, ...unchanged },
    }),
    (c) => show(c),
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/public-glossary",
      operationId: "getPublicSettings",
      permission: "manage",
      shared: true,
      tags,
      summary: "What of the glossary is public, and what could be",
      responses: answers(SettingsSchema, "As it is"),
    }),
    async (c) => c.json(await publicSettings(c.var.context), 200),
  )
  .openapi(
    operation({
      method: "patch",
      path: "/api/v1/public-glossary",
      operationId: "setPublic",
      permission: "manage",
      shared: true,
      tags,
      summary: "Make concepts and sentences public, or take them back; lists replace what there is",
      request: json(
        z
          .strictObject({
            about: About.exactOptional(),
            everything: z.boolean().exactOptional(),
            domains: z.array(Line).max(10_000).readonly().exactOptional(),
            collections: Ids.exactOptional(),
            documents: Ids.exactOptional(),
          })
          .openapi("PublicGlossaryPatch"),
      ),
      responses: answers(SettingsSchema, "As it is now"),
    }),
    async (c) => c.json(await setPublic(c.var.context, c.req.valid("json")), 200),
  );

/** @throws {Problem} `not-found`, `gone` */
async function show(c: RequestIn): Promise<Response> {
  const { context } = c.var;
  const answer = await answerTerms(context, c.req.raw, (id, stamp) => findSentences(context, id, stamp));
  if (typeof answer === "string") throw new Problem(answer);
  const { status, headers, body, etag } = answer;
  return new Response(body, { status, headers: etag === undefined ? headers : { ...headers, etag } });
}
