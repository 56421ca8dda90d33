import { type OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import { LANGUAGES, languageOf } from "../../domain/language.ts";
import { type Code, type Content, isCode } from "../../domain/segment.ts";
import { SHORTEST_ENVIRONMENT_TOKEN } from "../../services/access/authenticate.ts";
import { lookup, type Match } from "../../services/memory/lookup.ts";
import { respondCached } from "../caching.ts";
import type { HttpEnvironment, RequestIn } from "../environment.ts";
import { operation, routes } from "../operation.ts";

/**
 * Lookups by the protocols of other programs: amaGama and tmserver of the Translate Toolkit (Weblate, Okapi, Virtaal),
 * and Apertium (OmegaT). These programs can't send our headers, so the token may be in the address.
 */

const tags = ["protocols"];
const Text = z.string().max(20_000);
const Language = z.string().max(64);
const Key = z.string().max(200);

/** Wrong values are ignored, as these clients expect. */
const Options = z.object({
  min_similarity: z.string().max(20).optional(),
  max_candidates: z.string().max(20).optional(),
  source: Text.optional(),
});
type Options = z.infer<typeof Options>;

const shared = { method: "get", permission: "read", keyed: true, tags } as const;
const direction = { source: Language, target: Language };

/** Declares a JSON answer in the protocol's own shape. */
const answered = (
  description: string,
  schema:
    | { readonly type: "object" }
    | { readonly type: "array"; readonly items: { readonly type: "object" } },
): RouteConfig["responses"] => ({ 200: { description, content: { "application/json": { schema } } } });

const languagesOperation = <const Path extends string, Params extends z.ZodObject>(
  operationId: string,
  path: Path,
  params: Params,
) =>
  operation({
    ...shared,
    operationId,
    path,
    summary: "The languages that the memory has",
    request: { params },
    responses: answered("Languages", { type: "object" }),
  });

const unitsOperation = <const Path extends string, Params extends z.ZodObject>(
  operationId: string,
  path: Path,
  params: Params,
) =>
  operation({
    ...shared,
    operationId,
    path,
    summary: "Units like a text, as tmserver and amaGama answer",
    request: { params, query: Options },
    responses: answered("`[{source, target, quality, rank}]`, best first; empty for unknown languages", {
      type: "array",
      items: { type: "object" },
    }),
  });

/**
 * Path segment with a token, which is longer than any language tag. The pattern repeats `[^/]`, because a pattern in a
 * route can't contain braces.
 */
const KEY = `{key{${"[^/]".repeat(SHORTEST_ENVIRONMENT_TOKEN)}[^/]*}}`;
const noParams = z.object({});
const keyParam = z.object({ key: Key });
const unitParams = z.object({ ...direction, text: Text });
const keyedUnitParams = z.object({ ...direction, key: Key, text: Text });

/** Routes of the protocols. The type is widened to keep them out of our own typed client. */
export const protocolRoutes: OpenAPIHono<HttpEnvironment> = routes()
  .openapi(languagesOperation("listTmserverLanguages", "/tmserver/languages", noParams), respondLanguages)
  .openapi(languagesOperation("listTmserverLanguages", "/tmserver/languages/", noParams), respondLanguages)
  .openapi(
    languagesOperation("listKeyedTmserverLanguages", `/tmserver/${KEY}/languages`, keyParam),
    respondLanguages,
  )
  .openapi(
    languagesOperation("listKeyedTmserverLanguages", `/tmserver/${KEY}/languages/`, keyParam),
    respondLanguages,
  )
  .openapi(
    unitsOperation(
      "findKeyedTmserverUnits",
      `/tmserver/${KEY}/{source}/{target}/unit/{text{.*}}`,
      keyedUnitParams,
    ),
    (c) => respondUnits(c, c.req.valid("param"), c.req.valid("query")),
  )
  .openapi(
    unitsOperation("findTmserverUnits", "/tmserver/{source}/{target}/unit/{text{.*}}", unitParams),
    (c) => respondUnits(c, c.req.valid("param"), c.req.valid("query")),
  )
  .openapi(unitsOperation("findAmagamaUnits", "/api/v1/{source}/{target}/unit/{text{.*}}", unitParams), (c) =>
    respondUnits(c, c.req.valid("param"), c.req.valid("query")),
  )
  .openapi(
    operation({
      ...shared,
      path: "/translate",
      operationId: "translateText",
      summary: "The best match from three quarters of similarity up, as Apertium answers; the token as `key`",
      request: {
        query: z.object({
          q: Text,
          langpair: z.string().max(130).openapi({ example: "ru|zh_CN" }),
          key: Key.optional(),
          markUnknown: z.string().max(10).optional(),
        }),
      },
      responses: answered("Apertium's answer", { type: "object" }),
    }),
    async (c) => {
      const { q, langpair } = c.req.valid("query");
      const [source = "", target = ""] = langpair.split("|");
      const pair = directionOf(source, target);
      const [best] = pair ? await matches(c, q, pair, 0.75, 1) : [];
      const answer = {
        // Never null: OmegaT would show the word "null".
        responseData: { translatedText: best ? targetText(best, pair?.target) : "" },
        responseDetails: pair ? null : `no such pair of languages: ${langpair}`,
        responseStatus: pair ? 200 : 451,
      };
      return respondCached(c, JSON.stringify(answer), JSON_PRIVATE);
    },
  );

const JSON_PRIVATE = { contentType: "application/json; charset=utf-8", cacheControl: "private, no-cache" };

function respondLanguages(c: RequestIn): Promise<Response> {
  return respondCached(
    c,
    JSON.stringify({ sourceLanguages: LANGUAGES, targetLanguages: LANGUAGES }),
    JSON_PRIVATE,
  );
}

interface Direction {
  readonly source: NonNullable<ReturnType<typeof languageOf>>;
  readonly target: NonNullable<ReturnType<typeof languageOf>>;
}

function directionOf(source: string, target: string): Direction | undefined {
  const pair = { source: languageOf(source), target: languageOf(target) };
  return pair.source && pair.target && pair.source !== pair.target ? (pair as Direction) : undefined;
}

async function respondUnits(
  c: RequestIn,
  wanted: { readonly source: string; readonly target: string; readonly text: string },
  options: Options,
): Promise<Response> {
  const text = wanted.text || (options.source ?? "");
  const pair = directionOf(wanted.source, wanted.target);
  const least = within(options.min_similarity, 30, 100, 70) / 100;
  const most = within(options.max_candidates, 1, 30, 5);
  const found = pair && text !== "" ? await matches(c, text, pair, least, most) : [];
  const answer = found.map((match) => {
    // Okapi requires a decimal point, but JSON.stringify writes 100.0 without it.
    const quality = Math.min(100, match.score).toFixed(2);
    const source = JSON.stringify(letterCoded(match.source.content ?? [match.source.text]));
    const target = JSON.stringify(targetText(match, pair?.target));
    return `{"source":${source},"target":${target},"quality":${quality},"rank":${quality}}`;
  });
  return respondCached(c, `[${answer.join(",")}]`, JSON_PRIVATE);
}

async function matches(
  c: RequestIn,
  text: string,
  pair: Direction,
  threshold: number,
  limit: number,
): Promise<readonly Match[]> {
  const segments = [{ text: withCodes(text) }];
  const { source, target } = pair;
  const wanted = { source, targets: [target], segments, threshold, limit, explain: false };
  const [result] = await lookup(c.var.context, c.var.actor, wanted);
  return result?.matches ?? [];
}

function targetText(match: Match, language: Direction["target"] | undefined): string {
  const target = language && match.targets[language];
  return target ? letterCoded(target.content ?? [target.text]) : "";
}

function within(text: string | undefined, least: number, most: number, usual: number): number {
  const number = text !== undefined && /^\d{1,6}$/u.test(text) ? Number(text) : usual;
  return Math.min(most, Math.max(least, number));
}

/** Okapi's letter-coded text: `<g1>…</g1>`, `<x2/>`. */
const LETTER_CODE = /(<\/?[a-z]\d{1,6}\/?>)/u;

/** Turns letter codes into inline codes. A text without them stays a string. */
function withCodes(text: string): string | Content {
  if (!LETTER_CODE.test(text)) return text;
  return text.split(LETTER_CODE).map((part): string | Code => {
    const [, closes, element = "", id = "", empty] = /^<(\/?)([a-z])(\d+)(\/?)>$/u.exec(part) ?? [];
    if (element === "") return part;
    return { kind: closes ? "close" : empty ? "ph" : "open", id, element };
  });
}

function letterCoded(content: Content): string {
  return content
    .map((part) => {
      if (!isCode(part)) return part;
      const letter = /^[a-z]$/u.test(part.element) ? part.element : part.kind === "ph" ? "x" : "g";
      switch (part.kind) {
        case "ph":
          return `<${letter}${part.id}/>`;
        case "open":
          return `<${letter}${part.id}>`;
        case "close":
          return `</${letter}${part.id}>`;
        default:
          return "";
      }
    })
    .join("");
}
