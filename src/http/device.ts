import type { RequestIn } from "./environment.ts";

/** Names in the User-Agent header, the more exact ones first: most browsers also name the ones that they descend from. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bYaBrowser\//u, "Yandex Browser"],
  [/\bEdgA?\//u, "Edge"],
  [/\b(?:OPR|Opera)\//u, "Opera"],
  [/\bVivaldi\//u, "Vivaldi"],
  [/\bMicroMessenger\//u, "WeChat"],
  [/\b(?:MQQBrowser|QQBrowser)\//u, "QQ Browser"],
  [/\b(?:UCBrowser|UBrowser)\//u, "UC Browser"],
  [/\bSamsungBrowser\//u, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\//u, "Firefox"],
  [/\b(?:HeadlessChrome|Chrome|CriOS|Chromium)\//u, "Chrome"],
  [/\bSafari\//u, "Safari"],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/u, "iPhone"],
  [/\biPad\b/u, "iPad"],
  [/\b(?:HarmonyOS|OpenHarmony)\b/u, "HarmonyOS"],
  [/\bAndroid\b/u, "Android"],
  [/\bWindows\b/u, "Windows"],
  [/\bMac OS X\b/u, "macOS"],
  [/\bCrOS\b/u, "ChromeOS"],
  [/\bLinux\b/u, "Linux"],
];

/** Browser and system of a User-Agent header, as `Firefox, Windows`; `undefined` for other programs. */
export function deviceOf(userAgent: string | undefined): string | undefined {
  const named = (names: typeof BROWSERS) => names.find(([pattern]) => pattern.test(userAgent ?? ""))?.[1];
  const known = [named(BROWSERS), named(SYSTEMS)].filter((name) => name !== undefined);
  return known.length === 0 ? undefined : known.join(", ");
}

/** Where a session is opened: the device by its own words, the country by the platform's (Cloudflare). */
export function originOf(c: RequestIn): { readonly device?: string; readonly place?: string } {
  const device = deviceOf(c.req.header("user-agent"));
  const { cf } = c.req.raw as { readonly cf?: { readonly country?: unknown } };
  const place = typeof cf?.country === "string" && /^[A-Z]{2}$/u.test(cf.country) ? cf.country : undefined;
  return { ...(device === undefined ? {} : { device }), ...(place === undefined ? {} : { place }) };
}
