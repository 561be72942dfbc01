// The answers about the custom resource and what the controller creates for each.
import { list, text } from './answer.ts';
import { all, dnsName, each, matches, meets } from './checks.ts';
import { isNamespaced } from './scope.ts';
import { isClusterScoped, ownableKinds, refusalToOwn } from '../kubernetes/ownable.ts';
import { pluralOf } from '../kubernetes/plural.ts';

// Names that the generated `crd.rs` needs for itself, or that Rust does not take as the name of a struct.
const takenByRust = new Set(
  'Self String Vec Option Box Result Some None Ok Err Default Clone Debug Send Sync Sized Copy Drop Fn FnMut FnOnce From Into ToString ToOwned Iterator IntoIterator Extend PartialEq Eq PartialOrd Ord Condition CustomResource JsonSchema Serialize Deserialize Resource ResourceSpec ResourceStatus'.split(
    ' ',
  ),
);

export const resource = {
  group: text({
    flag: 'group',
    group: 'Resource',
    title: 'API group of the custom resource',
    why: 'a domain of yours',
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
    why: 'how far its schema is promised to stay',
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
    default: (known) => pascalCase(known.text('name')),
    check: all(matches(/^[A-Z][A-Za-z0-9]{0,62}$/, 'PascalCase letters and digits, such as "Document"'), (value) =>
      takenByRust.has(value) ? 'is a name that Rust or the generated code needs for itself' : undefined,
    ),
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
    why: 'the controller may list, watch, create and patch these, and no other',
    form: 'Kind,Kind,…',
    members: ownableKinds,
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
} as const;

function pascalCase(name: string): string {
  const words = name.replace(/^[^a-z]+/, '').split('-');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('') || 'Example';
}
