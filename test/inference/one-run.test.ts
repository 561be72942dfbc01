// A program is followed again and again, and what one run worked out must be gone before the next: a value that leads
// back to the evaluator of an earlier run costs the memory of a run, and what it asks for there nobody hears of.

import v8 from 'node:v8';
import { expect, test } from 'vitest';
import { Evaluator } from '../../src/inference/evaluate/evaluator.ts';
import { inferFiles } from '../../src/inference/infer.ts';
import { readFixture } from './fixtures.ts';

// The first call warns that the function is experimental, and the warning keeps what was on the stack.
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
