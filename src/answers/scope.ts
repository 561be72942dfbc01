// The answers about the place of the controller and its reach.
import { choice, holds, list, onlyWhen, text, type Condition, type Known } from './answer.ts';
import { all, dnsLabel, each, meets } from './checks.ts';
import { withoutTrailing } from '../without-trailing.ts';

/** Whether the controller is confined to named namespaces, even if its scope is external. */
export function isNamespaced(known: Known): boolean {
  return holds(namespaced, known);
}

export const namespaced: Condition = [
  { scope: ['namespaced'] },
  { scope: ['external'], kubernetesScope: ['namespaced'] },
];

export const external: Condition = [{ scope: ['external'] }];

const notSystem = meets(/^(?!kube-)/, 'must not be a namespace of Kubernetes itself (kube-*)');

export const scope = {
  scope: choice(['namespaced', 'cluster', 'external'], {
    flag: 'scope',
    group: 'Scope',
    title: 'Scope',
    why: 'namespaced: namespaces that you name (Roles); cluster: all (a ClusterRole); external: also services outside',
    default: () => 'namespaced',
  }),
  kubernetesScope: onlyWhen(
    'scope is external',
    external,
    choice(['namespaced', 'cluster'], {
      flag: 'kubernetes-scope',
      group: 'Scope',
      title: 'Scope inside the cluster',
      why: 'namespaced: namespaces that you name (Roles); cluster: all (a ClusterRole)',
      default: () => 'namespaced',
    }),
  ),
  installNamespace: text({
    flag: 'install-namespace',
    group: 'Scope',
    title: 'Namespace to install into',
    why: 'a separate one, so that a leaked token reaches nothing else',
    form: 'DNS-1123 label',
    asked: 'on-request',
    defaultForm: '`<name>-system`',
    default: (known) => `${withoutTrailing(known.text('name').slice(0, 56), '-')}-system`,
    check: all(
      dnsLabel,
      notSystem,
      meets(/^(?!default$)/, 'must not be "default": the controller gets its own namespace'),
    ),
  }),
  watchNamespaces: onlyWhen(
    'the scope inside the cluster is namespaced',
    namespaced,
    list({
      flag: 'watch-namespaces',
      group: 'Scope',
      title: 'Namespaces to watch',
      why: 'the controller may act only in these, by a Role and a RoleBinding in each',
      form: 'a,b,…',
      one: 'Namespace',
      defaultForm: '`<name>`',
      default: (known) => [known.text('name')],
      check: all(each(all(dnsLabel, notSystem)), (value, known) =>
        value.includes(known.text('installNamespace'))
          ? `must not contain the install namespace "${known.text('installNamespace')}": anyone who may create objects there could reach the controller's own token`
          : undefined,
      ),
    }),
  ),
  apiServerCidr: text({
    flag: 'api-server-cidr',
    group: 'Scope',
    title: 'CIDR of the API server',
    why: 'the NetworkPolicy lets the controller reach only this address; with `unset`, `just cluster` asks your cluster for it, and until then the API server refuses deploy/',
    form: 'CIDR|unset',
    asked: 'never',
    default: () => 'unset',
    check: meets(
      /^(unset|(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}\/(3[0-2]|[12]\d|[89]))$/,
      'must be "unset", or an IPv4 CIDR from /8 to /32, such as "10.96.0.1/32"',
    ),
  }),
} as const;
