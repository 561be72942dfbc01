// Writes the least roles as manifests: one file for each binary, each rule with the line of Rust that needs it.

import type { CheckedInference } from './check.ts';
import { groupBy } from '../group-by.ts';
import type { Binary, Inference } from '../inference/infer.ts';
import type { Permission } from '../inference/permissions.ts';
import type { Files } from '../repo/files.ts';

export const HEADER = '# Written by create-kube-secure-controller rbac --write. Change the code, then run it again.';

export interface Written {
  /** Path → text of the files that are new or changed. */
  readonly files: ReadonlyMap<string, string>;
  readonly identical: readonly string[];
  /** Files of somebody else that stand in the way. */
  readonly refused: readonly string[];
  /** Binaries whose names cargo refuses: none of them becomes a path. */
  readonly misnamed: readonly string[];
}

/** As cargo checks it: https://github.com/rust-lang/cargo/blob/master/crates/cargo-util-schemas/src/restricted_names.rs */
const cargoName = /^[\p{XID_Start}_\d][\p{XID_Continue}-]*$/u;

/** The manifests of every binary that asks for anything. Files without our header are never overwritten. */
export function manifestsFor(repository: Files, inference: Inference, checked: CheckedInference): Written {
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
    const text = manifestOf(binary, needed, account === undefined || account.includes('{{') ? binary.name : account);
    const existing = repository.get(path);
    if (existing === text) identical.push(path);
    else if (existing !== undefined && !existing.startsWith(HEADER)) refused.push(path);
    else files.set(path, text);
  }
  return { files, identical, refused, misnamed };
}

function manifestOf(binary: Binary, permissions: readonly Permission[], account: string): string {
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
      `# For each namespace that the program is configured with: set metadata.namespace.\n${roleOf('Role', `${binary.name}-configured`, 'CONFIGURED', configured)}`,
      bindingOf('Role', `${binary.name}-configured`, 'CONFIGURED', account),
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
  const reasons = permissions
    .map(
      ({ verb, evidence }) =>
        `  # ${verb}: ${evidence
          .slice(0, 3)
          .map(({ path, line }) => `${inComment(path)}:${line}`)
          .join(', ')}${evidence.length > 3 ? ` and ${evidence.length - 3} more` : ''}\n`,
    )
    .join('');
  const names =
    first.resourceNames.length === 0 ? '' : `    resourceNames: [${first.resourceNames.map(quoted).join(', ')}]\n`;
  return `${reasons}  - apiGroups: [${quoted(first.group)}]\n    resources: [${quoted(first.resource)}]\n${names}    verbs: [${permissions.map(({ verb }) => verb).join(', ')}]\n`;
}

function bindingOf(kind: 'Role' | 'ClusterRole', name: string, namespace: string | undefined, account: string): string {
  const subject = `subjects:\n  - kind: ServiceAccount\n    name: ${quoted(account)}\n    # The namespace that the program runs in.\n    namespace: RELEASE_NAMESPACE\n`;
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}Binding\nmetadata:\n  name: ${quoted(name)}\n${namespaceLine(namespace)}roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ${kind}\n  name: ${quoted(name)}\n${subject}`;
}

function namespaceLine(namespace: string | undefined): string {
  return namespace === undefined ? '' : `  namespace: ${quoted(namespace)}\n`;
}

function quoted(text: string): string {
  return /^[a-z][a-z0-9.-]*$/.test(text) && !['true', 'false', 'null', 'yes', 'no', 'on', 'off'].includes(text)
    ? text
    : escaped(text);
}

/** A path is the choice of who made the repository: in a comment it must not end the line. */
function inComment(path: string): string {
  return /^[\w./@+-]+$/.test(path) ? path : escaped(path);
}

/** Quoted as JSON and YAML read it alike, with what breaks a line or is not seen as an escape. */
function escaped(text: string): string {
  return JSON.stringify(text).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
