/**
 * A sparse symmetric matrix while its rows are eliminated in thought. A row that was eliminated becomes an element: the set of
 * rows that it joined with one another, which stands for all the entries that were added between them, so that the graph
 * never grows. The names are those of Amestoy, Davis & Duff 1996, section 2.
 */
import type { SymmetricPattern } from "./SymmetricPattern.js";

/** What an elimination did. */
export interface Elimination {
  /** Rows that are left and whose degree is another. */
  readonly changed: readonly number[];
  /** Rows that were eliminated: the pivot and all that had the same neighbours. */
  readonly rows: readonly number[];
}

/** The list of those that have nothing left; never added to. */
const none: number[] = [];

export class QuotientGraph {
  /** Bounds of the external degrees: rows joined with one, without those that are eliminated with it. */
  readonly degree: Int32Array;
  /** Rows that a row stands for: 0 once it was eliminated, or is represented by another. */
  readonly #weight: Int32Array;
  /** Rows joined with one by an entry that no element covers. */
  readonly #variables: number[][];
  /** Elements that a row is in. */
  readonly #elements: number[][];
  /** Rows in an element; empty once the element is part of another. */
  readonly #members: number[][];
  /** Weights of an element's rows. */
  readonly #reach: Int32Array;
  /** Rows that one stands for, as a chain. */
  readonly #follower: Int32Array;
  readonly #tail: Int32Array;
  /** Marks of rows: those with the present stamp are in a set. */
  readonly #mark: Int32Array;
  #stamp = 0;
  /** Of each element the weight outside of the pivot's, where `seen` has the pivot. */
  readonly #outside: Int32Array;
  readonly #seen: Int32Array;
  /** Numbers that are equal for rows of equal lists, and the rows that share one. */
  readonly #hash: Int32Array;
  readonly #bucket: Int32Array;
  readonly #after: Int32Array;
  #left: number;

  /** @param dense 1 for rows that are left out */
  constructor({ size, rows, columns }: SymmetricPattern, dense: Uint8Array) {
    this.#variables = Array.from({ length: size }, () => []);
    for (let e = 0; e < rows.length; e++) {
      const [i, j] = [rows[e], columns[e]];
      if (i === j || dense[i] || dense[j]) continue;
      this.#variables[i].push(j);
      this.#variables[j].push(i);
    }
    this.degree = Int32Array.from(this.#variables, ({ length }) => length);
    this.#weight = Int32Array.from(dense, (left) => 1 - left);
    this.#elements = Array.from({ length: size }, () => []);
    this.#members = Array.from({ length: size }, () => none);
    this.#reach = new Int32Array(size);
    this.#follower = new Int32Array(size).fill(-1);
    this.#tail = Int32Array.from({ length: size }, (_, i) => i);
    this.#mark = new Int32Array(size);
    this.#outside = new Int32Array(size);
    this.#seen = new Int32Array(size).fill(-1);
    this.#hash = new Int32Array(size);
    this.#bucket = new Int32Array(size).fill(-1);
    this.#after = new Int32Array(size).fill(-1);
    this.#left = this.#weight.reduce((sum, one) => sum + one, 0);
  }

  /**
   * Eliminates a row, with those that it stands for and those that then have no other neighbours.
   * @param pivot A row that is left
   * @param touch Told of each row before its degree changes
   */
  eliminate(pivot: number, touch: (row: number) => void): Elimination {
    const joined = this.#joinedWith(pivot);
    joined.forEach(touch);
    this.#weighOutside(pivot, joined);
    this.#left -= this.#weight[pivot];
    this.#weight[pivot] = 0;

    const stamp = this.#mark[pivot];
    for (const i of joined) if (!this.#prune(i, pivot, stamp)) this.#join(pivot, i);
    if (joined.length > 1) this.#mergeEqual(joined);
    const changed = joined.filter((i) => this.#weight[i] > 0);
    let reach = 0;
    for (const i of changed) reach += this.#weight[i];
    for (const i of changed) {
      const others = reach - this.#weight[i];
      this.degree[i] = Math.min(this.degree[i] + others, this.#left - this.#weight[i]);
    }
    this.#members[pivot] = changed;
    this.#reach[pivot] = reach;
    return { changed, rows: this.#chain(pivot) };
  }

  /** Rows joined with the pivot, which with it are marked by a new stamp; the pivot's elements become part of it. */
  #joinedWith(pivot: number): number[] {
    const stamp = ++this.#stamp;
    this.#mark[pivot] = stamp;
    const joined: number[] = [];
    const take = (rows: readonly number[]) => {
      for (const i of rows) {
        if (this.#weight[i] === 0 || this.#mark[i] === stamp) continue;
        this.#mark[i] = stamp;
        joined.push(i);
      }
    };
    take(this.#variables[pivot]);
    for (const element of this.#elements[pivot]) {
      take(this.#members[element]);
      this.#members[element] = none;
    }
    this.#release(pivot);
    return joined;
  }

  /** For every element that shares rows with the pivot's: the weight of its other rows. */
  #weighOutside(pivot: number, joined: readonly number[]): void {
    for (const i of joined) {
      for (const element of this.#elements[i]) {
        if (this.#seen[element] !== pivot) {
          this.#seen[element] = pivot;
          this.#outside[element] = this.#reach[element];
        }
        this.#outside[element] -= this.#weight[i];
      }
    }
  }

  /**
   * Leaves in a row's lists what the pivot's element does not cover, and its degree without that element's rows.
   * @returns Whether anything is left
   */
  #prune(i: number, pivot: number, stamp: number): boolean {
    const [elements, variables] = [this.#elements[i], this.#variables[i]];
    let degree = 0;
    let hash = 0;
    let kept = 0;
    for (const element of elements) {
      // An element inside of the pivot's is covered by it; one that became part of it has no rows.
      const outside = this.#outside[element];
      if (outside === 0 || this.#members[element].length === 0) continue;
      degree += outside;
      hash += element;
      elements[kept++] = element;
    }
    elements.length = kept;
    kept = 0;
    for (const j of variables) {
      if (this.#weight[j] === 0 || this.#mark[j] === stamp) continue;
      degree += this.#weight[j];
      hash += j;
      variables[kept++] = j;
    }
    variables.length = kept;
    if (degree === 0) return false;
    this.degree[i] = Math.min(this.degree[i], degree);
    this.#hash[i] = hash % this.#hash.length;
    elements.push(pivot);
    return true;
  }

  /** Lets one row stand for all with the same neighbours, which will be eliminated together. */
  #mergeEqual(rows: readonly number[]): void {
    for (const i of rows) this.#bucket[this.#hash[i]] = -1;
    for (const i of rows) {
      if (this.#weight[i] === 0) continue;
      const bucket = this.#hash[i];
      this.#after[i] = this.#bucket[bucket];
      this.#bucket[bucket] = i;
    }
    for (const one of rows) {
      if (this.#weight[one] === 0) continue;
      // The first row of a bucket empties it.
      let i = this.#bucket[this.#hash[one]];
      this.#bucket[this.#hash[one]] = -1;
      for (; i !== -1 && this.#after[i] !== -1; i = this.#after[i]) {
        if (this.#weight[i] > 0) this.#mergeInto(i, this.#after[i]);
      }
    }
  }

  /** Merges those of a bucket's rows into one of them that have the same neighbours. */
  #mergeInto(i: number, first: number): void {
    const stamp = this.#markNeighbours(i);
    for (let j = first; j !== -1; j = this.#after[j]) {
      if (this.#weight[j] === 0 || !this.#hasNeighbours(j, i, stamp)) continue;
      this.#weight[i] += this.#weight[j];
      this.#weight[j] = 0;
      this.#append(i, j);
      this.#release(j);
    }
  }

  /** Elements and rows have numbers of their own: an element was a row, and is none any more. */
  #markNeighbours(i: number): number {
    const stamp = ++this.#stamp;
    for (const element of this.#elements[i]) this.#mark[element] = stamp;
    for (const j of this.#variables[i]) this.#mark[j] = stamp;
    return stamp;
  }

  #hasNeighbours(j: number, like: number, stamp: number): boolean {
    const [elements, variables] = [this.#elements[j], this.#variables[j]];
    if (elements.length !== this.#elements[like].length || variables.length !== this.#variables[like].length)
      return false;
    for (const element of elements) if (this.#mark[element] !== stamp) return false;
    for (const neighbour of variables) if (this.#mark[neighbour] !== stamp) return false;
    return true;
  }

  /** Eliminates a row with the pivot. */
  #join(pivot: number, i: number): void {
    this.#left -= this.#weight[i];
    this.#weight[i] = 0;
    this.#append(pivot, i);
    this.#release(i);
  }

  #append(i: number, j: number): void {
    this.#follower[this.#tail[i]] = j;
    this.#tail[i] = this.#tail[j];
  }

  #release(i: number): void {
    this.#elements[i] = none;
    this.#variables[i] = none;
  }

  #chain(i: number): number[] {
    const rows: number[] = [];
    for (let row = i; row !== -1; row = this.#follower[row]) rows.push(row);
    return rows;
  }
}
