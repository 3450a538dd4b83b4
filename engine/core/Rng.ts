/** A stream of random numbers: deterministic given its seed, the same bits on every machine. */
export interface Rng {
  /** 32 random bits as an integer in [0, 2^32). */
  bits(): number;
  /** A uniform on the open interval (0, 1), with 53 random bits. */
  uniform(): number;
  /** A standard normal. */
  normal(): number;
}
