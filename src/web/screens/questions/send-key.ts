/** Sends what stands in a field when Ctrl+Enter (⌘+Enter) was pressed. @returns whether it was */
export function isSent(event: KeyboardEvent, send: () => void): boolean {
  if (event.isComposing || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
  event.preventDefault();
  send();
  return true;
}
