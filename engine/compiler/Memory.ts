/** Lays out a module's memory: every buffer gets its place before anything runs, and keeps it. */

const alignment = 16;

export class Memory {
  // The first bytes stay unused, so that no buffer has address 0.
  #end = alignment;

  /** Address of a new buffer of doubles, padded so that a pair of lanes may be read over its end. */
  allocate(doubles: number): number {
    const address = this.#end;
    this.#end += Math.ceil((8 * doubles) / alignment) * alignment;
    return address;
  }

  /** Bytes in use, with room to read a pair over the end. */
  get bytes(): number {
    return this.#end + alignment;
  }
}
