// The answers about the custom resource and what the controller creates for each.
import { list, text } from './answer.ts';
import { all, dnsName, each, matches, meets } from './checks.ts';
import { kindName, owning, ownsForm, refusalOfKinds, wordPatterns } from './kinds.ts';
import { isNamespaced, namespaced } from './scope.ts';
import { isClusterScoped, ownableKinds, refusalToOwn } from '../kubernetes/ownable.ts';
import { pluralOf } from '../kubernetes/plural.ts';

const namespacedKinds = ownableKinds.filter((kind) => !isClusterScoped(kind));

export const resource = {
  group: text({
    flag: 'group',
    group: 'Resource',
    title: 'API group of the custom resource',
    why: 'a domain that you own',
    form: 'DNS name',
    default: () => 'example.dev',
    check: all(
      dnsName,
      meets(
        /^(?!(.*\.)?(k8s|kubernetes)\.io$)/,
        'must not be below k8s.io or kubernetes.io, which are protected (api-approved.kubernetes.io)',
      ),
    ),
  }),
  version: text({
    flag: 'api-version',
    group: 'Resource',
    title: 'Version of the custom resource',
    why: 'how stable its schema is promised to be',
    form: 'v1alpha1|v1beta1|v1|…',
    asked: 'on-request',
    default: () => 'v1alpha1',
    check: matches(
      /^v[1-9]\d{0,3}((alpha|beta)[1-9]\d{0,3})?$/,
      'a Kubernetes version such as v1alpha1, v1beta1 or v1',
    ),
  }),
  kind: text({
    flag: 'kind',
    group: 'Resource',
    title: 'Kind of the custom resource',
    why: 'what users write in their manifests',
    form: 'PascalCase',
    defaultForm: 'PascalCase of the name',
    example: 'Document',
    default: (known) => pascalCase(known.text('name')),
    check: kindName,
  }),
  plural: text({
    flag: 'plural',
    group: 'Resource',
    title: 'Plural of the kind',
    why: 'the resource’s name in RBAC and in URLs',
    form: 'lower case',
    asked: 'on-request',
    defaultForm: 'as kube-derive makes it',
    default: (known) => pluralOf(known.text('kind').toLowerCase()),
    check: matches(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, 'lower-case letters, digits and "-", such as "documents"'),
  }),
  owns: list({
    flag: 'owns',
    group: 'Resource',
    title: 'Kinds that it creates for each object',
    why: 'the controller may list, watch, create and patch only these',
    form: 'Kind,Kind,…',
    members: ownableKinds,
    narrower: [{ when: namespaced, members: namespacedKinds }],
    default: () => ['ConfigMap'],
    check: all(each(refusalToOwn), (value, known) =>
      value
        .filter((kind) => isNamespaced(known) && isClusterScoped(kind))
        .map(
          (kind) =>
            `names ${kind}, which is cluster-scoped: a namespaced controller has no right to it, and no namespaced object can own it. Use --scope cluster`,
        )
        .at(0),
    ),
  }),
  moreKinds: list({
    flag: 'more-kinds',
    group: 'Resource',
    title: 'Further kinds of custom resources, with the kinds that each owns',
    why: 'each has its own module, tests, CRD and rules; by default it owns a ConfigMap',
    form: ownsForm,
    one: 'Kind=Owned+Owned',
    patterns: [...wordPatterns, owning(ownableKinds)],
    narrower: [{ when: namespaced, patterns: [owning(namespacedKinds)] }],
    asked: 'never',
    defaultForm: 'none',
    default: () => [],
    check: (value, known) => refusalOfKinds(value, known, isNamespaced(known)),
  }),
} as const;

function pascalCase(name: string): string {
  const words = name.replace(/^[^a-z]+/, '').split('-');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('') || 'Example';
}
