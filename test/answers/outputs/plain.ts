// One set of answers for each identity provider, in which every value is a word that no template contains.
import type { Given } from '../../../src/answers/resolve.ts';

const everywhere: Given = {
  // Each name that follows from it differs from it: Cargo forbids a digit at the start, and others shorten it.
  name: '7xq-name-that-is-as-long-as-names-may-be-for-some-cut-it-shorte',
  description: 'xqdescription',
  repository: 'XqOwner/XqRepository',
  scope: 'external',
  kubernetesScope: 'namespaced',
  installNamespace: 'xqinstall',
  watchNamespaces: ['xqwatch', 'xqwatched'],
  apiServerCidr: '10.177.7.7/32',
  group: 'xq.group',
  version: 'v77alpha7',
  kind: 'XqKind',
  plural: 'xqplural',
  owns: ['ConfigMap'],
  moreKinds: ['YqKind=Secret', 'ZqKind=Secret'],
  finalizer: true,
  crdInstall: 'job',
  packaging: 'both',
  externalHosts: ['xqhost.dev', 'xqother.dev'],
};

/** The keys that have a value for every provider. */
export const shared: ReadonlySet<string> = new Set(Object.keys(everywhere));

const aws: Given = {
  awsAccountId: '177177177177',
  awsRegion: 'xq-region-7',
  awsService: 'xqservice',
  awsRole: 'xqrole',
  awsActions: ['xqaction:Xq', 'xqaction:Xr'],
  awsResources: ['arn:aws:xqarn:::xq/*', 'arn:aws:xqarn:::xr'],
};

const ofProvider: Readonly<Record<string, Given>> = {
  token: { tokenSecret: 'xqsecret', tokenKey: 'xqkey' },
  'aws-pod-identity': { ...aws, awsCluster: 'xqcluster' },
  'aws-irsa': { ...aws, awsOidcProvider: 'xqoidc.dev/id/XQ' },
  gcp: {
    gcpProject: 'xqproject',
    gcpProjectNumber: '177177177',
    gcpRole: 'roles/xqrole',
    gcpResource: 'xqresource',
  },
  azure: {
    azureClientId: '77777777-7777-4777-8777-777777777771',
    azureTenantId: '77777777-7777-4777-8777-777777777772',
    azureIssuer: 'https://xqissuer.dev/xq/',
    azureRole: 'Xq Role',
    azureScope: '/subscriptions/77777777-7777-4777-8777-777777777773/resourceGroups/xq/providers/Xq.Xq/xq/xqscope',
    azureAudience: 'https://xqaudience.dev',
  },
  vault: { vaultHost: 'xqvault.dev', vaultMount: 'xqmount', vaultRole: 'xqrole', vaultPath: 'xqsecret/data/xqpath' },
};

export const plain: Readonly<Record<string, Given>> = Object.fromEntries(
  Object.entries(ofProvider).map(([externalProvider, given]) => [
    externalProvider,
    { ...everywhere, externalProvider, ...given },
  ]),
);
