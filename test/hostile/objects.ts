// Kubernetes objects and a chart, as short as possible.
import type { Files } from './many.ts';

export const role = (name: string, labels: string, rules: string): string =>
  `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: ${name}, labels: {${labels}}}\n${rules}\n`;
export const secrets = 'rules: [{apiGroups: [""], resources: [secrets], verbs: [list]}]';
export const aggregating = (label: string): string =>
  `aggregationRule: {clusterRoleSelectors: [{matchLabels: {${label}: b}}]}\nrules: []`;
export const binding = (name: string, subject: string): string =>
  `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: ${name}}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${name}}\nsubjects: [${subject}]\n`;
export const account = (at: number): string => `{kind: ServiceAccount, name: s${at}, namespace: n}`;
export const runs = (at: number): string =>
  `---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: s${at}, namespace: n}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d${at}, namespace: n}\nspec:\n  selector: {matchLabels: {app: d${at}}}\n  template:\n    metadata: {labels: {app: d${at}}}\n    spec: {serviceAccountName: s${at}, containers: [{name: c, image: ghcr.io/me/a${at}:1, command: [/a${at}]}]}\n`;

export const chart = (values: string, templates: Files, folder = 'c'): Files => ({
  [`${folder}/Chart.yaml`]: `apiVersion: v2\nname: ${folder}\nversion: 0.1.0\n`,
  [`${folder}/values.yaml`]: values,
  ...Object.fromEntries(Object.entries(templates).map(([name, text]) => [`${folder}/templates/${name}`, text])),
});
export const rendered = (name: string): string =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: a, image: b}]}\n`;
