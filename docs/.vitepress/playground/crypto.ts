// Stands for node:crypto: only what renders charts computes digests, and the playground renders none.
export function createHash(): never {
  throw new Error('The playground computes no digests.');
}
