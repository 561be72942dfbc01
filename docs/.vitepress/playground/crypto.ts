// Replaces node:crypto: only the rendering of charts computes digests, and the playground renders none.
export function createHash(): never {
  throw new Error('The playground computes no digests.');
}
