import { type Language, LANGUAGES } from "./language.ts";

/** What a reader of subtitles can follow. */
export interface SubtitleLimit {
  /** Characters in a second. */
  readonly speed: number;
  /** Characters in a line. */
  readonly line: number;
  /** Lines of a subtitle. */
  readonly lines: number;
}
export type SubtitleLimits = Readonly<Record<Language, SubtitleLimit>>;

/** The limits of Netflix's Timed Text Style Guides for adults' programmes. */
export const SUBTITLE_LIMITS: SubtitleLimits = {
  en: { speed: 20, line: 42, lines: 2 },
  ru: { speed: 17, line: 39, lines: 2 },
  zh: { speed: 9, line: 16, lines: 2 },
};

/** Reads `settings.subtitles` of a collection: `{"ru": {"speed": 15, "line": 37}}`. What it does not set stays. */
export function subtitleLimits(setting: unknown): SubtitleLimits {
  const limits = { ...SUBTITLE_LIMITS };
  if (typeof setting !== "object" || setting === null) return limits;
  const byLanguage = new Map(Object.entries(setting));
  for (const language of LANGUAGES) {
    const own: unknown = byLanguage.get(language);
    if (typeof own !== "object" || own === null) continue;
    const told = new Map<string, unknown>(Object.entries(own));
    const valueOf = (name: keyof SubtitleLimit) => {
      const value = told.get(name);
      return typeof value === "number" && value > 0 ? value : SUBTITLE_LIMITS[language][name];
    };
    limits[language] = { speed: valueOf("speed"), line: valueOf("line"), lines: valueOf("lines") };
  }
  return limits;
}
