/** Numbers that look random and are the same in every run. */
export interface Random {
  /** A whole number from 1 to `maximum`. */
  upTo(maximum: number): number;
  /** True in about this share of the calls, from 0 to 1. */
  chance(share: number): boolean;
}

/**
 * Makes a multiplicative congruential generator.
 *
 * @see Park and Miller, "Random number generators: good ones are hard to find", Communications of the ACM 31 (1988).
 */
export function seededRandom(seed: number): Random {
  const modulus = 2 ** 31 - 1;
  let state = seed % modulus;
  const next = (): number => {
    state = (state * 48_271) % modulus;
    return state / modulus;
  };
  return {
    upTo: (maximum) => 1 + Math.floor(next() * maximum),
    chance: (share) => next() < share,
  };
}
