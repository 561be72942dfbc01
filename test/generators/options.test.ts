// The Yeoman entry is as strict as the command line: it knows every spelling, and ignores no option.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readOptions } from '../../generators/app/options.ts';
import { entries } from '../../src/answers/index.ts';
import { settle } from '../../src/answers/resolve.ts';
import { repositories } from '../repositories.ts';

const read = (options: Readonly<Record<string, unknown>>, words: readonly string[] = []) => readOptions(options, words);

test.each([
  [{ scop: 'cluster' }, /"scop" \(did you mean "scope"\?\)/],
  [{ 'watch-namespace': 'a' }, /did you mean "watch-namespaces"/],
  [{ true: true }, /YAML 1.1.*defaults: true/],
  [{ json: true }, /Unknown option "json"/],
  [{ events: 'maybe' }, /events \(--events\) must be true or false/],
  [{ yes: 'one' }, /The option yes must be true or false/],
  [{ owns: [{}] }, /owns \(--owns\) must be a list of texts/],
  [{ version: 'v1', apiVersion: 'v2' }, /version and apiVersion|apiVersion and version/],
])('%o is refused', (options, message) => expect(read(options).problems.join('\n')).toMatch(message));

test('words are refused as on the command line', () => {
  expect(read({}, ['one', 'two', '--scop=cluster', '--events=no']).problems).toEqual([
    'Unknown flag --scop (did you mean "--scope"?). See --help.',
    '--events takes no value: use --events or --no-events.',
    'Too many words: "two". A value with spaces needs quotes.',
  ]);
});

test('every answer is accepted by its key, its flag and its flag in camel case', () => {
  const camel = (flag: string) => flag.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  for (const given of Object.values(repositories)) {
    const { values } = settle(given, { defaults: true });
    const answered = entries.filter(([key]) => values.get(key) !== undefined);
    const whole = Object.fromEntries(answered.map(([key]) => [key, values.get(key)]));
    for (const spell of [
      (key: string) => key,
      (_: string, flag: string) => flag,
      (_: string, flag: string) => camel(flag),
    ])
      expect(
        read(Object.fromEntries(answered.map(([key, { flag }]) => [spell(key, flag), values.get(key)]))),
      ).toMatchObject({
        given: whole,
        problems: [],
      });
  }
});

test.each([
  [{ 'no-events': true }, { events: false }],
  [{ noEvents: 'true' }, { events: false }],
  [{ events: false }, { events: false }],
  [{ gcpProjectNumber: 123456789012 }, { gcpProjectNumber: '123456789012' }],
  [{ awsResources: ['arn:aws:s3:::a,b'] }, { awsResources: ['arn:aws:s3:::a,b'] }],
  [{ owns: 'ConfigMap,Secret' }, { owns: ['ConfigMap', 'Secret'] }],
  [{ version: 'v1', apiVersion: 'v1', 'api-version': 'v1' }, { version: 'v1' }],
])('%o gives %o', (options, given) => expect(read(options)).toMatchObject({ given, problems: [] }));

test.each([{ yes: true }, { defaults: true }, { y: true }, { defaults: 'true' }])(
  '%o accepts the defaults',
  (options) => {
    expect(read(options).flags.get('yes')).toBe(true);
  },
);

test('any unknown name is an error', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 25 }), fc.anything(), (name, value) => {
      fc.pre(value !== undefined && value !== null);
      expect(read({ [name]: value }).problems).toHaveLength(1);
    }),
  );
});
