import { quantity, take } from "./scan.ts";
import type { Part, Quantity, Scan } from "./scan.ts";

const CLOCK = /(?<![\d:.])([01]?\d|2[0-4])[:]([0-5]\d)(?::([0-5]\d))?(?![\d:])(?:\s?([ap])\.?m\b\.?)?/giu;
const ENGLISH = /(?<![\d:.,])(\d{1,2})(?:\.([0-5]\d))?\s?([ap])\.?m\b\.?/giu;
const RUSSIAN =
  /(?<![\d:.,])(\d{1,2})\s?(?:ч\.?|час(?:\.|а|ов)?)\s?(\d{1,2})\s?(?:мин(?:\.|уты?|ут)?|м\.)(?![а-я])/giu;
const CHINESE =
  /(上午|下午|晚上|傍晚|凌晨|早上|早晨|清晨|中午|午后|晚)?(?<![\d.:])(\d{1,2})(?:时(?![间代期候效段区点])|点钟|点(?=\d{1,2}分|[半整前后，。、,\s至到—]|开始|左右|$))(?:(\d{1,2})分|(半)|整)?/gu;

/** Times of day: 18:30, 6:30 p.m., 18 ч 30 мин, 下午6点30分. The value is `18:30`. */
export function times(scan: Scan): void {
  if (scan.text.includes(":"))
    take(scan, CLOCK, ({ 0: all, 1: hour, 2: minute, 3: second, 4: half, index }) =>
      time(index, all, Number(hour), Number(minute), second, half?.toLowerCase()),
    );
  if (scan.language === "en") {
    take(scan, ENGLISH, ({ 0: all, 1: hour, 2: minute, 3: half, index }) =>
      time(index, all, Number(hour), Number(minute ?? 0), undefined, half?.toLowerCase()),
    );
  } else if (scan.language === "ru") {
    take(scan, RUSSIAN, ({ 0: all, 1: hour, 2: minute, index }) =>
      time(index, all, Number(hour), Number(minute), undefined, undefined),
    );
  } else {
    take(scan, CHINESE, ({ 0: all, 1: when, 2: hour, 3: minute, 4: half, index }) => {
      const afternoon = /下午|晚|午后/u.test(when ?? "") || (when === "中午" && Number(hour) < 3);
      return time(
        index,
        all,
        Number(hour),
        half === undefined ? Number(minute ?? 0) : 30,
        undefined,
        afternoon ? "p" : when && "a",
      );
    });
  }
}

function time(
  start: number,
  text: string,
  hour: number,
  minute: number,
  second: string | undefined,
  half: string | undefined,
): Quantity | undefined {
  if (hour > 24 || minute > 59) return undefined;
  const written = hour;
  const full = half === "p" && hour < 12 ? hour + 12 : half === "a" && hour === 12 ? 0 : hour;
  const parts: Part[] = [{ role: "number", value: written }];
  if (minute > 0) parts.push({ role: "number", value: minute });
  if (second !== undefined && Number(second) > 0) parts.push({ role: "number", value: Number(second) });
  const value = [full, minute, ...(second === undefined ? [] : [Number(second)])].map((part) =>
    String(part).padStart(2, "0"),
  );
  return quantity(start, start + text.length, "time", value.join(":"), { parts, notation: "time" });
}

const TELEPHONE = /(?<![\d.])\+\d{1,3}[\s(\d)\-‑–]{6,18}\d(?!\d)/gu;
const DOTTED = /(?<![\d.])\d+(?:\.\d+){2,}(?![\d])/gu;
const LONG = /(?<![\d.,])\d{16,}(?!\d)/gu;

/** Versions, numbered sections, addresses of machines, telephone numbers: compared as they are written. */
export function codes(scan: Scan): void {
  if (scan.text.includes("+"))
    take(scan, TELEPHONE, ({ 0: all, index }) => code(index, all, `+${all.replace(/\D/gu, "")}`));
  if (scan.text.includes("."))
    take(scan, DOTTED, ({ 0: all, index }) =>
      /^[1-9]\d{0,2}(?:\.\d{3})+$/u.test(all) && scan.language === "ru" ? undefined : code(index, all, all),
    );
  take(scan, LONG, ({ 0: all, index }) => code(index, all, all));
}

const code = (start: number, text: string, value: string): Quantity =>
  quantity(start, start + text.length, "code", value, {
    notation: "other",
    parts: value.split(".").map((part) => ({ role: "number", value: Number(part) })),
  });
