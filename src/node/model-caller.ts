import { type CallModel, LARGEST_ANSWER, MODEL_TIMEOUT } from "../services/suggestions/call-model.ts";
import { postOutside } from "./outside-request.ts";

/**
 * Calls models from Node. It follows no redirect.
 *
 * @param allowed hosts inside the own network that may be called, as `name` or `name:port`
 */
export const nodeModelCaller = (allowed: readonly string[]): CallModel =>
  postOutside(allowed, { time: MODEL_TIMEOUT, size: LARGEST_ANSWER });
