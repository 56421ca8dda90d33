/** What browsers, systems and tools put before the name of a copy: “Copy of”, «Копия (2)», 复件. */
const BEFORE =
  /^(?:копия\s+(?:\(\d{1,3}\)\s*)?(?:файла\s+)?|copy\s+(?:\(\d{1,3}\)\s*)?of\s+|(?:复件|副本)\s*(?:\(\d{1,3}\)\s*)?)/iu;
/** After the whole name: `ru.json (1)`, `ru.json.1`, `ru.json~`. */
const AFTER_ALL = /(?<=\.[a-z][a-z\d]{0,8})(?:\s*\(\d{1,3}\)|\.\d{1,2}|~)$/iu;
/** Before the extension: `ru (1)`, «ru — копия (2)», `ru - Copy`, `ru copy 2`, ru_副本, `ru 2`. */
const AFTER =
  /(?:[\s_–—-]+(?:копия|copy)(?:\s*\(?\d{1,3}\)?)?|[\s_–—-]*的?(?:副本|复件|複本|拷贝)(?:\s*[（(]?\d{1,3}[）)]?)?|\s*[（([](?:\d{1,3}|(?:.{1,20} )?(?:копия|copy)(?: \d{1,3})?|.{0,4}(?:副本|复件)(?: ?\d{1,3})?)[）)\]]|[ _-]\d{1,2})$/iu;
/** Copies of copies have several marks. */
const MOST_MARKS = 4;

/** The name that a file had before it was copied: `ru.json` for `ru (1).json`, «ru — копия.json», `Copy of ru.json`. */
export function originalName(name: string): string {
  const whole = name.slice(-255).replace(AFTER_ALL, "");
  const dot = whole.lastIndexOf(".");
  const end = dot <= 0 ? whole.length : dot;
  let stem = whole.slice(0, end).trim();
  for (let marks = 0; marks < MOST_MARKS; marks += 1) {
    const shorter = stem.replace(BEFORE, "").replace(AFTER, "").trim();
    if (shorter === "" || shorter === stem) break;
    stem = shorter;
  }
  return stem + whole.slice(end);
}
