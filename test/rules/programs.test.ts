// Which programs run with which role, as the rules about needed permissions see them.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { inferPermissions } from '../../src/commands/audit/infer-permissions.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const program = (kind: string, call: string): string =>
  `use k8s_openapi::api::core::v1::${kind};\nuse kube::{Api, Client};\n#[tokio::main]\nasync fn main() { let client = Client::try_default().await.unwrap();\nApi::<${kind}>::all(client).${call}.await.unwrap(); }\n`;
const crate = (name: string): string => `[package]\nname = "${name}"\nversion = "0.1.0"\n[dependencies]\nkube = "4"\n`;
const two = {
  'Cargo.toml': '[workspace]\nmembers = ["agent", "controller"]\n',
  'agent/Cargo.toml': crate('agent'),
  'agent/src/main.rs': program('Node', 'get("a")'),
  'controller/Cargo.toml': crate('controller'),
  'controller/src/main.rs': program('Pod', 'list(&Default::default())'),
};

interface Container {
  readonly name: string;
  readonly image?: string;
  readonly command?: string;
}

const workload = (account: string, ...containers: readonly Container[]): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w-${account}}\nspec:\n  selector: {}\n  template:\n    spec:\n      serviceAccountName: ${account}\n      containers: [${containers.map(({ name, image = 'x.dev/image:1', command }) => `{name: ${name}, image: "${image}"${command === undefined ? '' : `, command: [/bin/${command}]`}}`).join(', ')}]\n---\n`;
const role = (account: string, ...rules: readonly string[]): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: ${account}}\nrules:\n${rules.map((rule) => `  - ${rule}\n`).join('')}---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: ${account}}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${account}}\nsubjects: [{kind: ServiceAccount, name: ${account}, namespace: a}]\n---\n`;
const nodes = '{apiGroups: [""], resources: [nodes], verbs: [get]}';
const pods = '{apiGroups: [""], resources: [pods], verbs: [list]}';

async function judge(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const repository = repositoryOf(Object.entries(files));
  const { findings } = audit(repository, {
    rules: ['no-unused-permissions', 'no-missing-permissions'],
    ...(await inferPermissions(repository)),
  });
  return findings.map(({ state, message }) => `${state}: ${message}`).sort();
}

describe('two programs', () => {
  const agent = workload('agent', { name: 'agent' });
  const controller = workload('controller', { name: 'manager', command: 'controller' });
  const judged = (yaml: string) => judge({ ...two, 'deploy/all.yaml': yaml });

  test('with an account each and the needed permissions', async () =>
    expect(await judged(agent + controller + role('agent', nodes) + role('controller', pods))).toEqual([]));

  test('with swapped roles', async () =>
    expect(await judged(agent + controller + role('agent', pods) + role('controller', nodes))).toEqual([
      'broken: ClusterRole agent: no code uses list pods',
      'broken: ClusterRole controller: no code uses get nodes',
      'broken: no role grants get nodes, which this call needs',
      'broken: no role grants list pods, which this call needs',
    ]));

  test('with one account share its role', async () =>
    expect(await judged(workload('all', { name: 'agent' }, { name: 'controller' }) + role('all', pods, nodes))).toEqual(
      [],
    ));

  test('of which one is in no manifest, and may have any role', async () =>
    expect(await judged(agent + role('agent', pods, nodes))).toEqual([
      'unknown: No workload of the manifests is known to run controller, so its granted permissions are not known.',
    ]));

  test('next to a container of another project', async () =>
    expect(
      await judged(
        agent +
          workload('controller', { name: 'manager', command: 'controller' }, { name: 'proxy' }) +
          role('agent', nodes) +
          role('controller', nodes, pods),
      ),
    ).toEqual([
      'unknown: ClusterRole controller: found no code that uses get nodes, but the container proxy runs with the same ServiceAccount',
    ]));

  test('next to a workload of another project with its own account', async () =>
    expect(
      await judged(
        agent +
          controller +
          workload('other', { name: 'other' }) +
          role('agent', nodes, pods) +
          role('controller', pods) +
          role('other', nodes.replace('get', 'delete')),
      ),
    ).toEqual(['broken: ClusterRole agent: no code uses list pods']));

  test('of which one has an unknown call: the role of the other is judged anyway', async () => {
    const dynamic =
      'use kube::{api::DynamicObject, discovery::ApiResource, Api, Client};\n#[tokio::main]\nasync fn main() { let kind: ApiResource = serde_json::from_str(&std::env::args().nth(1).unwrap()).unwrap();\nlet api: Api<DynamicObject> = Api::all_with(Client::try_default().await.unwrap(), &kind);\napi.get("a").await.unwrap(); }\n';
    expect(
      await judge({
        ...two,
        'agent/src/main.rs': dynamic,
        'deploy/all.yaml': agent + controller + role('agent', nodes) + role('controller', pods, nodes),
      }),
    ).toEqual(['broken: ClusterRole controller: no code uses get nodes']);
  });

  test('that only the names of their workloads identify', async () => {
    const named = (account: string): string => workload(account, { name: 'main' }).replace(`w-${account}`, account);
    expect(
      await judged(named('agent') + named('controller') + role('agent', nodes, pods) + role('controller', pods)),
    ).toEqual(['broken: ClusterRole agent: no code uses list pods']);
  });

  test('with a role that is defined twice: both count', async () =>
    expect(await judged(agent + controller + role('agent', pods) + role('agent', pods))).toEqual([
      'broken: ClusterRole agent: no code uses list pods',
      'broken: ClusterRole agent: no code uses list pods',
      'broken: no role grants get nodes, which this call needs',
      'broken: no role grants list pods, which this call needs',
    ]));

  test('next to a client in another language, which may run with any role', async () =>
    expect(
      await judge({
        ...two,
        'cmd/main.go': 'import "k8s.io/client-go/kubernetes"\n',
        'deploy/all.yaml': agent + controller + role('agent', nodes, pods) + role('controller', pods),
      }),
    ).toEqual([
      'unknown: ClusterRole agent: found no code that uses list pods, but not every call was understood, such as cmd/main.go:1',
    ]));

  test('next to a child process, which has its token', async () =>
    expect(
      await judge({
        ...two,
        'agent/src/child.rs': 'fn child() { std::process::Command::new("helm"); }\n',
        'deploy/all.yaml': agent + controller + role('agent', nodes, pods) + role('controller', pods),
      }),
    ).toEqual([
      'unknown: ClusterRole agent: found no code that uses list pods, but not every call was understood, such as agent/src/child.rs:1',
    ]));

  test('in a chart that includes the names of the accounts', async () => {
    const helpers = '{{- define "app.name" -}}\n{{ .Release.Name }}-app\n{{- end }}\n';
    const named = (text: string) =>
      text
        .replaceAll(/\b(name|serviceAccountName): (agent|controller)\b(?=[\n},])/g, '$1: {{ include "app.name" . }}-$2')
        .replaceAll(/\{(name: \{\{ include "app.name" . \}\}-\w+)\}/g, '\n  $1');
    expect(
      await judge({
        ...two,
        'chart/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 0.1.0\n',
        'chart/templates/_helpers.tpl': helpers,
        'chart/templates/all.yaml':
          named(
            workload('agent', { name: 'a', image: 'x.dev/agent:1' }) +
              workload('controller', { name: 'b', image: 'x.dev/controller:1' }),
          ) + blockRole('agent', 'pods', 'list'),
      }),
    ).toContain('broken: ClusterRole {app.name}-agent: no code uses list pods');
  });
});

/** A role and its binding in the layout of a chart. */
function blockRole(name: string, resource: string, verb: string): string {
  const full = `{{ include "app.name" . }}-${name}`;
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: ${full}\nrules:\n  - apiGroups: [""]\n    resources: [${resource}]\n    verbs: [${verb}]\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: ${full}\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: ${full}\nsubjects:\n  - kind: ServiceAccount\n    name: ${full}\n    namespace: {{ .Release.Namespace }}\n---\n`;
}

test('the only container of the only workload is the only program, whatever its name is', async () => {
  const alone = { 'Cargo.toml': crate('app'), 'src/main.rs': program('Pod', 'list(&Default::default())') };
  expect(await judge({ ...alone, 'all.yaml': workload('a', { name: 'main' }) + role('a', pods, nodes) })).toEqual([
    'broken: ClusterRole a: no code uses get nodes',
  ]);
  expect(
    await judge({ ...alone, 'all.yaml': workload('a', { name: 'main' }, { name: 'proxy' }) + role('a', pods, nodes) }),
  ).toEqual([expect.stringContaining('unknown: ')]);
});

test('a role without a program here is neither narrowed nor explained by the needs of another', async () => {
  const rules = ['list', '"*"'].map((verb) => `apiGroups: [""]\n    resources: [pods]\n    verbs: [${verb}]`);
  const bare = (name: string): string => role(name, ...rules);
  const app = workload('app', { name: 'app' }) + bare('app');
  const repository = repositoryOf([
    ['Cargo.toml', crate('app')],
    ['src/main.rs', program('Pod', 'list(&Default::default())')],
    ['all.yaml', app + bare('robot')],
  ]);
  const { after } = planHardening(repository, repository, {
    rules: ['no-wildcards', 'explained-permissions'],
    takes: () => true,
    ...(await inferPermissions(repository)),
  });
  const own = app
    .replace('"*"', '"list"')
    .replaceAll('  - apiGroups: [""]', '  # Needed by src/main.rs: list pods\n  - apiGroups: [""]');
  expect(after.files.get('all.yaml')).toBe(own + bare('robot'));
});

test('a role that an earlier edit moves is still the one of its program', async () => {
  const block = (verbs: readonly string[], resource: string): string =>
    `apiGroups: [""]\n    resources: [${resource}]\n    verbs:\n${verbs.map((verb) => `      - ${verb}\n`).join('')}`;
  const yaml =
    workload('agent', { name: 'agent' }) +
    workload('controller', { name: 'controller' }) +
    role('agent', block(['get', 'list'], 'nodes')) +
    role('controller', block(['get', 'list'], 'pods'));
  const repository = repositoryOf(Object.entries({ ...two, 'all.yaml': yaml }));
  const { after } = planHardening(repository, repository, {
    rules: ['no-unused-permissions'],
    takes: () => true,
    ...(await inferPermissions(repository)),
  });
  expect(after.files.get('all.yaml')).toBe(
    yaml.replace(/(nodes\][\s\S]*?) {6}- list\n/, '$1').replace(/(pods\][\s\S]*?) {6}- get\n/, '$1'),
  );
});

test('a program that writes roles needs the permissions that they grant, unless it may escalate', async () => {
  const writer = program('Pod', 'list(&Default::default())')
    .replace('v1::Pod;', 'v1::Pod;\nuse k8s_openapi::api::rbac::v1::Role;')
    .replace('all(client)', 'all(client.clone())')
    .replace(
      '.unwrap(); }',
      '.unwrap();\nApi::<Role>::default_namespaced(client).create(&Default::default(), &Role::default()).await.unwrap(); }',
    );
  const roles = '{apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [create]}';
  expect(
    await judge({
      'Cargo.toml': crate('app'),
      'src/main.rs': writer,
      'deploy.yaml': workload('app', { name: 'app' }) + role('app', pods, roles, nodes),
    }),
  ).toEqual([
    'unknown: ClusterRole app: found no code that uses get nodes, but src/main.rs:7 writes roles, whose permissions the program must hold',
    'unknown: The program must itself hold the permissions of the roles that it writes or binds here: some of them may look unused.',
  ]);
  const free = roles.replace('create', 'create, escalate');
  expect(
    await judge({
      'Cargo.toml': crate('app'),
      'src/main.rs': writer,
      'deploy.yaml': workload('app', { name: 'app' }) + role('app', pods, free, nodes),
    }),
  ).toEqual(['broken: ClusterRole app: no code uses get nodes']);
});
