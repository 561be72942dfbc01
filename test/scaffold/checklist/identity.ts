// Checklist: the identity outside the cluster.
import { expect } from 'vitest';
import { law, ofKind, podOf, textOf, workloads } from '../generated.ts';
import { at, leaves, list, type Json } from '../json.ts';

law('the trust policy names exactly this ServiceAccount and one audience', (repository) => {
  const { externalProvider, installNamespace, name, awsOidcProvider, awsAccountId, awsCluster, awsRegion } =
    repository.project;
  const subject = `system:serviceaccount:${installNamespace}:${name}`;
  const json = (path: string): Json => JSON.parse(textOf(repository, path));
  if (externalProvider === 'aws-irsa') {
    expect(at(json('iam/trust-policy.json'), 'Statement.0.Condition')).toEqual({
      StringEquals: { [`${awsOidcProvider}:aud`]: 'sts.amazonaws.com', [`${awsOidcProvider}:sub`]: subject },
    });
  }
  if (externalProvider === 'aws-pod-identity') {
    expect(at(json('iam/trust-policy.json'), 'Statement.0.Action')).toEqual(['sts:AssumeRole', 'sts:TagSession']);
    expect(at(json('iam/trust-policy.json'), 'Statement.0.Condition')).toEqual({
      StringEquals: {
        'aws:SourceAccount': awsAccountId,
        'aws:RequestTag/eks-cluster-arn': `arn:aws:eks:${awsRegion}:${awsAccountId}:cluster/${awsCluster}`,
        'aws:RequestTag/kubernetes-namespace': installNamespace,
        'aws:RequestTag/kubernetes-service-account': name,
      },
    });
  }
  if (externalProvider === 'azure') {
    expect(json('iam/federated-credential.json')).toMatchObject({ subject, audiences: ['api://AzureADTokenExchange'] });
  }
  if (externalProvider === 'gcp')
    expect(textOf(repository, 'iam/README.md')).toContain(`.svc.id.goog/subject/ns/${installNamespace}/sa/${name} `);
  if (externalProvider === 'vault') {
    expect(json('iam/role.json')).toMatchObject({
      bound_service_account_names: [name],
      bound_service_account_namespaces: [installNamespace],
      audience: 'vault',
      alias_name_source: 'serviceaccount_uid',
    });
  }
});

law('workloads have the annotations and labels of the provider, and no static key', (repository) => {
  const { externalProvider } = repository.project;
  const [account] = ofKind(repository.objects, 'ServiceAccount');
  const keys = Object.keys(at(account, 'metadata.annotations') ?? {});
  const expected: Readonly<Record<string, readonly string[]>> = {
    'aws-irsa': ['role-arn', 'audience', 'sts-regional-endpoints', 'token-expiration'].map(
      (key) => `eks.amazonaws.com/${key}`,
    ),
    azure: ['client-id', 'tenant-id', 'service-account-token-expiration'].map(
      (key) => `azure.workload.identity/${key}`,
    ),
  };
  expect(keys).toEqual(expected[externalProvider ?? ''] ?? []);
  const [deployment] = ofKind(repository.objects, 'Deployment');
  expect(at(deployment, 'spec.template.metadata.labels.[azure.workload.identity/use]')).toBe(
    externalProvider === 'azure' ? 'true' : undefined,
  );
  expect(at(podOf(deployment ?? null), 'nodeSelector.[iam.gke.io/gke-metadata-server-enabled]')).toBe(
    externalProvider === 'gcp' ? 'true' : undefined,
  );
  expect(
    leaves(deployment ?? null).filter((leaf) =>
      /_TOKEN_FILE$|ACCESS_KEY|CLIENT_SECRET|GOOGLE_APPLICATION_CREDENTIALS/.test(String(leaf)),
    ),
  ).toEqual([]);
});

law('IAM policies name actions, resources and a condition', (repository) => {
  for (const [path, text] of repository.files) {
    if (!/^iam\/.*\.json$/.test(path)) continue;
    const policy: Json = JSON.parse(text);
    expect(
      leaves(policy).filter((leaf) => leaf === '*' || /^[a-z0-9]+:\*$/.test(String(leaf))),
      path,
    ).toEqual([]);
    for (const statement of list(at(policy, 'Statement')))
      expect(Object.keys(at(statement, 'Condition') ?? {}).length, path).toBeGreaterThan(0);
  }
});

law('an external token has its own audience and file', (repository) => {
  const tokens = workloads(repository).flatMap((workload) =>
    list(at(podOf(workload), 'volumes')).flatMap((volume) =>
      list(at(volume, 'projected.sources')).flatMap((source) =>
        at(source, 'serviceAccountToken') === undefined
          ? []
          : [`${String(at(volume, 'name'))} ${String(at(source, 'serviceAccountToken.audience'))}`],
      ),
    ),
  );
  const own = workloads(repository).map(() => 'kube-api-access undefined');
  expect(tokens.sort()).toEqual(
    [...own, ...(repository.project.externalProvider === 'vault' ? ['vault-token vault'] : [])].sort(),
  );
});
