import { expect } from "vitest";
import type { Context } from "../../../src/services/context.ts";
import { getSuggester } from "../../../src/services/suggestions/get-suggester.ts";
import { listSuggesterUse } from "../../../src/services/suggestions/list-suggester-use.ts";
import { removeSuggester } from "../../../src/services/suggestions/remove-suggester.ts";
import { setSuggester } from "../../../src/services/suggestions/set-suggester.ts";
import { suggest } from "../../../src/services/suggestions/suggest.ts";

const OWNER = { name: "owner" };

/** A model is set, asked, counted and removed: for any engine. The clock of the context stands at 29 November 2026. */
export async function suggestionJourney(context: Context): Promise<void> {
  const url = "https://example.org/v1/chat/completions";
  await setSuggester(context, OWNER, { url, model: "m", key: "k", daily: 9, active: true }, []);
  await setSuggester(context, OWNER, { url, model: "n", daily: 1, active: true }, []);
  expect(await getSuggester(context)).toMatchObject({ url, model: "n", hasKey: true, daily: 1 });
  const message = { content: '{"translation":"Вышли 12 судов."}' };
  const usage = { prompt_tokens: 7, completion_tokens: 3 };
  const text = JSON.stringify({ choices: [{ message }], usage });
  const ask = () =>
    suggest(
      context,
      OWNER,
      { source: "en", target: "ru", segment: { text: "12 ships left." } },
      { call: () => Promise.resolve({ status: 200, text }), allowed: [] },
      (finding) => finding.message,
    );
  expect(await ask()).toMatchObject({ text: "Вышли 12 судов.", repaired: false });
  await expect(ask()).rejects.toMatchObject({ code: "suggestions-used-up" });
  const counted = { suggestions: 1, requests: 1, failed: 0, inputTokens: 7, outputTokens: 3 };
  expect(await listSuggesterUse(context)).toEqual([{ day: "2026-11-29", person: "owner", ...counted }]);
  await removeSuggester(context);
  expect(await getSuggester(context)).toBeNull();
  await expect(ask()).rejects.toMatchObject({ code: "suggester-off" });
}
