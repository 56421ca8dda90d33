import { ABBREVIATIONS } from "../../alignment/abbreviations.ts";
import type { Language } from "../../domain/language.ts";
import { type SrxRule, type WrittenRules, writeSrx } from "../../formats/srx/srx.ts";

type Rule = Omit<SrxRule, "line">;

/**
 * Rules to begin with, as SRX: our abbreviations, and ends of sentences. Our own segmentation knows more than such rules
 * can say, so they cut some texts otherwise.
 */
export const starterRules = (): string =>
  writeSrx([
    spaced("English", "en", String.raw`[\p{Lu}\p{N}\p{Pi}\p{Ps}"']`),
    spaced("Russian", "ru", String.raw`[\p{Lu}\p{N}\p{Pi}\p{Ps}"—–-]`),
    {
      name: "Chinese",
      pattern: "[Zz][Hh].*",
      rules: [
        {
          breaks: true,
          before: String.raw`[。！？…]+[”’」』）]*`,
          after: String.raw`[^。！？…”’」』），、；：]`,
        },
        ...LINE_END,
      ],
    },
  ]);

const LINE_END: readonly Rule[] = [{ breaks: true, before: String.raw`\n`, after: "" }];

/** The rules of a language that has spaces. */
function spaced(name: string, language: Extract<Language, "en" | "ru">, begins: string): WrittenRules {
  const { always } = ABBREVIATIONS[language];
  const known = [...always].map((word): Rule => ({
    breaks: false,
    before: String.raw`(?i:\b${word.replace(/\.$/u, "").replaceAll(".", String.raw`\.`)})\.`,
    after: String.raw`\s`,
  }));
  return {
    name,
    pattern: `[${language.charAt(0).toUpperCase()}${language.charAt(0)}][${language.charAt(1).toUpperCase()}${language.charAt(1)}].*`,
    rules: [
      ...known,
      { breaks: false, before: String.raw`\b\p{Lu}\.`, after: String.raw`\s` },
      { breaks: true, before: String.raw`[.?!…]+[\p{Pe}\p{Pf}"']*`, after: String.raw`\s+${begins}` },
      ...LINE_END,
    ],
  };
}
