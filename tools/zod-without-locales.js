/*
 * Zod as the worker gets it (wrangler.toml, `alias`): without the messages of some fifty languages, a twentieth of the
 * bundle. Our own messages stand in `locales/`. A bundler cannot leave them out by itself, because libraries pass the
 * namespace `z` on as a value. The list is that of zod/v4/classic/external.js, without `core`, which has the messages
 * too, and without compiled parsers, schemas from JSON Schema and deep partials, which nobody here uses; a test compares
 * the two.
 */
export * from "../node_modules/zod/v4/classic/schemas.js";
export * from "../node_modules/zod/v4/classic/checks.js";
export * from "../node_modules/zod/v4/classic/errors.js";
export * from "../node_modules/zod/v4/classic/parse.js";
export * from "../node_modules/zod/v4/classic/compat.js";
export {
  globalRegistry,
  registry,
  config,
  memoizer,
  $output,
  $input,
  $brand,
  clone,
  regexes,
  treeifyError,
  prettifyError,
  formatError,
  flattenError,
  TimePrecision,
  util,
  NEVER,
  INVALID,
  toZod,
  getDiscriminatedOption,
} from "../node_modules/zod/v4/core/index.js";
export { toJSONSchema } from "../node_modules/zod/v4/core/json-schema-processors.js";
export { input, output } from "../node_modules/zod/v4/classic/in-out.js";
export {
  ZodISODateTime,
  ZodISODate,
  ZodISOTime,
  ZodISODuration,
} from "../node_modules/zod/v4/classic/iso.js";
export * as iso from "../node_modules/zod/v4/classic/iso.js";
export * as coerce from "../node_modules/zod/v4/classic/coerce.js";
// Zod exports its own namespace as `z`, and so must this file.
// oxlint-disable-next-line import/no-self-import
import * as z from "./zod-without-locales.js";
export { z, z as default };
