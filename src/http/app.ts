import { methodNotAllowed } from "hono/method-not-allowed";
import type { Principal } from "../services/access/principal.ts";
import { Problem } from "../domain/problem.ts";
import { messages, negotiate } from "../messages/messages.ts";
import type { Dependencies } from "./environment.ts";
import { compressed } from "./compression.ts";
import { forAnyOrigin, forOrigins } from "./cross-origin.ts";
import { pathOf, routeOf } from "./access-log.ts";
import { measured } from "./head.ts";
import { forwarded } from "./heavy-work.ts";
import { createLimiters } from "./limiter.ts";
import { assetFor } from "./assets.ts";
import { createMetrics } from "./metrics.ts";
import { assertDeclared, describeApi } from "./openapi.ts";
import { routes } from "./operation.ts";
import { requestId } from "./request-id.ts";
import { respondProblem, toProblem } from "./problems.ts";
import { PROBLEM_STATUS } from "./problem-status.ts";
import { concordanceRoutes } from "./routes/concordance.ts";
import { analysisRoutes } from "./routes/analysis.ts";
import { conceptRoutes } from "./routes/concepts.ts";
import { termRoutes } from "./routes/terms.ts";
import { findingRoutes } from "./routes/findings.ts";
import { accessRoutes } from "./routes/access.ts";
import { identityRoutes } from "./routes/identities.ts";
import { passkeyRoutes } from "./routes/passkeys.ts";
import { peopleRoutes } from "./routes/people.ts";
import { alignmentRoutes } from "./routes/alignment.ts";
import { assignmentRoutes } from "./routes/assignments.ts";
import { bulkUnitRoutes } from "./routes/bulk-units.ts";
import { briefRoutes } from "./routes/brief.ts";
import { candidateRoutes } from "./routes/candidates.ts";
import { changeRoutes } from "./routes/changes.ts";
import { checkRoutes } from "./routes/checks.ts";
import { collectionRoutes } from "./routes/collections.ts";
import { documentRoutes } from "./routes/documents.ts";
import { duplicateRoutes } from "./routes/duplicates.ts";
import { exchangeRoutes } from "./routes/exchange.ts";
import { segmentationRoutes } from "./routes/segmentation.ts";
import { questionRoutes } from "./routes/questions.ts";
import { replacementRoutes } from "./routes/replacements.ts";
import { reportRoutes } from "./routes/reports.ts";
import { glossaryRoutes } from "./routes/glossary.ts";
import { importRoutes } from "./routes/imports.ts";
import { markRoutes } from "./routes/marks.ts";
import { mcpRoutes } from "./routes/mcp.ts";
import { lookupRoutes } from "./routes/lookup.ts";
import { healthRoutes } from "./routes/health.ts";
import { pageRoutes } from "./routes/pages.ts";
import { proposalRoutes } from "./routes/proposals.ts";
import { publicGlossaryRoutes } from "./routes/public-glossary.ts";
import { protocolRoutes } from "./routes/protocols.ts";
import { suggestionRoutes } from "./routes/suggestions.ts";
import { stringRoutes } from "./routes/strings.ts";
import { unitRoutes } from "./routes/units.ts";
import { webhookRoutes } from "./routes/webhooks.ts";
import { secureHeaders } from "./security.ts";
import { WRITE_PROTECTED } from "../storage/port.ts";

/**
 * Builds the HTTP application over the services. It is the same on Node and on Workers.
 *
 * @throws {Error} when a route was not declared through `operation`
 */
export function createApp(dependencies: Dependencies) {
  const limiters = createLimiters(() => dependencies.context.now().getTime());
  const metrics = dependencies.metrics ?? createMetrics();
  const app = routes();

  app.use(async (c, next) => {
    const started = performance.now();
    const request = requestId(c.req.header("x-request-id"));
    c.set("dependencies", dependencies);
    c.set("context", dependencies.context);
    c.set("limiters", limiters);
    c.set("metrics", metrics);
    c.set("api", () => describeApi(app));
    c.set("answer", async (inner, given) => app.fetch(inner, { forwarded: given }));
    c.set("request", request);
    c.set("address", forwarded(c)?.address ?? dependencies.address(c));
    c.set("messages", messages(negotiate(c.req.header("accept-language"))));
    await next();
    c.res.headers.set("x-request-id", request);
    const { method } = c.req;
    const route = routeOf(c);
    const answered = { method, route, status: c.res.status, seconds: (performance.now() - started) / 1000 };
    metrics.answered(answered);
    try {
      dependencies.accessLog?.({
        ...answered,
        time: dependencies.context.now(),
        request,
        path: pathOf(c, route),
        address: c.get("address"),
        actor: actorOf(c.get("principal")),
      });
    } catch (error) {
      // What the request has done is done: its answer is given whatever becomes of the log.
      dependencies.report(error, request);
    }
  });
  if (dependencies.telemetry !== undefined) app.use(dependencies.telemetry);
  app.use(measured(dependencies.compressor));
  app.use(compressed(dependencies.compressor));
  app.use(secureHeaders);
  app.use("/locales/*", forAnyOrigin);
  app.use("/api/v1/*", forOrigins(dependencies.origins ?? []));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) =>
        respondProblem(c, new Problem("method-not-allowed", { allow: methods.join(", ") })),
    }),
  );

  app.onError((error, c) => {
    const problem = toProblem(error, (unforeseen) => dependencies.report(unforeseen, c.var.request));
    const damage = dependencies.context.storage.damage?.();
    const isDamaged = damage !== undefined && damage.check !== WRITE_PROTECTED;
    return respondProblem(
      c,
      isDamaged && mayBeDamage(c.req.method, problem) ? new Problem("read-only") : problem,
    );
  });
  app.notFound(async (c) => {
    const isRead = c.req.method === "GET" || c.req.method === "HEAD";
    const asset = isRead ? await assetFor(c) : undefined;
    return asset ?? respondProblem(c, new Problem("not-found"));
  });

  const whole = app
    .route("/", pageRoutes)
    .route("/", healthRoutes)
    .route("/", accessRoutes)
    .route("/", peopleRoutes)
    .route("/", identityRoutes)
    .route("/", passkeyRoutes)
    .route("/", collectionRoutes)
    .route("/", segmentationRoutes)
    .route("/", documentRoutes)
    .route("/", assignmentRoutes)
    .route("/", questionRoutes)
    .route("/", unitRoutes)
    .route("/", bulkUnitRoutes)
    .route("/", replacementRoutes)
    .route("/", duplicateRoutes)
    .route("/", exchangeRoutes)
    .route("/", importRoutes)
    .route("/", proposalRoutes)
    .route("/", changeRoutes)
    .route("/", webhookRoutes)
    .route("/", stringRoutes)
    .route("/", lookupRoutes)
    .route("/", suggestionRoutes)
    .route("/", briefRoutes)
    .route("/", concordanceRoutes)
    .route("/", analysisRoutes)
    .route("/", conceptRoutes)
    .route("/", glossaryRoutes)
    .route("/", termRoutes)
    .route("/", publicGlossaryRoutes)
    .route("/", candidateRoutes)
    .route("/", markRoutes)
    .route("/", checkRoutes)
    .route("/", findingRoutes)
    .route("/", alignmentRoutes)
    .route("/", reportRoutes)
    .route("/", mcpRoutes)
    .route("/", protocolRoutes);
  assertDeclared(whole);
  return whole;
}

/** Who has sent a request, for the log. The id of the environment's token comes from its hash and is left out. */
const actorOf = (principal: Principal | undefined): string | undefined =>
  principal?.kind === "environment" ? principal.kind : principal?.id;

/**
 * Whether damaged rows may have caused a problem: such rows can hold anything, or are not found. A problem with the
 * request itself does not come from damage, nor does a read that finds nothing.
 */
function mayBeDamage(method: string, { code }: Problem): boolean {
  const status: number = PROBLEM_STATUS[code];
  if (code === "invalid-fields" || code === "bad-json") return false;
  if (status === 404) return method !== "GET" && method !== "HEAD";
  return [409, 412, 422, 500].includes(status);
}

export type App = ReturnType<typeof createApp>;
