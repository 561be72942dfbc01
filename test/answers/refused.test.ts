// Whatever validation refuses ends the run with status 2 and the name of the flag, before anything is written.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entries } from '../../src/answers/index.ts';
import { settle } from '../../src/answers/resolve.ts';
import { valueFromText } from '../../src/answers/flags.ts';
import { cli, emptyFolder, program, tree } from '../cli/run.ts';

const texts = entries.filter(([, answer]) => answer.type !== 'yes-no');
const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('../x', '-', 'a b', '*', '\u202e', 'a,a', 'x'.repeat(600)),
);

/** The other answers that make this one relevant. */
const beside: Readonly<Record<string, Readonly<Record<string, string>>>> = Object.fromEntries(
  texts.map(([key, { whenForm = '' }]) => [
    key,
    whenForm.startsWith('the provider is ')
      ? { scope: 'external', externalProvider: whenForm.split(' ')[3] ?? '' }
      : whenForm === 'scope is external'
        ? { scope: 'external' }
        : {},
  ]),
);

test.each(texts)('an error about --%s names the flag', async (key, answer) => {
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const others = Object.entries(beside[key] ?? {}).filter(([other]) => other !== key);
      const given = { name: 'one', ...Object.fromEntries(others), [key]: valueFromText(answer, text) };
      fc.pre(settle(given, { defaults: true }).refused.some((problem) => problem.key === key));
      const words = others.flatMap(([other, value]) => [
        `--${entries.find(([known]) => known === other)?.[1].flag}=${value}`,
      ]);
      const { status, stderr } = await cli(['one', '--yes', ...words, `--${answer.flag}=${text}`], '/nowhere');
      expect(status).toBe(2);
      expect(stderr).toContain(`--${answer.flag}`);
    }),
    { numRuns: 30 },
  );
});

test.each([
  '--name=UPPER',
  '--kind=lower',
  '--owns=',
  '--api-version=1',
  '--group=nodots',
  '--description=a\u0007b',
  '--repository=x',
])('the built program refuses %o', (word) => {
  const folder = emptyFolder();
  const { status, stderr } = program(['one', '--yes', word], folder);
  expect({ status, tree: tree(folder) }).toEqual({ status: 2, tree: {} });
  expect(stderr).toContain(word.split('=')[0]);
});
