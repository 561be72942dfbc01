// What a repository says about itself, as answers of the generator.
import { declaration } from '../answers/index.ts';
import { knownFrom, settle, type Given } from '../answers/resolve.ts';
import { tomlAt } from '../formats/toml.ts';
import { inventoryOf, type Inventory } from '../rules/inventory/inventory.ts';
import { customResourcesOf } from '../rules/inventory/custom-resources.ts';
import { rootManifest } from '../rules/where/cargo.ts';
import { updateBots } from '../rules/where/update-bots.ts';
import type { Repository } from '../repo/repository.ts';
import type { Value } from '../answers/answer.ts';

/** The answers that can be read from a repository; what is not there, or not acceptable, is left out. */
export function inferAnswers(repository: Repository): Given {
  const inventory = inventoryOf(repository);
  const found: Readonly<Record<string, Value | undefined>> = {
    name: nameOf(inventory),
    description: textAt(inventory, 'description'),
    ...resourceOf(repository),
    ...scopeOf(inventory),
    leaderElection: inventory.roles.some(({ rules }) => rules.some(({ resources }) => resources.includes('leases'))),
    events: inventory.roles.length === 0 || inventory.roles.some(({ rules }) => rules.some(({ resources }) => resources.includes('events'))),
    updates: updateBots(inventory).some((path) => /renovate/.test(path)) ? 'renovate' : 'dependabot',
    ci: 'github',
    repository: /github\.com\/([^/\s]+\/[^/\s]+?)(\.git)?\/?$/.exec(textAt(inventory, 'repository') ?? textAt(inventory, 'homepage') ?? '')?.[1],
    license: licenseOf(textAt(inventory, 'license')),
  };
  return acceptable(Object.fromEntries(Object.entries(found).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))));
}

/** Values that their own declaration refuses would stop everything for something that nobody chose. */
function acceptable(found: Given): Given {
  const { refused } = settle(found, { defaults: true });
  const [first] = refused.filter(({ key }) => key in found);
  // A default that follows from a name such as kube-x would be a namespace of Kubernetes itself.
  if (first === undefined) return { ...Object.fromEntries(refused.flatMap(({ key }) => (key in fallbacks ? [[key, fallbacks[key] ?? '']] : []))), ...found };
  return acceptable(Object.fromEntries(Object.entries(found).filter(([key]) => key !== first.key)));
}

const fallbacks: Given = { installNamespace: 'controller-system', watchNamespaces: ['controller'] };

function nameOf(inventory: Inventory): string | undefined {
  const names = inventory.workloads.map(({ manifest }) => manifest.name).filter((name) => !name.includes('{{'));
  const candidates = [...names, textAt(inventory, 'name'), ...inventory.workloads.map(({ manifest }) => manifest.chart?.split('/').at(-1))];
  return candidates.map((name) => name?.toLowerCase().replaceAll('_', '-')).find((name) => name !== undefined && declaration.name.check?.(name, knownFrom(new Map())) === undefined);
}

function textAt(inventory: Inventory, key: string): string | undefined {
  const cargo = rootManifest(inventory)?.value;
  const value = tomlAt(cargo, 'package', key) ?? tomlAt(cargo, 'workspace', 'package', key);
  return typeof value === 'string' ? value.trim().replaceAll(/\s+/g, ' ') : undefined;
}

function resourceOf(repository: Repository): Readonly<Record<string, Value>> {
  const [first] = customResourcesOf(repository);
  return first === undefined ? {} : { group: first.group, version: first.version, kind: first.kind, plural: first.plural };
}

function scopeOf({ roles, workloads, manifests }: Inventory): Readonly<Record<string, Value | undefined>> {
  const cluster = roles.length === 0 || roles.some(({ reach }) => reach === 'cluster');
  const watched = [...new Set(roles.filter(({ reach }) => reach === 'namespace').map(({ manifest }) => manifest.namespace ?? ''))].filter((one) => one !== '');
  const installNamespace = workloads.map(({ manifest }) => manifest.namespace).find((one) => one !== undefined) ?? manifests.find(({ kind }) => kind === 'Namespace')?.name;
  const others = watched.filter((one) => one !== installNamespace);
  return { scope: cluster ? 'cluster' : 'namespaced', installNamespace, watchNamespaces: others.length > 0 ? others : undefined };
}

function licenseOf(expression: string | undefined): string {
  if (expression === undefined) return 'none';
  return /Apache-2\.0/.test(expression) ? 'Apache-2.0' : expression === 'MIT' ? 'MIT' : 'none';
}
