// What a repository says about itself, as answers of the generator.
import type { Value } from '../answers/answer.ts';
import { settle, type Given } from '../answers/resolve.ts';
import type { Repository } from '../repo/repository.ts';
import { inventoryOf } from '../rules/inventory/inventory.ts';
import type { Permissions } from '../rules/inventory/permissions.ts';
import { updateBots } from '../rules/where/update-bots.ts';
import { behaviourOf, imageOf, resourceOf, scopeOf } from './infer-behaviour.ts';
import { nameOf, sourceOf, textAt } from './infer-name.ts';

/** What is known of a repository besides its files. */
export interface Around {
  /** OWNER/NAME on GitHub that git pulls from. */
  readonly origin?: string | undefined;
  /** The name of its directory. */
  readonly directory?: string | undefined;
  readonly permissions?: Permissions | undefined;
}

/** The answers that can be read from a repository; what is not there, or not acceptable, is left out. */
export function inferAnswers(repository: Repository, { origin, directory, permissions }: Around = {}): Given {
  const inventory = inventoryOf(repository, { permissions });
  const source = sourceOf(inventory) ?? origin;
  const name = nameOf(inventory, source, directory);
  const found: Readonly<Record<string, Value | undefined>> = {
    name,
    description: textAt(inventory, 'description'),
    ...resourceOf(repository, name ?? ''),
    ...scopeOf(inventory),
    ...behaviourOf(inventory),
    leaderElection: inventory.roles.some(({ rules }) => rules.some(({ resources }) => resources.includes('leases'))),
    events: inventory.roles.length === 0 || inventory.roles.some(({ rules }) => rules.some(({ resources }) => resources.includes('events'))),
    updates: updateBots(inventory).some((path) => /renovate/.test(path)) ? 'renovate' : 'dependabot',
    ...imageOf(inventory),
    ci: source === undefined && inventory.workflows.length === 0 && [...repository.files.keys()].some((path) => otherCi.test(path)) ? 'none' : 'github',
    repository: source,
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

const otherCi = /^(\.gitlab-ci\.yml|\.circleci\/|\.woodpecker|\.forgejo\/|\.gitea\/|azure-pipelines\.yml|\.drone\.yml)/;

function licenseOf(expression: string | undefined): string {
  if (expression === undefined) return 'none';
  return /Apache-2\.0/.test(expression) ? 'Apache-2.0' : expression === 'MIT' ? 'MIT' : 'none';
}
