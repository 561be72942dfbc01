// Checklist: the identity outside the cluster.
import { expect } from 'vitest';
import { law, ofKind, podOf, workloads } from '../generated.ts';
import { at, leaves, list, type Json } from '../json.ts';
import { factsOf } from './providers.ts';

law('the trust policy names exactly this ServiceAccount and one audience', (repository) => {
  const { installNamespace, name } = repository.project;
  factsOf(repository.project).trusts?.(repository, `system:serviceaccount:${installNamespace}:${name}`);
});

law('workloads have the annotations and labels of the provider, and no static key', (repository) => {
  const { annotations = [], podLabel, gkeNodes } = factsOf(repository.project);
  const [account] = ofKind(repository.objects, 'ServiceAccount');
  expect(Object.keys(at(account, 'metadata.annotations') ?? {})).toEqual(annotations);
  const [deployment] = ofKind(repository.objects, 'Deployment');
  expect(at(deployment, 'spec.template.metadata.labels.[azure.workload.identity/use]')).toBe(podLabel && 'true');
  expect(at(podOf(deployment ?? null), 'nodeSelector.[iam.gke.io/gke-metadata-server-enabled]')).toBe(
    gkeNodes && 'true',
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
  expect(tokens.sort()).toEqual([...own, ...(factsOf(repository.project).tokens ?? [])].sort());
});
