// The gains of an attacker who takes over the controller's Pod, computed from its granted rules.
import { privilegesFor, type Gain, type Privilege } from '../kubernetes/privileges.ts';
import { grantsOf, type Grant } from './grants.ts';
import type { Project } from './project.ts';
import type { RbacRule } from './permissions.ts';

export interface Consequence {
  /** The attempt of an attacker. */
  readonly attempt: string;
  /** Where it succeeds, or undefined if no granted rule allows it. */
  readonly where?: string;
  readonly outcome: string;
}

type Subject = Pick<Project, 'name' | 'roles' | 'group' | 'kind' | 'external' | 'outsideHosts' | 'externalHosts'>;

/** The table of docs/security.md; an attempt that nothing allows is listed too, with the reason. */
export function blastRadius(project: Subject): readonly Consequence[] {
  const grants = grantsOf(project.roles).filter(({ serviceAccount }) => serviceAccount === project.name);
  return [...attempts.map((attempt) => consequenceOf(attempt, grants)), host(grants), outside(project)];
}

interface Attempt {
  readonly attempt: string;
  allows(rule: RbacRule): boolean;
  /** The result, for the resources that allow it. */
  outcome(resources: string, rules: readonly RbacRule[]): string;
  readonly otherwise: string;
}

const startsPods = (rule: RbacRule): boolean => rowsOf(rule, 'pods').length > 0;
const readsSecrets = (rule: RbacRule): boolean => rowsOf(rule, 'secrets').length > 0;
const rightsOf = (rule: RbacRule): readonly string[] =>
  [...rowsOf(rule, 'rights'), ...rowsOf(rule, 'pods')].map(({ why }) => why);

/** The rows of the deny-list by which a rule leads to something; a limit to names is stated next to it. */
function rowsOf({ apiGroup, resource, verbs }: RbacRule, gain: Gain): readonly Privilege[] {
  return verbs
    .flatMap((verb) => privilegesFor({ group: apiGroup, resource, verb }))
    .filter(({ gains, names }) => names === undefined && gains.includes(gain));
}

const attempts: readonly Attempt[] = [
  {
    attempt: 'Read Secrets',
    allows: (rule) => readsSecrets(rule) || startsPods(rule),
    outcome: (resources, rules) =>
      rules.some(readsSecrets)
        ? 'Every Secret there, also those of others: a list cannot be limited to the ones that the controller made.'
        : `Not by itself; a Pod started through ${resources} can mount every Secret there.`,
    otherwise: 'No rule names Secrets or starts Pods that could mount them.',
  },
  {
    attempt: 'Change or create objects of others',
    allows: (rule) => rule.purpose === 'apply-owned',
    outcome: (resources) => `Any of ${resources}: programs that use them break, or behave differently.`,
    otherwise: 'It owns nothing.',
  },
  {
    attempt: 'Start Pods, for example to mine',
    allows: startsPods,
    outcome: (resources) =>
      `Through ${resources}: with any image, any ServiceAccount and any Secret there, and so with their permissions. Limit it with a ResourceQuota and Pod Security.`,
    otherwise: 'No rule writes Pods or what starts them.',
  },
  {
    attempt: 'Redirect or open traffic',
    allows: (rule) => rowsOf(rule, 'traffic').length > 0,
    outcome: (resources) => `Through ${resources}: traffic goes to the attacker, or around a policy.`,
    otherwise: 'No rule writes Services, Ingresses, EndpointSlices or NetworkPolicies.',
  },
  {
    attempt: 'Gain further rights',
    allows: (rule) => rightsOf(rule).length > 0,
    outcome: (resources, rules) =>
      `Through ${resources}: an attacker ${[...new Set(rules.flatMap(rightsOf))].join('; ')}.`,
    otherwise:
      'No rule writes Secrets, Roles, bindings, ServiceAccounts, Namespaces or CRDs, starts Pods, or has `escalate`, `bind` or `impersonate`.',
  },
  {
    attempt: 'Delete objects',
    allows: (rule) => rule.verbs.some((verb) => verb.startsWith('delete')),
    outcome: (resources) => `Any of ${resources}.`,
    otherwise: 'No rule has `delete`: garbage collection removes what the controller made.',
  },
];

function consequenceOf({ attempt, allows, outcome, otherwise }: Attempt, grants: readonly Grant[]): Consequence {
  const allowing = grants.filter(({ rules }) => rules.some(allows));
  if (allowing.length === 0) return { attempt, outcome: otherwise };
  const rules = allowing.flatMap((grant) => grant.rules.filter(allows));
  const resources = [...new Set(rules.map(described))].join(', ');
  return { attempt, where: allowing.map(({ where }) => where).join('; '), outcome: outcome(resources, rules) };
}

function described({ resource, resourceNames }: RbacRule): string {
  return resourceNames === undefined
    ? `\`${resource}\``
    : `\`${resource}\` named ${resourceNames.map((name) => `\`${name}\``).join(', ')}`;
}

/** The Pod itself has no access to the host; Pods that it starts have what the Pod Security Standard allows. */
function host(grants: readonly Grant[]): Consequence {
  const attempt = 'Reach the host';
  const starting = grants.filter(({ rules }) => rules.some(startsPods));
  if (starting.length === 0) {
    return {
      attempt,
      outcome: 'The Pod has no capability, no privilege, no path of the host and a read-only root, as user 65532.',
    };
  }
  const where = starting.map((grant) => grant.where).join('; ');
  return {
    attempt,
    where,
    outcome: 'Not from its own Pod. From one that it starts, unless Pod Security there is `baseline` or `restricted`.',
  };
}

function outside({ external, externalHosts }: Subject): Consequence {
  const attempt = 'Reach services outside the cluster';
  if (!external)
    return {
      attempt,
      outcome: 'It has no identity outside the cluster, and the NetworkPolicy allows only DNS and the API server.',
    };
  const hosts = (externalHosts ?? []).map((host) => `\`${host}\``).join(', ');
  return {
    attempt,
    where: hosts,
    outcome: 'With its token or role, until that is revoked or the Pod ends; see “Identity outside the cluster”.',
  };
}
