// docs/proof.md, from the proofs.
import type { Proof } from './proof.ts';

export function proofPage(proofs: readonly Proof[]): string {
  return `# Proof of least privilege

\`npm run test:cluster\` checks this page and fails when it differs from the results of the run. \`npm run test:cluster -- -u\`
writes it again.

Each repository below was generated, built, and installed into its own control plane: etcd, kube-apiserver with RBAC, the audit
log and the default admission plugins, and kube-controller-manager. The compiled controller ran with a real token of its
ServiceAccount and the environment of its Deployment.

| Repository | Answers | Permissions | used | denied without | Deny-list | Pod | weakened Pods refused |
| --- | --- | ---: | ---: | ---: | ---: | --- | ---: |
${proofs.map(row).join('\n')}

- **Permissions**: one verb on one resource of one rule, in one namespace or in all.
- **used**: the audit log shows a request that needed it. In every watched namespace an object was created, became Ready, was
  changed, had its owned objects overwritten and deleted, outlived a restart and the death of the leader, and was deleted
  together with its owned objects. No request was denied, and none needed another permission. Instead of the shipped roles, the
  ServiceAccount had exactly the permissions that \`rbac\` infers from the source.
- **denied without**: with only this permission taken away, a step of the same sequence was denied. Where all permissions are
  needed, none is unused.
- **Deny-list**: requests to SubjectAccessReview about what must stay forbidden (\`test/cluster/proof/deny-list.ts\`): the
  escalation paths of Kubernetes' RBAC good practices and the CIS Benchmark, and everything that the controller may not do.
  The answer to each was no.
- **Pod**: whether the namespace, which enforces the restricted Pod Security Standard, admits the Pod of the Deployment, and the
  same Pod with one setting weakened.

## Other tests in the same run

- **Who installs the CRD** (\`crd-install.test.ts\`): a rule with \`create\` and \`patch\` on one \`resourceNames\` lets the Job,
  or the controller, create and upgrade that CRD by server-side apply. The API server denies another name, a POST (it is
  authorized before the name is known), a PUT, a GET and a delete. Without either verb nothing is installed.
- **Charts** (\`charts.test.ts\`): Helm installs an older version of both charts, and the controller works. An upgrade with objects
  present changes the CRD and removes a permission. The running controller goes on, and the newer one takes over without a denied
  request. Uninstalling both leaves the CRD, its objects and the namespace. Installed again, the controller goes on with them.
- **What leaves the cluster** (\`external.test.ts\`): the declared host gets the mounted token, and after a rotation the
  new one with the next request. The API server's token never arrives there, and the client refuses to use it there. Redirects are
  not followed, an unknown authority is not trusted, and a refused token is in no log, status or event.
- **Identity outside the cluster** (\`providers.test.ts\`): for IAM roles for service accounts, EKS Pod Identity, GKE, Azure and Vault
  the generated client runs in a network where the provider's names and addresses lead to a stand-in for its identity service,
  over TLS where the provider uses it. The stand-in accepts a ServiceAccount token only if the cluster signed it, for the
  audience and the subject that the generated \`iam/\` trusts, in exactly the documented request. The called host accepts only
  credentials from the stand-in, and computes AWS signatures by itself. This shows: the client asks no other host, sends no token
  for another audience, and gets new credentials with the rotated token after a revocation. The stand-in refuses a token for the API server. The
  test itself injects tokens as EKS and Azure's webhook do. No real provider was asked, so behaviour beyond the documentation is not shown.
- **Faults** (\`faults.test.ts\`): SIGTERM ends the controller within its grace period in every state. It recovers from an
  API server that is unreachable for 30 seconds or restarted, works while etcd is slow, serves the other namespaces while
  one is denied, names a CRD that is missing, and makes fewer than three requests a second while anything is refused.
- **Owned kinds** (\`owned-kinds.test.ts\`): an object of every ownable kind is admitted, and the controller becomes idle
  while Kubernetes' own controllers run.
- **A repository that grows** (\`grown.test.ts\`): a small repository after \`add owned Secret\`, and then after
  \`add kind Backup --owns Job\`, is proven in the same way: used, denied without, the deny-list. The permissions that each plan
  named are exactly those that the audit log shows after it and not before.
- **Libraries** (\`libraries.test.ts\`): the programs need only shared libraries that the base image has.

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
