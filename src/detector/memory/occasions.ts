/**
 * For each of some rows the nearest window of each occasion, of the nearest few occasions. What is kept does not grow with
 * the number of occasions: in a long series that would be one place for each pair of a window and a moment.
 *
 * Windows of one occasion are offered to a row one after the other, in ascending order.
 */
export class NearestOccasions {
  /** Window numbers of each row, nearest first and of equally near ones the earlier first, shape [rows, most]. */
  readonly windows: Int32Array;
  /** How many of them each row has. */
  readonly found: Int32Array;
  /** Squared distances, as {@link windows}. */
  readonly distances: Float64Array;
  /** The occasion that is being offered to each row, -1 for none, and its nearest window so far. */
  private readonly occasion: Int32Array;
  private readonly nearest: Int32Array;
  private readonly least: Float64Array;

  /** @param most occasions that are kept of each row */
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

  /** The squared distance from which on a window of an occasion changes nothing in a row. */
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

  /** Takes in the occasion that was offered last. */
  settle(row: number): void {
    const distance = this.least[row];
    this.least[row] = Infinity;
    const first = row * this.most;
    const isFull = this.found[row] === this.most;
    if (distance === Infinity || (isFull && !(distance < this.distances[first + this.most - 1]))) {
      return;
    }
    let at = first + (isFull ? this.most - 1 : this.found[row]++);
    // An earlier window goes before one that is as near, and came first.
    for (; at > first && this.distances[at - 1] > distance; at--) {
      this.distances[at] = this.distances[at - 1];
      this.windows[at] = this.windows[at - 1];
    }
    this.distances[at] = distance;
    this.windows[at] = this.nearest[row];
  }
}
