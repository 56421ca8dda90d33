/**
 * The items of a header such as `Accept` with their weights, in the order of the header (RFC 9110 §12.4.2). An item
 * without a weight has 1; a weight that is no number is 0.
 *
 * @returns pairs of a name in lower case and its weight
 */
export function weightedItems(header: string): [name: string, weight: number][] {
  return header.split(",").map((item) => {
    const [name = "", ...parameters] = item.split(";");
    return [name.trim().toLowerCase(), weightOf(parameters)];
  });
}

function weightOf(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    const [name, value] = parameter.split("=");
    if (name?.trim().toLowerCase() === "q") return Number(value) || 0;
  }
  return 1;
}
