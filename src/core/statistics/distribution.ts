/** How often values fell at or below each of some bounds, with their sum: what a histogram shows. */
export class Distribution {
  readonly bounds: readonly number[];
  /** One entry a bound, and one for what lies beyond the last. */
  readonly counts: number[];
  sum = 0;

  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.counts = Array(bounds.length + 1).fill(0);
  }

  note(value: number): void {
    let index = 0;
    for (const bound of this.bounds) {
      if (value <= bound) break;
      index += 1;
    }
    this.counts[index] = (this.counts[index] ?? 0) + 1;
    this.sum += value;
  }
}
