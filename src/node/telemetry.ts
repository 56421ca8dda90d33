import type { Context as SpanContext, Span, SpanOptions, Tracer } from "@opentelemetry/api";
import type { MiddlewareHandler } from "hono";
import { routeOf } from "../http/access-log.ts";
import type { HttpEnvironment, RequestIn } from "../http/environment.ts";

/**
 * Spans and durations of requests for OpenTelemetry, by `@hono/otel`. They go to what the process was started with
 * (`node --import`); without that they go nowhere. Nothing of it is loaded unless it is wanted.
 *
 * @throws {Error} when the packages are not installed
 */
export async function telemetry(): Promise<MiddlewareHandler<HttpEnvironment>> {
  const [{ httpInstrumentationMiddleware }, { trace }] = await Promise.all([
    import("@hono/otel"),
    import("@opentelemetry/api"),
  ]);
  const instrument = httpInstrumentationMiddleware({
    tracer: withoutAddress(trace.getTracer("polynya")),
    // It names the span before the route is known, and again afterwards.
    spanNameFactory: (c) => `${c.req.method} ${routeOf(c as RequestIn)}`,
  });
  return (c, next) =>
    instrument(c, async () => {
      await next();
      // A refusal is no fault of the service, and messages of errors may hold texts. A 5xx is marked by its status.
      c.error = undefined;
    });
}

/** A tracer whose spans do not have the address of a request: secrets and texts stand in some. */
function withoutAddress(tracer: Tracer): Tracer {
  const start = <Result>(
    name: string,
    options: SpanOptions,
    parent: SpanContext,
    run: (span: Span) => Result,
  ): Result => {
    const attributes = { ...options.attributes, "url.full": undefined };
    return tracer.startActiveSpan(name, { ...options, attributes }, parent, run);
  };
  // The one way in which @hono/otel starts a span; the type has shorter ones too.
  return {
    startSpan: (...given) => tracer.startSpan(...given),
    startActiveSpan: start as Tracer["startActiveSpan"],
  };
}
