import { isLanguage, type Language, languageOf } from "../domain/language.ts";
import { createStore } from "./store.ts";

/** Settings of this browser. When the storage is forbidden or full, they last as long as the page. */

const PREFIX = "polynya.";

/** Stores a setting, or removes it with `undefined`; returns whether the storage allowed it. */
export function remember(name: string, value: string | undefined): boolean {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
    return true;
  } catch {
    return false;
  }
}

/** A stored setting, if there is one. */
export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The direction that was chosen last at the desk. */
export function recalledDirection(): readonly [source: Language, target: Language] | undefined {
  const [source, target] = (recall("direction") ?? "").split(" ");
  return isLanguage(source) && isLanguage(target) && source !== target ? [source, target] : undefined;
}

/** The themes; `system` follows the operating system. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const recalledTheme = recall("theme");
/** The chosen theme. */
export const theme = createStore<Theme>(THEMES.find((known) => known === recalledTheme) ?? "system");

function showTheme(): void {
  const chosen = theme.get();
  if (chosen === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = chosen;
}

/** Changes the theme, and remembers it in this browser. */
export function chooseTheme(chosen: Theme): void {
  remember("theme", chosen);
  theme.set(chosen);
  showTheme();
}

/** The language that was chosen in this browser, else the first of the browser's languages that we have. */
export function preferredLanguage(): Language {
  const chosen = recall("language");
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map(languageOf).find((language) => language !== undefined) ?? "en";
}

showTheme();
