import { holdCoreWords } from "../alignment/held-core-words.ts";
import { holdLanguageProfiles, type LanguageProfiles } from "../domain/franc-with-profiles.ts";
import { Problem } from "../domain/problem.ts";
import {
  type Dictionaries,
  DICTIONARIES_ASSET,
  hasDictionaries,
  holdDictionaries,
  inflateDictionaries,
} from "../terminology/dictionaries.ts";

/** The static assets of a Worker. */
export interface Assets {
  fetch(request: Request): Promise<Response>;
}

/** The static asset with everything that the engines read. */
export interface DictionariesAsset extends Dictionaries {
  readonly languageProfiles: { readonly licence: string; readonly scripts: LanguageProfiles };
  readonly coreWords: { readonly licence: string; readonly words: string };
}

/** Gives the engines what they read. */
export function holdAll({ languageProfiles, coreWords, ...dictionaries }: DictionariesAsset): void {
  holdLanguageProfiles(languageProfiles.scripts);
  holdCoreWords(coreWords.words);
  holdDictionaries(dictionaries);
}

/**
 * Loads the dictionaries from the static assets of a Worker when they are first needed. They would be a third of the
 * program, and most requests do not need them. With them come the core vocabulary and the profiles of languages.
 *
 * @throws {Problem} `dictionaries-unavailable`; the next call tries again
 */
export async function loadDictionaries(assets: Assets | undefined): Promise<void> {
  if (hasDictionaries()) return;
  try {
    // The binding looks only at the path.
    const response = await assets?.fetch(new Request(`https://assets.invalid/${DICTIONARIES_ASSET}`));
    // A missing file is answered with the start page, which is no JSON.
    if (!response?.ok) throw new Error(`the static assets answered ${response?.status ?? "nothing"}`);
    holdAll((await response.json()) as DictionariesAsset);
    await inflateDictionaries();
  } catch (cause) {
    // The cause is for the log.
    throw Object.assign(new Problem("dictionaries-unavailable"), { cause });
  }
}
