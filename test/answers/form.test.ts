// The form of a portal and the generator accept the same sets of answers, even if one answer depends on another.
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveAnswers, type Given } from '../../src/answers/resolve.ts';
import { answersSchema } from '../../src/answers/schema.ts';
import { ownableKinds } from '../../src/kubernetes/ownable.ts';
import { repositories } from '../repositories.ts';
import { formAccepts, generatorAccepts } from './form.ts';

const schema = new Ajv2020({ strict: false }).compile(JSON.parse(answersSchema()));

test.each(Object.entries(repositories))('the form and the generator accept the answers of %s', (_name, given) => {
  expect([formAccepts({ name: 'one', ...given }), generatorAccepts({ name: 'one', ...given })]).toEqual([true, true]);
});

const repository = fc.oneof(
  fc.constantFrom(
    'a/b/c',
    'a/b',
    'a',
    'a/',
    'a/.git',
    'a/..git',
    'a/...',
    'a/-',
    '-/a',
    'a_b/c',
    'a.b/c',
    'a/b.git/',
    'a/b//',
  ),
  fc
    .tuple(
      fc.constantFrom('', 'https://', 'git@', 'ssh://git@', 'https://www.'),
      fc.constantFrom(
        '',
        'github.com/',
        'github.com:',
        'ghcr.io/',
        'gitlab.com/',
        'registry.gitlab.com/',
        'git.acme.dev/',
      ),
      fc.array(fc.stringMatching(/^[a-zA-Z0-9._-]{1,4}$/), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', '.git', '/', '.git/'),
    )
    .map(([scheme, host, path, end]) => `${scheme}${host}${path.join('/')}${end}`),
);
const kinds = fc.constantFrom(...ownableKinds, 'RoleBinding', 'Event', 'Node', 'Deployments');
const owned = fc.array(kinds, { minLength: 1, maxLength: 4 });
const further = fc.record({ kind: fc.constantFrom('Backup', 'Restore', 'Self', 'low'), owns: fc.option(owned) });
const answers = fc.record(
  {
    scope: fc.constantFrom('namespaced', 'cluster', 'external'),
    kubernetesScope: fc.constantFrom('namespaced', 'cluster'),
    ci: fc.constantFrom('github', 'gitlab', 'none'),
    repository,
    kind: fc.constantFrom('Document', 'Self', 'String', 'ResourceSpec', 'Selfie', 'document'),
    owns: owned,
    moreKinds: fc
      .array(further, { maxLength: 2 })
      .map((all) => all.map(({ kind, owns }) => (owns === null ? kind : `${kind}=${owns.join('+')}`))),
  },
  { requiredKeys: [] },
);

/** Leaves out answers that make no sense, which the template does not pass on. */
function sensible({ kubernetesScope, ...given }: Given): Given {
  const external = given['scope'] === 'external';
  const beside = { name: 'one', externalHosts: ['api.example.com'], externalProvider: 'token' };
  return {
    ...(external ? { ...beside, ...(kubernetesScope !== undefined && { kubernetesScope }) } : { name: 'one' }),
    ...given,
  };
}
const words = (given: Given): readonly string[] =>
  [given['moreKinds'] ?? []].flat().map((word) => String(word).split('=')[0] ?? '');
const apart = (given: Given): boolean => new Set(words(given)).size === words(given).length;

test('the form and the generator accept the same other sets of answers', () => {
  const counts = { taken: 0, refused: 0 };
  fc.assert(
    fc.property(answers.map(sensible).filter(apart), (given) => {
      const taken = generatorAccepts(given);
      counts[taken ? 'taken' : 'refused'] += 1;
      expect(formAccepts(given), JSON.stringify(given)).toBe(taken);
    }),
    { numRuns: 5_000 },
  );
  expect(Math.min(counts.taken, counts.refused)).toBeGreaterThan(200);
});

test('the schema of an answers file agrees, once the file has every deciding answer', () => {
  fc.assert(
    fc.property(answers.map(sensible).filter(apart), (given) => {
      const taken = generatorAccepts(given);
      const settled = taken
        ? resolveAnswers(given, { defaults: true })
        : { ci: 'github', scope: 'namespaced', ...inside(given), ...given };
      expect(schema(JSON.parse(JSON.stringify(settled))), JSON.stringify(given)).toBe(taken);
    }),
    { numRuns: 2_000 },
  );
});

const inside = ({ scope }: Given): Given => (scope === 'external' ? { kubernetesScope: 'namespaced' } : {});
