/** Offsets of rows of unequal height. A height that is not measured yet is estimated. */
export class Offsets {
  readonly #guess: number;
  #heights: (number | undefined)[] = [];
  /** Start of each row, and the end of the last; valid up to `#valid`. */
  #starts: Float64Array<ArrayBuffer> = new Float64Array(1);
  #valid = 0;

  /** @param guess height of a row in pixels, until it is measured */
  constructor(guess: number) {
    this.#guess = guess;
  }

  get count(): number {
    return this.#heights.length;
  }

  resize(count: number): void {
    if (count === this.#heights.length) return;
    this.#heights.length = count;
    const starts = new Float64Array(count + 1);
    starts.set(this.#starts.subarray(0, Math.min(this.#starts.length, count + 1)));
    this.#starts = starts;
    this.#valid = Math.min(this.#valid, count);
  }

  /** @returns by how many pixels the row is higher than was assumed */
  measure(row: number, height: number): number {
    if (row >= this.#heights.length) return 0;
    const growth = height - (this.#heights[row] ?? this.#guess);
    if (growth === 0 && this.#heights[row] !== undefined) return 0;
    this.#heights[row] = height;
    this.#valid = Math.min(this.#valid, row);
    return growth;
  }

  start(row: number): number {
    this.#settle();
    return this.#starts[Math.min(row, this.count)] ?? 0;
  }

  get total(): number {
    return this.start(this.count);
  }

  /** The row that covers a place, by bisection. */
  at(place: number): number {
    this.#settle();
    let [low, high] = [0, Math.max(0, this.count - 1)];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #settle(): void {
    for (let row = this.#valid; row < this.count; row += 1) {
      this.#starts[row + 1] = (this.#starts[row] ?? 0) + (this.#heights[row] ?? this.#guess);
    }
    this.#valid = this.count;
  }
}
