// The answers about services outside the cluster, per identity provider.
import { choice, list, onlyWhen, text, type Answer, type Known, type Value } from './answer.ts';
import { all, dnsLabel, dnsName, each, hostName, matches, notEmpty } from './checks.ts';
import { isExternal } from './scope.ts';

type Provider = 'token' | 'aws-pod-identity' | 'aws-irsa' | 'gcp' | 'azure' | 'vault';

function forProviders<T extends Value>(providers: readonly Provider[], answer: Answer<T>) {
  const isOne = (known: Known): boolean =>
    isExternal(known) && providers.some((provider) => provider === known.text('externalProvider'));
  return onlyWhen(`the provider is ${providers.join(' or ')}`, isOne, answer);
}

const group = 'External' as const;
const uuid = matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a UUID in lower case');
const aws = ['aws-pod-identity', 'aws-irsa'] as const;

/** An IAM action of AWS by its full name; a wildcard would grant what nobody asked for. */
const awsAction = (value: string): string | undefined =>
  /^[a-z0-9-]+:[A-Za-z0-9]+$/.test(value) ? undefined : 'must be an action by its full name, such as "s3:GetObject", without "*"';

const awsArn = (value: string): string | undefined =>
  /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\d*:[^*?\s"\\]+(\*?)$/.test(value)
    ? undefined
    : 'must be an ARN that names its resource, such as "arn:aws:s3:::bucket/*"; "*" may only end a path';

export const externalAnswers = {
  externalProvider: onlyWhen(
    'scope is external',
    isExternal,
    choice(['token', 'aws-pod-identity', 'aws-irsa', 'gcp', 'azure', 'vault'], {
      flag: 'external-provider',
      group,
      title: 'Identity outside the cluster',
      why: 'how the controller proves who it is; no static cloud keys',
      default: () => 'token',
    }),
  ),
  externalHosts: onlyWhen(
    'scope is external',
    isExternal,
    list({
      flag: 'external-hosts',
      group,
      title: 'Hosts that it calls',
      why: 'the client refuses every other host',
      form: 'host,host,…',
      check: each(hostName),
    }),
  ),
  tokenSecret: forProviders(
    ['token'],
    text({
      flag: 'token-secret',
      group,
      asked: 'on-request',
      title: 'Secret with the token',
      why: 'mounted as a file; the controller gets no right on Secrets',
      form: 'DNS-1123 label',
      defaultForm: '`<name>-token`',
      default: (known) => `${known.text('name').slice(0, 57).replace(/-+$/, '')}-token`,
      check: dnsLabel,
    }),
  ),
  tokenKey: forProviders(
    ['token'],
    text({
      flag: 'token-key',
      group,
      asked: 'on-request',
      title: 'Key in that Secret',
      why: 'only this key is mounted',
      default: () => 'token',
      check: all(matches(/^[-._a-zA-Z0-9]{1,253}$/, 'letters, digits, "-", "_" and "."'), (value) =>
        value.startsWith('..') || value === '.' ? 'must not start with ".."' : undefined,
      ),
    }),
  ),
  awsAccountId: forProviders(
    aws,
    text({ flag: 'aws-account-id', group, title: 'AWS account', why: 'the trust policy names it', form: '12 digits', check: matches(/^\d{12}$/, '12 digits') }),
  ),
  awsRegion: forProviders(
    aws,
    text({ flag: 'aws-region', group, title: 'AWS region', why: 'STS is called in this region', form: 'region', check: matches(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as "eu-central-1"') }),
  ),
  awsService: forProviders(
    aws,
    text({ flag: 'aws-service', group, asked: 'on-request', title: 'AWS service', why: 'requests are signed for it', form: 'service', default: () => 's3', check: matches(/^[a-z0-9-]{1,63}$/, 'a service’s signing name such as "s3"') }),
  ),
  awsRole: forProviders(
    aws,
    text({
      flag: 'aws-role',
      group,
      asked: 'on-request',
      title: 'IAM role',
      why: 'only this ServiceAccount may assume it',
      form: 'role name',
      defaultForm: '`<name>`',
      default: (known) => known.text('name'),
      check: matches(/^[\w+=,.@-]{1,64}$/, 'the name of a role, without its ARN'),
    }),
  ),
  awsActions: forProviders(
    aws,
    list({ flag: 'aws-actions', group, title: 'IAM actions', why: 'what the role allows, by full name', form: 'service:Action,…', check: each(awsAction) }),
  ),
  awsResources: forProviders(
    aws,
    list({ flag: 'aws-resources', group, title: 'IAM resources', why: 'what these actions may touch', form: 'ARN,ARN,…', check: each(awsArn) }),
  ),
  awsCluster: forProviders(
    ['aws-pod-identity'],
    text({ flag: 'aws-cluster', group, title: 'EKS cluster', why: 'the trust policy names it', form: 'cluster name', check: matches(/^[0-9A-Za-z][\w-]{0,99}$/, 'the name of an EKS cluster') }),
  ),
  awsOidcProvider: forProviders(
    ['aws-irsa'],
    text({
      flag: 'aws-oidc-provider',
      group,
      title: 'OIDC provider of the cluster',
      why: 'the trust policy takes tokens from it alone',
      form: 'HOST/PATH',
      check: matches(/^[a-z0-9.-]+\.[a-z]+(\/[\w/-]+)?$/, 'host and path without https://, such as "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE"'),
    }),
  ),
  gcpProject: forProviders(
    ['gcp'],
    text({ flag: 'gcp-project', group, title: 'Google Cloud project', why: 'its workload identity pool', form: 'project id', check: matches(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, 'a project id') }),
  ),
  gcpProjectNumber: forProviders(
    ['gcp'],
    text({ flag: 'gcp-project-number', group, title: 'Number of that project', why: 'the principal names it', form: 'digits', check: matches(/^\d{6,15}$/, 'the number of a project') }),
  ),
  gcpRole: forProviders(
    ['gcp'],
    text({
      flag: 'gcp-role',
      group,
      title: 'IAM role',
      why: 'a narrow one',
      form: 'roles/…',
      check: all(matches(/^(roles|projects\/[a-z0-9-]+\/roles)\/[\w.]+$/, 'a role such as "roles/storage.objectViewer"'), (value) =>
        /^roles\/(owner|editor|viewer)$/.test(value) ? 'must not be a basic role, which spans every service' : undefined,
      ),
    }),
  ),
  gcpResource: forProviders(
    ['gcp'],
    text({
      flag: 'gcp-resource',
      group,
      title: 'Resource name that the role is limited to',
      why: 'an IAM Condition: the name must start with it',
      form: 'resource name',
      check: matches(/^[^*"'\\\s]{3,}$/, 'a resource name such as "projects/_/buckets/example", without "*"'),
    }),
  ),
  azureClientId: forProviders(
    ['azure'],
    text({ flag: 'azure-client-id', group, title: 'Client id', why: 'the managed identity', form: 'UUID', check: uuid }),
  ),
  azureTenantId: forProviders(
    ['azure'],
    text({ flag: 'azure-tenant-id', group, title: 'Tenant id', why: 'where tokens are asked for', form: 'UUID', check: uuid }),
  ),
  azureIssuer: forProviders(
    ['azure'],
    text({ flag: 'azure-issuer', group, title: 'OIDC issuer of the cluster', why: 'the federated credential takes tokens from it alone', form: 'https://…', check: matches(/^https:\/\/[a-z0-9.-]+(\/[\w./-]*)?$/, 'an https URL') }),
  ),
  azureRole: forProviders(
    ['azure'],
    text({
      flag: 'azure-role',
      group,
      title: 'Role',
      why: 'a narrow one',
      form: 'role name',
      check: all(matches(/^[A-Za-z][A-Za-z0-9 ()-]{2,127}$/, 'the name of a role such as "Storage Blob Data Reader"'), (value) =>
        /^(owner|contributor|user access administrator)$/i.test(value) ? 'must not be a role that spans every service' : undefined,
      ),
    }),
  ),
  azureScope: forProviders(
    ['azure'],
    text({
      flag: 'azure-scope',
      group,
      title: 'Resource that the role is assigned on',
      why: 'a resource, not a subscription or resource group',
      form: '/subscriptions/…/providers/…',
      check: matches(
        /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[\w.()-]+\/providers\/[\w.]+(\/[\w.-]+){2,}$/,
        'the id of one resource: /subscriptions/UUID/resourceGroups/NAME/providers/NAMESPACE/TYPE/NAME',
      ),
    }),
  ),
  azureAudience: forProviders(
    ['azure'],
    text({ flag: 'azure-audience', group, asked: 'on-request', title: 'Audience of the access token', why: 'the API that it is for', form: 'https://…', default: () => 'https://storage.azure.com', check: matches(/^(https|api):\/\/[\w./-]+$/, 'an https:// or api:// URI') }),
  ),
  vaultHost: forProviders(
    ['vault'],
    text({ flag: 'vault-host', group, title: 'Host of Vault', why: 'called on port 8200 over TLS', form: 'host', check: all(notEmpty, dnsName) }),
  ),
  vaultMount: forProviders(
    ['vault'],
    text({ flag: 'vault-mount', group, asked: 'on-request', title: 'Auth mount', why: 'where the Kubernetes method is mounted', default: () => 'kubernetes', check: matches(/^[\w-]+(\/[\w-]+)*$/, 'a mount path without leading slash') }),
  ),
  vaultRole: forProviders(
    ['vault'],
    text({ flag: 'vault-role', group, asked: 'on-request', title: 'Vault role', why: 'bound to this ServiceAccount and namespace', defaultForm: '`<name>`', default: (known) => known.text('name'), check: dnsLabel }),
  ),
  vaultPath: forProviders(
    ['vault'],
    text({ flag: 'vault-path', group, title: 'Path of the secret', why: 'the policy reads this path alone', form: 'secret/data/…', check: matches(/^[\w-]+(\/[\w.-]+)+$/, 'an exact path such as "secret/data/example", without "*"') }),
  ),
} as const;
