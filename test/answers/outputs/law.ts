// A value is either refused with the name of its flag, or every file with it means exactly that value.
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Answer, Value } from '../../../src/answers/answer.ts';
import { entries } from '../../../src/answers/index.ts';
import { knownFrom, refusal, resolveAnswers, settle, type Given } from '../../../src/answers/resolve.ts';
import { generate } from '../../generate.ts';
import { differencesIn } from './differences.ts';
import { plain, shared } from './plain.ts';
import { textFor, valueOf } from './values.ts';

/** The accepted ones of so many generated texts; each refusal names the flag of the key. */
export function acceptedOf(key: string, answer: Answer, count: number): readonly string[] {
  const beside = Object.values(plain).find((given) => given[key] !== undefined);
  const known = knownFrom(new Map(Object.entries(beside ?? {})));
  return fc.sample(textFor(key, answer), { numRuns: count, seed: 1 }).filter((text) => {
    const [problem] = refusal(key, answer, valueOf(answer, [text]), known);
    if (problem !== undefined) expect(problem.message.startsWith(`--${answer.flag} `), problem.message).toBe(true);
    return problem === undefined;
  });
}

/**
 * Writes repositories of one provider, each with a value of every key, so that together they have all accepted values.
 * Reads every difference from a repository with plain values, and compares it with the meaning of the values.
 *
 * @param accepted by key; those that every provider has are dealt out among all providers
 * @param most how many repositories, where all would take too long
 */
export function checkOutputs(provider: string, accepted: ReadonlyMap<string, readonly string[]>, most: number): void {
  const theirs = plain[provider] ?? {};
  const reference = { files: generate(theirs), answers: resolveAnswers(theirs, { defaults: true }) };
  const providers = Object.keys(plain);
  const pools = [...accepted].filter(([key]) => key in theirs);
  const needed = pools.map(([key, texts]) => texts.length / (shared.has(key) ? providers.length : 1));
  const runs = Math.min(most, Math.ceil(Math.max(...needed)));
  for (let run = 0; run < runs; run += 1) {
    const at = (key: string): number => (shared.has(key) ? providers.indexOf(provider) * runs + run : run);
    const values = pools.map(([key, texts]) => [key, valueAt(key, texts, at(key), theirs[key])] as const);
    const given = settled({ ...theirs, ...Object.fromEntries(values) }, theirs);
    const ours = { files: generate(given), answers: resolveAnswers(given, { defaults: true }) };
    // One repository in a hundred is read completely, so that the common parts are judged too.
    const differences = differencesIn(ours, reference, { whole: run % 100 === 0 });
    if (differences.length > 0) expect({ given, differences }).toEqual({ given, differences: [] });
  }
}

function valueAt(key: string, texts: readonly string[], at: number, example: Value | undefined): Value {
  const length = Array.isArray(example) ? example.length : 1;
  const chosen = Array.from({ length }, (_, index) => texts[(at * length + index) % texts.length] ?? '');
  const answer = entries.find(([name]) => name === key)?.[1];
  return answer === undefined ? chosen : valueOf(answer, chosen);
}

/** A value that is refused together with the others is replaced by a plain word. */
function settled(given: Given, theirs: Given): Given {
  const [first] = settle(given, { defaults: true }).refused;
  if (first === undefined) return given;
  const flag = entries.find(([key]) => key === first.key)?.[1].flag;
  expect(first.message.startsWith(`--${flag} `), first.message).toBe(true);
  expect(given[first.key], first.message).not.toEqual(theirs[first.key]);
  return settled({ ...given, [first.key]: theirs[first.key] ?? '' }, theirs);
}
