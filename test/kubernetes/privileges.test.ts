// There is one deny-list: `rbac --check` and `audit` agree about each row.
import { beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { PRIVILEGES, severityOf, type SEVERITIES, type Privilege, worstOf } from '../../src/kubernetes/privileges.ts';
import { rules } from '../../src/rules/index.ts';
import { permissionsFrom } from '../../src/audit/inferred-permissions.ts';
import { checkManifests } from '../../src/permissions/check.ts';
import { inferredFrom } from '../inferred.ts';

const rows = PRIVILEGES.flatMap((row) =>
  row.groups.flatMap((group) =>
    row.resources.flatMap((resource) => row.verbs.map((verb) => ({ row, group, resource, verb }))),
  ),
);
const cells = Object.keys as (levels: Privilege['levels']) => readonly (keyof Privilege['levels'])[];

test('every row names an existing rule', () => {
  const ids = rules.map(({ id }) => id);
  expect(PRIVILEGES.map(({ rule }) => rule).filter((id) => !ids.includes(id))).toEqual([]);
});

test.each(rows.filter(({ resource, verb }) => resource.startsWith('pods') && verb.startsWith('delete')))(
  '$verb on $resource is not said to read or to write something',
  ({ row }) => expect(row.why).not.toMatch(/^(?:puts|reads|writes)\b/),
);

test('no permission is in two rows for the same reach', () => {
  const keys = rows
    .filter(({ row }) => row.names === undefined)
    .flatMap(({ row, group, resource, verb }) =>
      cells(row.levels).map((cell) => `${verb} ${group}/${resource} ${cell}`),
    );
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('every row has a reason and a source', () => {
  for (const { why, source } of PRIVILEGES) {
    expect(why).toMatch(/^[a-z].*[^.]$/);
    expect(source).toMatch(/^https:\/\//);
  }
});

test.each([
  ['create', '', 'secrets', 'critical'],
  ['delete', '', 'namespaces', 'high'],
  ['patch', '', 'services', 'high'],
  ['patch', 'rbac.authorization.k8s.io', 'clusterroles', 'high'],
  ['create', 'certificates.k8s.io', 'certificatesigningrequests', 'high'],
  ['patch', '', 'nodes', 'high'],
  ['patch', 'metrics.k8s.io', 'nodes', 'medium'],
  ['delete', '', 'nodes/proxy', 'critical'],
  ['impersonate', 'authentication.k8s.io', 'userextras/scopes', 'critical'],
  ['get', '', 'pods/log', 'medium'],
  ['get', '', 'configmaps', 'low'],
])('the permission to %s %s/%s in the whole cluster is %s', (verb, group, resource, severity) => {
  expect(severityOf({ verb, group, resource, scope: 'cluster', resourceNames: [] }).severity).toBe(severity);
});

interface Case {
  readonly kind: 'ClusterRole' | 'Role';
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly names: readonly string[];
}

/** Each row with and without names, in the whole cluster and in a namespace; each is one unused rule of a role. */
const cases: readonly Case[] = rows.flatMap(({ row, group, resource, verb }) =>
  (['ClusterRole', 'Role'] as const).flatMap((kind) =>
    [[], [row.names?.[0] ?? 'some']].map((names) => ({ kind, group, resource, verb, names })),
  ),
);

const ruleOf = ({ group, resource, verb, names }: Case): string =>
  `  - {apiGroups: ["${group}"], resources: ["${resource}"], verbs: ["${verb}"]${names.length === 0 ? '' : `, resourceNames: [${names.join()}]`}}\n`;
const roleOf = (kind: Case['kind']): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: {name: all, namespace: a}\nrules:\n${cases
    .filter((one) => one.kind === kind)
    .map(ruleOf)
    .join('')}`;
const bindingOf = (kind: Case['kind']): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}Binding\nmetadata: {name: all, namespace: a}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: all}\nsubjects: [{kind: ServiceAccount, name: a, namespace: a}]\n`;
const files = new Map(
  (['ClusterRole', 'Role'] as const).flatMap((kind) => [
    [`deploy/${kind}.yaml`, `${roleOf(kind)}---\n${bindingOf(kind)}`] as const,
  ]),
);
const lineOf = (one: Case): number => cases.filter(({ kind }) => kind === one.kind).indexOf(one) + 5;

describe('the severity of a grant', () => {
  const audited = new Map<string, (typeof SEVERITIES)[number][]>();
  const checked = new Map<string, (typeof SEVERITIES)[number][]>();

  beforeAll(async () => {
    const inferred = await inferredFrom(new Map([...program, ...files]));
    const { findings } = audit(inferred.installed.repository, {
      permissions: permissionsFrom(inferred),
      before: inferred.installed,
      ignore: ['explained-permissions'],
    });
    for (const { path, line, severity } of findings)
      audited.set(`${path}:${line}`, [...(audited.get(`${path}:${line}`) ?? []), severity]);
    for (const { path, line, severity } of checkManifests(inferred).check.excess)
      checked.set(`${path}:${line}`, [...(checked.get(`${path}:${line}`) ?? []), severity]);
  });

  test('is the same in `audit` and `rbac --check`, row by row', () => {
    const differing = cases.flatMap((one) => {
      const place = `deploy/${one.kind}.yaml:${lineOf(one)}`;
      const both = [worstOf(audited.get(place) ?? []), worstOf(checked.get(place) ?? [])];
      // No code calls `use`: `audit` reports nothing without a rule about it.
      const isAdmission = both[0] === undefined && ruleOf(one).includes('verbs: ["use"]');
      return (both[0] === both[1] && both[0] !== undefined) || isAdmission
        ? []
        : [`${ruleOf(one).trim()} ${one.kind}: ${both.join()}`];
    });
    expect(differing).toEqual([]);
  });
});

/** A program without unknown calls that uses none of these permissions. */
const program = new Map([
  ['Cargo.toml', '[package]\nname = "app"\n[dependencies]\nkube = "4.2"\n'],
  [
    'src/main.rs',
    `use k8s_openapi::api::core::v1::Event;
use kube::{Api, Client, api::ListParams};
#[tokio::main]
async fn main() -> kube::Result<()> {
    let client = Client::try_default().await?;
    Api::<Event>::all(client).list(&ListParams::default()).await?;
    Ok(())
}
`,
  ],
]);
