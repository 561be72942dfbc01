// The facts about each identity provider that its repositories must show: from the documentation of the provider, not from src/scaffold/.
import { expect } from 'vitest';
import type { Answers } from '../../../src/answers/index.ts';
import { textOf, type Repository } from '../generated.ts';
import { at, type Json } from '../json.ts';

export interface ProviderFacts {
  /** Expects that iam/ trusts exactly this ServiceAccount and one audience. */
  readonly trusts?: (repository: Repository, subject: string) => void;
  /** The keys of the annotations of the ServiceAccount. */
  readonly annotations?: readonly string[];
  /** Whether Pods have the label for the webhook of Azure, and run on nodes with the metadata server of GKE. */
  readonly podLabel?: true;
  readonly gkeNodes?: true;
  /** The addresses that its network policy opens in addition to those of the hosts, with their ports. */
  readonly narrow?: readonly (readonly [cidr: string, ports: readonly number[]])[];
  /** The names that its Cilium policy opens besides the hosts. */
  readonly names?: (project: Answers) => readonly (string | undefined)[];
  /** The projected tokens of ServiceAccounts for others than the API server: volume and audience. */
  readonly tokens?: readonly string[];
}

type Name = NonNullable<Answers['externalProvider']>;

const facts: Readonly<Record<Name, ProviderFacts>> = {
  token: {},
  'aws-irsa': {
    trusts: (repository, subject) => {
      const { awsOidcProvider } = repository.project;
      expect(at(json(repository, 'iam/trust-policy.json'), 'Statement.0.Condition')).toEqual({
        StringEquals: { [`${awsOidcProvider}:aud`]: 'sts.amazonaws.com', [`${awsOidcProvider}:sub`]: subject },
      });
    },
    annotations: ['role-arn', 'audience', 'sts-regional-endpoints', 'token-expiration'].map(
      (key) => `eks.amazonaws.com/${key}`,
    ),
  },
  'aws-pod-identity': {
    trusts: (repository) => {
      const { installNamespace, name, awsAccountId, awsCluster, awsRegion } = repository.project;
      const policy = json(repository, 'iam/trust-policy.json');
      expect(at(policy, 'Statement.0.Action')).toEqual(['sts:AssumeRole', 'sts:TagSession']);
      expect(at(policy, 'Statement.0.Condition')).toEqual({
        StringEquals: {
          'aws:SourceAccount': awsAccountId,
          'aws:RequestTag/eks-cluster-arn': `arn:aws:eks:${awsRegion}:${awsAccountId}:cluster/${awsCluster}`,
          'aws:RequestTag/kubernetes-namespace': installNamespace,
          'aws:RequestTag/kubernetes-service-account': name,
        },
      });
    },
    narrow: [['169.254.170.23/32', [80]]],
  },
  azure: {
    trusts: (repository, subject) =>
      expect(json(repository, 'iam/federated-credential.json')).toMatchObject({
        subject,
        audiences: ['api://AzureADTokenExchange'],
      }),
    annotations: ['client-id', 'tenant-id', 'service-account-token-expiration'].map(
      (key) => `azure.workload.identity/${key}`,
    ),
    podLabel: true,
  },
  gcp: {
    trusts: (repository) => {
      const { installNamespace, name } = repository.project;
      expect(textOf(repository, 'iam/README.md')).toContain(`.svc.id.goog/subject/ns/${installNamespace}/sa/${name} `);
    },
    gkeNodes: true,
    narrow: [
      ['169.254.169.254/32', [80, 8080]],
      ['169.254.169.252/32', [987, 988]],
    ],
  },
  vault: {
    trusts: (repository) => {
      const { installNamespace, name } = repository.project;
      expect(json(repository, 'iam/role.json')).toMatchObject({
        bound_service_account_names: [name],
        bound_service_account_namespaces: [installNamespace],
        audience: 'vault',
        alias_name_source: 'serviceaccount_uid',
      });
    },
    narrow: [['10.0.0.0/8', [8200]]],
    names: ({ vaultHost }) => [vaultHost],
    tokens: ['vault-token vault'],
  },
};

/** The facts about the provider of a repository; none without external scope. */
export function factsOf({ externalProvider }: Answers): ProviderFacts {
  if (externalProvider === undefined) return {};
  const found: ProviderFacts | undefined = facts[externalProvider];
  if (found === undefined)
    throw new Error(`test/scaffold/checklist/providers.ts has no facts about ${externalProvider}: write them there.`);
  return found;
}

function json(repository: Repository, path: string): Json {
  return JSON.parse(textOf(repository, path));
}
