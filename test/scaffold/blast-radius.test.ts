import { expect, test } from 'vitest';
import { resolveAnswers, type Given } from '../../src/answers/resolve.ts';
import { projectFrom } from '../../src/scaffold/project.ts';

/** The places where each attempt succeeds. */
function reach(given: Given): Readonly<Record<string, string | undefined>> {
  const { blastRadius } = projectFrom(
    resolveAnswers({ name: 'example', watchNamespaces: ['a', 'b'], ...given }, { defaults: true }),
  );
  return Object.fromEntries(blastRadius.map(({ attempt, where }) => [attempt, where]));
}

const wide = { scope: 'cluster', watchNamespaces: undefined } as const;
const cluster = (given: Given) => {
  const { watchNamespaces, ...rest } = { ...wide, ...given };
  const { blastRadius } = projectFrom(resolveAnswers({ name: 'example', ...rest }, { defaults: true }));
  return new Map(blastRadius.map((row) => [row.attempt, row]));
};

test('with ConfigMaps in two namespaces: these ConfigMaps, and nothing more', () => {
  expect(reach({})).toEqual({
    'Read Secrets': undefined,
    'Change or create objects of others': 'namespaces `a`, `b`',
    'Start Pods, for example to mine': undefined,
    'Redirect or open traffic': undefined,
    'Gain further rights': undefined,
    'Delete objects': undefined,
    'Reach the host': undefined,
    'Reach services outside the cluster': undefined,
  });
});

test('with Secrets: all of them if it may list them', () => {
  expect(reach({ owns: ['Secret'] })['Read Secrets']).toBe('namespaces `a`, `b`');
  expect(cluster({ owns: ['Secret'] }).get('Read Secrets')).toMatchObject({
    where: 'the whole cluster',
    outcome: expect.stringContaining('Every Secret'),
  });
});

test.each(['Pod', 'Deployment', 'Job', 'CronJob', 'StatefulSet', 'DaemonSet'])(
  'an account that writes a %s starts Pods, mounts Secrets and reaches the host as far as Pod Security allows',
  (kind) => {
    const rows = cluster({ owns: [kind] });
    for (const attempt of ['Start Pods, for example to mine', 'Read Secrets', 'Reach the host'])
      expect(rows.get(attempt)?.where).toBe('the whole cluster');
  },
);

test('Secrets and Pods lead to the permissions of every ServiceAccount there', () => {
  const text = (kind: string) => cluster({ owns: [kind] }).get('Gain further rights')?.outcome;
  expect(text('Secret')).toContain('`kubernetes.io/service-account-token`');
  for (const kind of ['Pod', 'Deployment', 'CronJob']) expect(text(kind)).toContain('any ServiceAccount');
  expect(text('ValidatingAdmissionPolicy')).toContain('policy');
});

test('Services redirect traffic, and Namespaces, Roles and ServiceAccounts give permissions', () => {
  expect(reach({ owns: ['Service'] })['Redirect or open traffic']).toBeDefined();
  expect(cluster({ owns: ['Namespace'] }).get('Gain further rights')?.outcome).toContain('Pod Security labels');
  expect(reach({ owns: ['Role'] })['Gain further rights']).toBeDefined();
});

test('the permission on its CRD counts only if the controller itself has it', () => {
  expect(reach({ crdInstall: 'job' })['Gain further rights']).toBeUndefined();
  expect(reach({ crdInstall: 'controller' })['Gain further rights']).toBe('the whole cluster');
});

test('outside the cluster: the hosts that it calls', () => {
  expect(reach({ scope: 'external', externalHosts: ['api.example.com'] })['Reach services outside the cluster']).toBe(
    '`api.example.com`',
  );
});
