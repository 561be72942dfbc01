// All proofs of one repository as data: the tests check it, and docs/proof.md is printed from it.
import type { Subject } from './subject.ts';
import type { Access } from '../control-plane/audit.ts';
import { startControlPlane, type ControlPlane } from '../control-plane/control-plane.ts';
import { admissionOf, podOf, weakened, type Verdict } from './admission.ts';
import { denyList, elsewhere, nextTo } from './deny-list.ts';
import { describeAccess, describeGrant } from './grants.ts';
import { freeLease, install, type Installation } from './installation.ts';
import { underInferred } from './inferred.ts';
import { withoutEach, type Needed } from './minimal.ts';
import { mayAccess } from './subject-access.ts';
import { liveFully } from './sufficient.ts';
import { usageOf, type Usage } from './usage.ts';
import { disagreementsOf } from './witnesses.ts';

export interface Proof {
  readonly subject: Subject;
  readonly grants: readonly string[];
  readonly usage: Usage;
  /** Differences between the inference, the manifests and the audit log, by `rbac --observed`. */
  readonly disagreements: readonly string[];
  readonly needed: readonly Needed[];
  readonly deny: Denied;
  readonly pod: Verdict;
  readonly weak: readonly (Verdict & { readonly name: string })[];
  readonly seconds: Readonly<Record<'install' | 'life' | 'minimal' | 'rest', number>>;
}

export interface Denied {
  readonly asked: number;
  /** Permissions of the ServiceAccount on the deny-list that the answers did not ask for. */
  readonly allowed: readonly string[];
}

/** Starts a control plane, installs the repository, proves it, and stops the control plane. */
export async function prove(subject: Subject): Promise<Proof> {
  const plane = await startControlPlane();
  try {
    return await proveIn(plane, subject);
  } finally {
    await plane.stop();
  }
}

/** The permissions that the controller uses in a whole life with the shipped roles. */
export async function usedBy(subject: Subject): Promise<Usage> {
  const plane = await startControlPlane();
  try {
    const installation = await install(plane, subject);
    await liveFully(installation);
    return await usageOf(installation);
  } finally {
    await plane.stop();
  }
}

async function proveIn(plane: ControlPlane, subject: Subject): Promise<Proof> {
  const seconds = stopwatch();
  const installation = await install(plane, subject);
  const installed = seconds();
  // With the permissions that `rbac` infers from the source. The rest of the proof is about the shipped ones, and each
  // confirms the other.
  const { usage, disagreements } = await underInferred(installation, async (inferred) => {
    await liveFully(inferred);
    return { usage: await usageOf(inferred), disagreements: await disagreementsOf(inferred) };
  });
  const lived = seconds();
  await freeLease(installation);
  const needed = await withoutEach(installation);
  const minimal = seconds();
  const pod = podOf(installation.deployment);
  return {
    subject,
    grants: installation.grants.map(describeGrant),
    usage,
    disagreements,
    needed,
    deny: await denied(installation),
    pod: await admissionOf(plane.admin, installation.serviceAccount.namespace, pod),
    weak: await Promise.all(
      weakened(pod).map(async ([name, weak]) => ({
        name,
        ...(await admissionOf(plane.admin, installation.serviceAccount.namespace, weak)),
      })),
    ),
    seconds: { install: installed, life: lived, minimal, rest: seconds() },
  };
}

/** Asks about the whole list, in every relevant namespace and across all of them. */
async function denied({ plane, subject: { project }, serviceAccount, namespaces }: Installation): Promise<Denied> {
  const foreign = [serviceAccount.namespace, 'default', 'kube-system'];
  const places = [...namespaces, ...foreign, ''];
  const list = [
    ...denyList(places).filter((access) => !askedFor(access)),
    ...nextTo(project, places),
    ...(project.namespaced ? elsewhere(project, [...foreign, '']) : []),
  ];
  const answers = await Promise.all(list.map((access) => mayAccess(plane.admin, serviceAccount, access)));
  return {
    asked: list.length,
    allowed: list.filter((_, index) => answers[index]).map((access) => `${describeAccess(access)} (${access.why})`),
  };

  /**
   * Answers that let the controller own Deployments let it create them, in its namespaces and with these verbs only.
   */
  function askedFor({ group, resource, verb, namespace }: Access): boolean {
    const owned = project.owned.some((kind) => kind.group === group && kind.plural === resource);
    const works = project.clusterWide || namespaces.includes(namespace);
    return owned && works && ['list', 'watch', 'create', 'patch'].includes(verb);
  }
}

function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const seconds = (now - last) / 1000;
    last = now;
    return seconds;
  };
}
