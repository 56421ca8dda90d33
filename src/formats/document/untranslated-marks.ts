/** Marks around a sentence that is exported without a translation. Both are rare in texts and are no markup. */
const [OPEN, CLOSE] = ["⟦", "⟧"] as const;

export const markUntranslated = (text: string): string => OPEN + text + CLOSE;

export const isMarkedUntranslated = (text: string): boolean => text.startsWith(OPEN) && text.endsWith(CLOSE);
