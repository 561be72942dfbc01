// Writes the least roles as manifests: one file for each binary, each rule with the line of Rust that needs it.

import type { CheckedInference } from './check.ts';
import { groupBy } from '../group-by.ts';
import type { Binary } from '../inference/infer.ts';
import type { Manifest } from '../inventory/manifests.ts';
import type { InferredRepository } from './infer-repository.ts';
import type { Permission } from '../inference/permission.ts';
import { escapedText, reasonsFor } from './reasons.ts';

export const HEADER = '# Written by create-kube-secure-controller rbac --write. Change the code, then run it again.';

export interface Written {
  /** Path → text of the files that are new or changed. */
  readonly files: ReadonlyMap<string, string>;
  readonly identical: readonly string[];
  /** Existing files of others that were kept. */
  readonly refused: readonly string[];
  /** Binaries with names that cargo refuses: none of them becomes a path. */
  readonly misnamed: readonly string[];
}

/** As cargo checks it: https://github.com/rust-lang/cargo/blob/master/crates/cargo-util-schemas/src/restricted_names.rs */
const cargoName = /^[\p{XID_Start}_\d][\p{XID_Continue}-]*$/u;

/** The manifests of every binary that makes requests. Files without our header are never overwritten. */
export function manifestsFor(
  { files: repository, inference, installed }: InferredRepository,
  checked: CheckedInference,
): Written {
  const files = new Map<string, string>();
  const identical: string[] = [];
  const refused: string[] = [];
  const misnamed: string[] = [];
  for (const binary of inference.binaries) {
    const needed = binary.permissions.filter(({ condition }) => condition === null);
    if (needed.length === 0) continue;
    if (!cargoName.test(binary.name)) {
      misnamed.push(binary.name);
      continue;
    }
    const path = `deploy/rbac/${binary.name}.yaml`;
    const account = checked.accounts.get(binary.name);
    const name = account === undefined || account.includes('{{') ? binary.name : account;
    const text = manifestOf(binary, needed, { name, namespace: namespaceOf(name, installed.manifests) });
    const existing = repository.get(path);
    if (existing === text) identical.push(path);
    else if (existing !== undefined && !existing.startsWith(HEADER)) refused.push(path);
    else files.set(path, text);
  }
  return { files, identical, refused, misnamed };
}

interface Account {
  readonly name: string;
  readonly namespace: string | undefined;
}

/** The place of a ServiceAccount of the repository, if it is written in only one way. */
function namespaceOf(account: string, manifests: readonly Manifest[]): string | undefined {
  const found = manifests.flatMap(({ kind, name, namespace }) =>
    kind === 'ServiceAccount' && name === account ? [namespace ?? ''] : [],
  );
  const [only = '', ...others] = new Set(found);
  return others.length > 0 || !/^[a-z0-9-]+$/.test(only) ? undefined : only;
}

function manifestOf(binary: Binary, permissions: readonly Permission[], account: Account): string {
  const documents: string[] = [];
  const cluster = permissions.filter(({ scope }) => scope === 'cluster');
  if (cluster.length > 0)
    documents.push(
      roleOf('ClusterRole', binary.name, undefined, cluster),
      bindingOf('ClusterRole', binary.name, undefined, account),
    );
  const own = permissions.filter(({ scope }) => scope === 'own-namespace');
  if (own.length > 0)
    documents.push(roleOf('Role', binary.name, undefined, own), bindingOf('Role', binary.name, undefined, account));
  const named = permissions.filter(({ scope }) => scope === 'namespace');
  const configured = named.filter(({ namespaces }) => namespaces.length === 0);
  if (configured.length > 0) {
    documents.push(
      `# For each namespace that the program is configured with: kubectl apply -n it.\n${roleOf('Role', `${binary.name}-configured`, undefined, configured)}`,
      bindingOf('Role', `${binary.name}-configured`, undefined, account),
    );
  }
  for (const namespace of [...new Set(named.flatMap(({ namespaces }) => namespaces))].sort()) {
    const here = named.filter(({ namespaces }) => namespaces.includes(namespace));
    documents.push(roleOf('Role', binary.name, namespace, here), bindingOf('Role', binary.name, namespace, account));
  }
  return `${HEADER}\n${documents.join('---\n')}`;
}

function roleOf(
  kind: 'Role' | 'ClusterRole',
  name: string,
  namespace: string | undefined,
  permissions: readonly Permission[],
): string {
  const rules = groupBy(
    permissions,
    ({ group, resource, resourceNames }) => `${group}\n${resource}\n${resourceNames.join(',')}`,
  );
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata:\n  name: ${quoted(name)}\n${namespaceLine(namespace)}rules:\n${[...rules.values()].map(ruleOf).join('')}`;
}

function ruleOf(permissions: readonly Permission[]): string {
  const [first] = permissions;
  if (first === undefined) return '';
  const reasons = reasonsFor(permissions)
    .map((reason) => `  # ${reason}\n`)
    .join('');
  const names =
    first.resourceNames.length === 0 ? '' : `    resourceNames: [${first.resourceNames.map(quoted).join(', ')}]\n`;
  return `${reasons}  - apiGroups: [${quoted(first.group)}]\n    resources: [${quoted(first.resource)}]\n${names}    verbs: [${permissions.map(({ verb }) => verb).join(', ')}]\n`;
}

function bindingOf(
  kind: 'Role' | 'ClusterRole',
  name: string,
  namespace: string | undefined,
  account: Account,
): string {
  const where =
    account.namespace === undefined
      ? '    # Add the namespace that the program runs in: without it the API server refuses this binding.\n'
      : `    namespace: ${quoted(account.namespace)}\n`;
  const subject = `subjects:\n  - kind: ServiceAccount\n    name: ${quoted(account.name)}\n${where}`;
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}Binding\nmetadata:\n  name: ${quoted(name)}\n${namespaceLine(namespace)}roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ${kind}\n  name: ${quoted(name)}\n${subject}`;
}

function namespaceLine(namespace: string | undefined): string {
  return namespace === undefined ? '' : `  namespace: ${quoted(namespace)}\n`;
}

function quoted(text: string): string {
  return /^[a-z][a-z0-9.-]*$/.test(text) && !['true', 'false', 'null', 'yes', 'no', 'on', 'off'].includes(text)
    ? text
    : escapedText(text);
}
