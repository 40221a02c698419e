/**
 * The nearest window of each of the nearest few occasions, for several rows. Its memory does not grow with the number of
 * occasions; otherwise a long series would take one entry per window and occasion.
 *
 * Offer the windows of one occasion to a row one after another, ascending.
 */
export class NearestOccasions {
  /** Window numbers of each row, nearest first, of equally near ones the earlier first; shape [rows, most]. */
  readonly windows: Int32Array;
  /** The number of windows of each row. */
  readonly found: Int32Array;
  /** Squared distances, in the order of {@link windows}. */
  readonly distances: Float64Array;
  /** The occasion that is offered to each row at present, -1 for none, and its nearest window so far. */
  private readonly occasion: Int32Array;
  private readonly nearest: Int32Array;
  private readonly least: Float64Array;

  /** @param most occasions kept per row */
  constructor(
    rows: number,
    private readonly most: number
  ) {
    this.windows = new Int32Array(rows * most);
    this.found = new Int32Array(rows);
    this.distances = new Float64Array(rows * most);
    this.occasion = new Int32Array(rows).fill(-1);
    this.nearest = new Int32Array(rows);
    this.least = new Float64Array(rows).fill(Infinity);
  }

  /** A window of an occasion changes a row only if its squared distance is below this. */
  enough(row: number, occasion: number): number {
    const ofOccasion = this.occasion[row] === occasion ? this.least[row] : Infinity;
    const farthest = this.found[row] === this.most ? this.distances[(row + 1) * this.most - 1] : Infinity;
    return ofOccasion < farthest ? ofOccasion : farthest;
  }

  offer(row: number, occasion: number, window: number, distance: number): void {
    if (this.occasion[row] !== occasion) {
      this.settle(row);
      this.occasion[row] = occasion;
    }
    if (distance < this.least[row]) {
      this.least[row] = distance;
      this.nearest[row] = window;
    }
  }

  /** Enters the occasion that was offered last. */
  settle(row: number): void {
    const distance = this.least[row];
    this.least[row] = Infinity;
    const first = row * this.most;
    const isFull = this.found[row] === this.most;
    if (distance === Infinity || (isFull && !(distance < this.distances[first + this.most - 1]))) {
      return;
    }
    let at = first + (isFull ? this.most - 1 : this.found[row]++);
    // Of equally near windows the earlier one stays first, because it was offered first.
    for (; at > first && this.distances[at - 1] > distance; at--) {
      this.distances[at] = this.distances[at - 1];
      this.windows[at] = this.windows[at - 1];
    }
    this.distances[at] = distance;
    this.windows[at] = this.nearest[row];
  }
}
