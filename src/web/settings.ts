import { isLanguage, type Language, languageOf } from "../domain/language.ts";
import { createStore } from "./store.ts";

/** What a person chose for this browser. Storage may be forbidden or full: then it lasts as long as the page. */

const PREFIX = "polynya.";

export function remember(name: string, value: string | undefined): boolean {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
    return true;
  } catch {
    return false;
  }
}

export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined;
  }
}

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const recalledTheme = recall("theme");
export const theme = createStore<Theme>(THEMES.find((known) => known === recalledTheme) ?? "system");

function showTheme(): void {
  const chosen = theme.get();
  if (chosen === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = chosen;
}

export function chooseTheme(chosen: Theme): void {
  remember("theme", chosen);
  theme.set(chosen);
  showTheme();
}

/** The language that was chosen here, else the first of the browser's that we have. */
export function preferredLanguage(): Language {
  const chosen = recall("language");
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map(languageOf).find((language) => language !== undefined) ?? "en";
}

showTheme();
