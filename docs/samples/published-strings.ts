import { createInstance, type Resource, type ResourceKey, type TFunction } from "i18next";

/** Where the strings of a website come from. */
export interface Source {
  /** Of Polynya's strings, as `https://polynya.example.org/locales`. */
  readonly address: string;
  readonly namespace: string;
  /** Language of what is not translated. */
  readonly fallback: string;
  /** How long strings are used before they are asked for again. */
  readonly seconds?: number;
  readonly fetch?: typeof fetch;
}

interface Kept {
  readonly strings: ResourceKey;
  readonly etag: string;
  readonly until: number;
}

/**
 * Gives i18next's `t` for a language on a server, on Node as at the edge. Strings are kept, and asked for again by their
 * `ETag`. While Polynya is out of reach the last ones are used.
 */
export function translators({
  address,
  namespace,
  fallback,
  seconds = 60,
  fetch: ask = fetch,
}: Source): (language: string) => Promise<TFunction> {
  const kept = new Map<string, Kept>();

  async function stringsOf(language: string): Promise<ResourceKey> {
    const until = Date.now() + seconds * 1000;
    const before = kept.get(language);
    if (before !== undefined && before.until > Date.now()) return before.strings;
    // One request asks; the others use what is there.
    if (before !== undefined) kept.set(language, { ...before, until });
    try {
      const answer = await ask(`${address}/${language}/${namespace}.json`, {
        headers: before === undefined ? {} : { "if-none-match": before.etag },
      });
      if (answer.status === 304 && before !== undefined) return before.strings;
      // Nothing is published in this language: all is in the fallback.
      if (!answer.ok && answer.status !== 404) throw new Error(`Polynya answered ${answer.status}`);
      const strings = answer.ok ? ((await answer.json()) as ResourceKey) : {};
      kept.set(language, { strings, etag: answer.headers.get("etag") ?? "", until });
      return strings;
    } catch (error) {
      if (before === undefined) throw error;
      return before.strings;
    }
  }

  return async (language) => {
    const resources: Resource = {};
    for (const one of new Set([language, fallback])) resources[one] = { [namespace]: await stringsOf(one) };
    const i18n = createInstance();
    await i18n.init({
      lng: language,
      fallbackLng: fallback,
      ns: [namespace],
      defaultNS: namespace,
      resources,
      // Templates escape what they show.
      interpolation: { escapeValue: false },
    });
    return i18n.t;
  };
}
