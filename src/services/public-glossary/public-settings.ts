import { type PublicAbout, publicParts } from "../../storage/rows/public-glossary.ts";
import type { Context } from "../context.ts";
import { currentGlossary } from "../glossary/current-glossary.ts";

/** What is public, and what could be. */
export interface PublicSettings {
  readonly about: PublicAbout;
  /** The concepts of all domains. */
  readonly everything: boolean;
  /** All domains of the glossary, with their approved concepts; the empty name: concepts without a domain. */
  readonly domains: readonly {
    readonly domain: string;
    readonly concepts: number;
    readonly public: boolean;
  }[];
  /** Ids of the collections and documents whose sentences may be shown. */
  readonly collections: readonly string[];
  readonly documents: readonly string[];
  /** Number of public concepts. */
  readonly concepts: number;
}

export async function publicSettings(context: Context): Promise<PublicSettings> {
  const [parts, { concepts }] = await Promise.all([publicParts(context.storage), currentGlossary(context)]);
  const approved = new Map<string, number>();
  for (const { concept } of concepts.values())
    if (concept.status === "approved")
      approved.set(concept.domain ?? "", (approved.get(concept.domain ?? "") ?? 0) + 1);
  const names = [...new Set([...approved.keys(), ...parts.domains])].toSorted();
  const domains = names.map((domain) => ({
    domain,
    concepts: approved.get(domain) ?? 0,
    public: parts.everything || parts.domains.includes(domain),
  }));
  const shown = domains.filter((domain) => domain.public);
  return {
    about: parts.about,
    everything: parts.everything,
    domains,
    collections: parts.collections,
    documents: parts.documents,
    concepts: shown.reduce((sum, domain) => sum + domain.concepts, 0),
  };
}
