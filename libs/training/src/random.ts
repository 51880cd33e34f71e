/**
 * Uniform numbers in [0, 1), the same for the same seeds on every machine. Mulberry32 (Tommy Ettinger, public domain)
 * over the seeds stirred together one after another.
 */
export function seededRandom(...seeds: number[]): () => number {
  let state = seeds.reduce((mixed, seed) => stir((mixed ^ seed) + GOLDEN), 0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** 2^32 / golden ratio: keeps seeds like 0 and 1 apart. */
const GOLDEN = 0x9e3779b9;

/** MurmurHash3's finaliser: every bit of the input moves every bit of the output. */
function stir(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
