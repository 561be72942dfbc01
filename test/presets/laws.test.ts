// Combining presets can only narrow: a law for all presets.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entries } from '../../src/answers/index.ts';
import { settle, type Given } from '../../src/answers/resolve.ts';
import { audit, type Audit } from '../../src/audit/audit.ts';
import { select } from '../../src/audit/select.ts';
import { configOf } from '../../src/audit/config.ts';
import { limitsOf } from '../../src/presets/limits.ts';
import { severities } from '../../src/presets/parse.ts';
import { policyOf } from '../../src/presets/policy.ts';
import { meet, presetOf, type Layer, type Limit, type Preset } from '../../src/presets/preset.ts';
import { PROFILES } from '../../src/rules/rule.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import type { Finding } from '../../src/audit/finding.ts';

const ruleIds = [
  'run-as-non-root',
  'drop-all-capabilities',
  'read-only-root-filesystem',
  'no-privileged-container',
  'readiness-probed', // of the pedantic profile
];
const choices = entries.filter(([, { type }]) => type === 'choice' || type === 'yes-no');

const reason = fc.constantFrom('because', 'SEC-1');
const day = fc.constantFrom('2026-01-01', '2026-11-28', '2027-01-31');

const limits = fc
  .uniqueArray(fc.constantFrom(...choices), { maxLength: 3, selector: ([key]) => key })
  .chain((chosen) =>
    fc.tuple(
      ...chosen.map(([key, answer]) => {
        const values: readonly (string | boolean)[] = answer.values ?? [true, false];
        const one = fc.constantFrom(...values);
        const limit: fc.Arbitrary<Limit> = fc.oneof(
          fc.record({ locked: one, reason }),
          fc.record({ allowed: fc.uniqueArray(one), reason }),
          fc.record({ default: one, reason }),
          fc.record({ pattern: fc.constantFrom('^[a-m]', 'e', '^.{4,9}$'), reason }),
        );
        return fc.tuple(fc.constant(key), limit);
      }),
    ),
  )
  .map((list): Layer['answers'] => Object.fromEntries(list));

const layer: fc.Arbitrary<Layer> = fc.record({
  name: fc.constantFrom('a', 'b', 'c'),
  version: fc.constantFrom('1.0.0', undefined),
  profile: fc.constantFrom(...PROFILES),
  answers: limits,
  rules: fc.dictionary(
    fc.constantFrom(...ruleIds),
    fc.record({ severity: fc.constantFrom(...severities), required: fc.boolean(), reason }),
    { maxKeys: 2 },
  ),
  suppressions: fc.oneof(
    fc.record({ mustExpire: fc.boolean() }),
    fc.record({ mustExpire: fc.boolean(), mustMatch: fc.constantFrom('SEC-[0-9]+', '^x') }),
  ),
  exceptions: fc.array(
    fc.record({
      repository: fc.constantFrom('acme/one', 'acme/two'),
      rule: fc.constantFrom(...ruleIds),
      until: day,
      reason,
    }),
    { maxLength: 2 },
  ),
  require: fc.array(
    fc.record({
      id: fc.constantFrom('acme-label', 'acme-name'),
      kind: fc.constant('apps/Deployment'),
      path: fc.constantFrom(['metadata', 'name'], ['metadata', 'labels', 'team']),
      must: fc.constantFrom({ exist: true as const }, { match: '^o' }, { be: 'two' }),
      severity: fc.constantFrom(...severities),
      reason,
    }),
    { maxLength: 1 },
  ),
  files: fc.array(
    fc.record({
      to: fc.constantFrom('docs/A.md', 'docs/B.md'),
      text: fc.constantFrom('a', 'b'),
      mode: fc.constantFrom('exact' as const, 'start' as const),
      reason,
    }),
    { maxLength: 1 },
  ),
});
const preset = fc.array(layer, { minLength: 1, maxLength: 2 }).map(presetOf);

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: one
spec:
  selector: { matchLabels: { app: one } }
  template:
    metadata: { labels: { app: one } }
    spec:
      containers:
        - name: c # kube-secure-controller: ignore[run-as-non-root] SEC-1 until 2026-12-24
          image: example/one:1
          securityContext: # kube-secure-controller: ignore[drop-all-capabilities, no-privileged-container] because
            privileged: true
`;
const repository = repositoryOf([
  ['deploy/deployment.yaml', deployment],
  ['.kube-secure-controller.yaml', 'ignore:\n  - { rule: read-only-root-filesystem, reason: SEC-2 }\n'],
  ['docs/A.md', 'a'],
]);

const config = configOf(repository);

function judged(one: Preset | undefined): Audit {
  const around = {
    repository: 'acme/one',
    today: '2026-11-28',
    recorded: { name: 'a', version: undefined, integrity: 'x' },
  };
  const policy = one && policyOf(one, around);
  return select(audit(repository, { rules: ruleIds, config, policy }), { profile: 'regular' });
}

/** Each finding with the severity from any source. */
function seriousness({ findings }: Audit): ReadonlyMap<string, number> {
  const worst = new Map<string, number>();
  for (const { rule, path, subject, what, severity } of findings) {
    const key = JSON.stringify([rule, path, subject, what] satisfies (keyof Finding | string)[]);
    worst.set(key, Math.max(worst.get(key) ?? 0, severities.indexOf(severity)));
  }
  return worst;
}

/** Every value of every choice that is accepted alone. */
function accepted(one: Preset): ReadonlySet<string> {
  const limit = limitsOf(one);
  return new Set(
    choices.flatMap(([key, answer]) =>
      (answer.values ?? [true, false])
        .filter((value) => limit.refusal(key, value) === undefined)
        .map((value) => `${key}=${value}`),
    ),
  );
}

test('combining two presets loses no finding, and makes none less severe', () => {
  fc.assert(
    fc.property(preset, preset, (one, other) => {
      const both = seriousness(judged(meet(one, other)));
      for (const [key, severity] of seriousness(judged(one)))
        expect(both.get(key) ?? -1, key).toBeGreaterThanOrEqual(severity);
    }),
    { numRuns: 1000 },
  );
}, 300_000);

test('a preset only adds to an audit, except for exceptions', () => {
  const bare = seriousness(judged(undefined));
  fc.assert(
    fc.property(preset, (one) => {
      const without = { layers: one.layers.map((layer) => ({ ...layer, exceptions: [] })) };
      const found = seriousness(judged(without));
      for (const [key, severity] of bare) expect(found.get(key) ?? -1, key).toBeGreaterThanOrEqual(severity);
    }),
    { numRuns: 200 },
  );
}, 300_000);

test('combining two presets accepts no further answers, alone or together', () => {
  const given = fc.record(
    Object.fromEntries(
      choices
        .filter(([, { when }]) => when === undefined)
        .map(([key, { values }]) => [key, fc.constantFrom<string | boolean>(...(values ?? [true, false]))]),
    ),
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(preset, preset, given, (one, other, chosen) => {
      const both = meet(one, other);
      const single = accepted(one);
      for (const value of accepted(both)) expect(single).toContain(value);
      const answers: Given = { name: 'one', ...chosen };
      const refusedBy = (each: Preset) =>
        settle(answers, { defaults: true, limits: limitsOf(each) }).refused.filter(({ key }) => key in answers);
      if (refusedBy(one).length > 0) expect(refusedBy(both)).not.toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('combining is commutative, associative and idempotent', () => {
  fc.assert(
    fc.property(preset, preset, preset, (one, two, three) => {
      expect(meet(one, two)).toEqual(meet(two, one));
      expect(meet(meet(one, two), three)).toEqual(meet(one, meet(two, three)));
      expect(meet(one, one)).toEqual(one);
    }),
    { numRuns: 1000 },
  );
});
