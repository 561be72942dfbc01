// The page about the deny-list, generated from its rows.
import { PRIVILEGES, URLS } from '../privileges.ts';
import type { Levels } from './privilege.ts';

/** docs/privileges.md. */
export function privilegesDocument(): string {
  return `${head}
${PRIVILEGES.map(
  ({ rule, groups, resources, verbs, names, levels, why, source }) =>
    `| ${verbs.join(', ')} | ${resources.join(', ')}${names === undefined ? '' : ` named ${names.join(', ')}`} | ${groups.map((group) => group || 'core').join(', ')} | ${levelsOf(levels)} | ${why} ([source](${source})) | ${linkTo(rule)} |\n`,
).join('')}${URLS.map(
  ({ rule, prefix, severity, why, source }) =>
    `| get | ${prefix} and below | no resource | ${severity} | ${why} ([source](${source})) | ${linkTo(rule)} |\n`,
).join('')}`;
}

const head = `# What permissions are worth to an attacker

The one deny-list: \`rbac --check\`, \`audit\`, both tables of what an attacker gets, and this page read
\`src/kubernetes/privileges.ts\`; a test keeps the page so. A permission that is not listed is \`medium\` where it writes in the whole
cluster, else \`low\`. A wildcard is judged as whatever it stands for, and is a finding of [its own](rules.md#no-wildcards).

The severities are those in the whole cluster, in one namespace, and with \`resourceNames\` in each; \`–\` means that the row does not speak of it.
Without \`resourceNames\`, one in \`kube-system\` or \`kube-node-lease\` is a step more severe than in another namespace.

| verbs | resources | API groups | cluster / namespace / named in cluster / named in namespace | what an attacker does with it: it … | rule |
| --- | --- | --- | --- | --- | --- |`;

function levelsOf({ cluster, namespace, namedInCluster, namedInNamespace, system }: Levels): string {
  const each = [cluster, namespace, namedInCluster, namedInNamespace].map((level) => level ?? '–').join(' / ');
  return system === undefined ? each : `${each}; of the system ${system}`;
}

function linkTo(rule: string): string {
  return `[${rule}](rules.md#${rule})`;
}
