// Programs are inferred again and again, and each run must release its results: a value that references the evaluator
// of an earlier run keeps the memory of that run, and its requests are lost.

import v8 from 'node:v8';
import { expect, test } from 'vitest';
import { Evaluator } from '../../src/inference/evaluate/evaluator.ts';
import { inferFiles } from '../../src/inference/infer.ts';
import { readFixture } from './fixtures.ts';

// The first call prints a warning that the function is experimental, and the warning keeps values on the stack alive.
v8.queryObjects(Evaluator);

test.each([
  'changed-by-other-names',
  'read-before-it-is-made',
  'filled-in-place',
  'typestate-store',
  'reconcilers-in-a-registry',
  'typestate',
])('no value of a run references its evaluator: %s', async (name) => {
  const step = Evaluator.prototype.step;
  const begun = new WeakSet<Evaluator>();
  const alive: number[] = [];
  Evaluator.prototype.step = function (this: Evaluator) {
    if (!begun.has(this)) {
      begun.add(this);
      alive.push(v8.queryObjects(Evaluator, { format: 'count' }));
    }
    return step.call(this);
  };
  try {
    await inferFiles(readFixture(name));
  } finally {
    Evaluator.prototype.step = step;
  }
  expect(alive.length).toBeGreaterThan(1);
  expect(new Set(alive)).toEqual(new Set([1]));
});
