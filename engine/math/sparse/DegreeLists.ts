/** Rows by degree, so that one of least degree is found at once. */

/** Doubly linked lists, one for each degree. */
export class DegreeLists {
  readonly #head: Int32Array;
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  #least = 0;

  /** @param size Number of rows; degrees are below it */
  constructor(size: number) {
    this.#head = new Int32Array(size).fill(-1);
    this.#next = new Int32Array(size).fill(-1);
    this.#previous = new Int32Array(size).fill(-1);
  }

  /** Puts a row, which is in no list, at the head of one. */
  add(row: number, degree: number): void {
    const after = this.#head[degree];
    this.#next[row] = after;
    this.#previous[row] = -1;
    if (after !== -1) this.#previous[after] = row;
    this.#head[degree] = row;
    if (degree < this.#least) this.#least = degree;
  }

  /** Takes a row out of the list that it was put in. */
  remove(row: number, degree: number): void {
    const [before, after] = [this.#previous[row], this.#next[row]];
    if (before === -1) this.#head[degree] = after;
    else this.#next[before] = after;
    if (after !== -1) this.#previous[after] = before;
  }

  /** The row of least degree that was added last, −1 when there is none. */
  least(): number {
    while (this.#least < this.#head.length && this.#head[this.#least] === -1) this.#least++;
    return this.#least < this.#head.length ? this.#head[this.#least] : -1;
  }
}
