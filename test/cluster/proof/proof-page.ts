// docs/proof.md, from the proofs.
import type { Proof } from './proof.ts';

export function proofPage(proofs: readonly Proof[]): string {
  return `# Proof of least privilege

\`npm run test:cluster\` writes this page, and fails when it no longer says what the run has shown
(\`npm run test:cluster -- -u\` writes it anew).

Each repository below was generated, built, and installed into a control plane of its own: etcd and kube-apiserver with
RBAC, the audit log and the default admission plugins, kube-controller-manager beside them. The compiled controller ran
with a real token of its ServiceAccount and the environment of its Deployment.

| Repository | Answers | Permissions | used | denied without | Deny-list | Pod | weakened Pods refused |
| --- | --- | ---: | ---: | ---: | ---: | --- | ---: |
${proofs.map(row).join('\n')}

- **Permissions**: one verb on one resource of one rule, in one namespace or in all.
- **used**: the audit log shows a request that needed it. No request was denied, and none needed anything else, while in
  every watched namespace an object was created, became Ready, was changed, had what it owns overwritten and deleted,
  outlived a restart and the death of the leader, and was deleted with all that it owned. In place of the shipped roles
  the ServiceAccount had, for that time, exactly what \`rbac\` infers from the source: nothing more, nothing less.
- **denied without**: with this one permission taken away, and no other, a step of the same life was refused for want of
  it. Where all are needed, none is in excess.
- **Deny-list**: questions to SubjectAccessReview about what must stay forbidden (\`test/cluster/proof/deny-list.ts\`): the
  escalation paths of Kubernetes' RBAC good practices and the CIS Benchmark, and everything beside what the controller may
  do. Each was answered no.
- **Pod**: what the namespace, which enforces the restricted Pod Security Standard, says to the Pod of the Deployment;
  and to the same Pod with one setting weakened.

## What the other tests of the same run show

- **Who installs the CRD** (\`crd-install.test.ts\`): a rule with \`create\` and \`patch\` on one \`resourceNames\` lets the Job,
  or the controller, create and upgrade that CRD by server-side apply. Another name is refused, and so are a POST (it is
  authorized before the name is known), a PUT, a GET and a delete. Without either verb nothing is installed.
- **Charts** (\`charts.test.ts\`): Helm installs an older version of both charts, and the controller works. An upgrade with objects
  present changes the CRD and takes a permission away; the controller that runs goes on, and the one of the newer version takes over
  and is denied nothing. Uninstalling both leaves the CRD, its objects and the namespace; installed once more, it goes on with them.
- **What leaves the cluster** (\`external.test.ts\`): the declared host gets the mounted token, and a rotated one with the
  next request. The API server's token never arrives there, and is refused as the token for outside. Redirects are not
  followed, an unknown authority is not trusted, and a token that was refused is in no log, status or event.
- **Who it is outside** (\`providers.test.ts\`): for IAM roles for service accounts, EKS Pod Identity, GKE, Azure and Vault
  the generated client runs in a network in which the provider's own names and addresses lead to a stand-in of its
  identity service, over TLS where the provider has it. The stand-in takes a ServiceAccount token only if the cluster
  signed it, for the audience and the subject that the generated \`iam/\` trusts, in exactly the documented request; the
  called host takes only what the identity service gave, and checks AWS signatures by its own computation. So: no other
  host is asked, no token for another audience leaves, revoked credentials are asked for anew with the rotated token,
  and a token for the API server is refused. The injection of tokens by EKS and by Azure's webhook is the test's own, and
  no provider was asked: what it does beyond its documentation is not shown.
- **Faults** (\`faults.test.ts\`): SIGTERM ends the controller within its grace period in every state. It recovers from an
  API server that is unreachable for 30 seconds or restarted, works while etcd is slow, serves the other namespaces while
  one is denied, names a CRD that is missing, and makes fewer than three requests a second while anything is refused.
- **Owned kinds** (\`owned-kinds.test.ts\`): an object of every kind that can be owned is admitted, and the controller comes
  to rest beside those of Kubernetes.
- **A repository that grows** (\`grown.test.ts\`): what \`add owned Secret\`, and then \`add kind Backup --owns Job\`, make of a
  small repository is proven in the same way: used, denied without, the deny-list. The permissions that each plan named are
  exactly those that the audit log shows after it and not before.
- **Libraries** (\`libraries.test.ts\`): the programs need no shared library beside those of the base image.

Not in this run: [the image](image.md), built and run, and [two thousand objects at once](load.md).

## Permissions

${proofs.map(permissions).join('\n\n')}
`;
}

function row({ subject: { project }, grants, usage, needed, deny, pod, weak }: Proof): string {
  const denied = needed.filter((one) => one.denied !== undefined).length;
  const refused = weak.filter(({ admitted }) => !admitted).length;
  const verdict = pod.admitted ? (pod.warnings.length === 0 ? 'admitted' : 'warned about') : 'refused';
  const no = deny.asked - deny.allowed.length;
  return `| ${[project.name, answers(project), grants.length, usage.used, denied, `${no} of ${deny.asked}`, verdict, `${refused} of ${weak.length}`].join(' | ')} |`;
}

function answers(project: Proof['subject']['project']): string {
  const { scope, kubernetesScope, watchNamespaces, owns, crdInstall } = project;
  return [
    scope === 'external' ? `external (${project.externalProvider ?? ''}), ${kubernetesScope ?? ''}` : scope,
    ...(watchNamespaces !== undefined && watchNamespaces.length > 1 ? [`${watchNamespaces.length} namespaces`] : []),
    `owns ${owns.join(', ')}`,
    `CRD: ${crdInstall}`,
    ...(project.charts ? ['installed from its chart by Helm'] : []),
    ...[
      project.finalizer ? ['finalizer'] : [],
      project.events ? [] : ['no events'],
      project.leaderElection ? [] : ['no leader election'],
    ].flat(),
  ].join('; ');
}

function permissions({ subject, grants }: Proof): string {
  return `### ${subject.project.name}\n\n${grants.map((grant) => `- ${grant}`).join('\n')}`;
}
