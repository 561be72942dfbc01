// A sample of the mutants of some files: the same files and seed give the same mutants.
import { readFileSync } from 'node:fs';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { excludedMutations } from './excluded.js';

const silent = { debug() {}, info() {}, isDebugEnabled: () => false };

/** The identity of a mutant, in the repository and in the copy of Stryker. */
export function keyOf({ fileName, location: { start, end }, mutatorName, replacement }) {
  const file = fileName.replaceAll('\\', '/').replace(/^.*\/(?=src\/)/, '');
  return [file, start.line, start.column, end.line, end.column, mutatorName, replacement].join(' ');
}

/** The drawn mutants by their keys, the lines that contain them in Stryker's notation, and the total number. */
export async function draw(files, size, seed) {
  const mutants = (await Promise.all(files.map(mutantsOf))).flat().sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const drawn = shuffled(mutants, randomFrom(seed)).slice(0, size);
  return {
    keys: drawn.map(keyOf),
    mutate: drawn.map(({ fileName, location: { start, end } }) => `${fileName}:${start.line + 1}-${end.line + 1}`),
    of: mutants.length,
  };
}

async function mutantsOf(name) {
  const file = { name, mutate: true, content: readFileSync(name, 'utf8') };
  const { mutants } = await new Instrumenter(silent).instrument([file], {
    plugins: null,
    ignorers: [],
    excludedMutations,
  });
  return mutants.filter(({ status }) => status !== 'Ignored');
}

function shuffled(items, random) {
  const left = [...items];
  for (let at = left.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [left[at], left[other]] = [left[other], left[at]];
  }
  return left;
}

/** Numbers from 0 to 1 that depend only on the seed (mulberry32). */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
