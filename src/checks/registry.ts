import { acronyms } from "./acronyms.ts";
import { brackets } from "./brackets.ts";
import type { Check } from "./check.ts";
import { chineseScript } from "./chinese-script.ts";
import { codes } from "./codes.ts";
import { empty } from "./empty.ts";
import { endPunctuation } from "./end-punctuation.ts";
import { fullWidth } from "./full-width.ts";
import { inconsistentSource, inconsistentTarget } from "./inconsistent.ts";
import { invisible } from "./invisible.ts";
import { length } from "./length.ts";
import { links } from "./links.ts";
import { mixedScript } from "./mixed-script.ts";
import { modality } from "./modality.ts";
import { names } from "./names.ts";
import { numbers } from "./numbers.ts";
import { omission } from "./omission.ts";
import { placeholders } from "./placeholders.ts";
import { quotes } from "./quotes.ts";
import { readingSpeed } from "./reading-speed.ts";
import { repeatedWord } from "./repeated-word.ts";
import { segments } from "./segments.ts";
import { subtitleLines } from "./subtitle-lines.ts";
import { untranslated } from "./untranslated.ts";
import { whitespace } from "./whitespace.ts";
import { wrongLanguage } from "./wrong-language.ts";

/** The checks that need only the texts, in the order of `CHECK_IDS`. */
export const CHECKS: readonly Check[] = [
  numbers,
  empty,
  untranslated,
  wrongLanguage,
  length,
  omission,
  modality,
  readingSpeed,
  subtitleLines,
  inconsistentTarget,
  inconsistentSource,
  names,
  acronyms,
  codes,
  segments,
  placeholders,
  links,
  whitespace,
  endPunctuation,
  quotes,
  brackets,
  repeatedWord,
  mixedScript,
  chineseScript,
  fullWidth,
  invisible,
];
