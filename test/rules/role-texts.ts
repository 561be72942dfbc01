// Roles and bindings as YAML.
import { repositoryOf } from '../../src/repo/repository.ts';

export const role = (name: string, rules: string, kind = 'ClusterRole'): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\nrules:\n${rules}---\n`;
export const rule = (groups: string, resources: string, verbs: string): string =>
  `  - apiGroups: [${groups}]\n    resources: [${resources}]\n    verbs: [${verbs}]\n`;
export const binding = (name: string): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: b\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: ${name}\nsubjects:\n  - kind: ServiceAccount\n    name: a\n    namespace: a\n---\n`;
export const files = (texts: Readonly<Record<string, string>>) => repositoryOf(Object.entries(texts));
