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
  outlived a restart and the death of the leader, and was deleted with all that it owned.
- **denied without**: with this one permission taken away, and no other, a step of the same life was refused for want of
  it. Where all are needed, none is in excess.
- **Deny-list**: questions to SubjectAccessReview about what must stay forbidden (\`test/cluster/proof/deny-list.ts\`): the
  escalation paths of Kubernetes' RBAC good practices and the CIS Benchmark, and everything beside what the controller may
  do. Each was answered no.
- **Pod**: what the namespace, which enforces the restricted Pod Security Standard, says to the Pod of the Deployment;
  and to the same Pod with one setting weakened.

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
    ...[project.finalizer ? ['finalizer'] : [], project.events ? [] : ['no events'], project.leaderElection ? [] : ['no leader election']].flat(),
  ].join('; ');
}

function permissions({ subject, grants }: Proof): string {
  return `### ${subject.project.name}\n\n${grants.map((grant) => `- ${grant}`).join('\n')}`;
}
