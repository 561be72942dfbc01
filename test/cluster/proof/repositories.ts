// The repositories of the proofs, some of which every suite uses.
import type { Given } from '../../../src/answers/resolve.ts';
import { ownableKinds } from '../../../src/kubernetes/ownable.ts';
import { repositories } from '../../repositories.ts';
import { outsideHost } from './outside.ts';

const {
  default: byDefault = {},
  'two-namespaces': twoNamespaces = {},
  'cluster-all': clusterAll = {},
  'cluster-bare': clusterBare = {},
} = repositories;

const all: Readonly<Record<string, Given>> = {
  default: byDefault,
  'two-namespaces': twoNamespaces,
  'cluster-all': clusterAll,
  'cluster-bare': clusterBare,
  'token-local': {
    name: 'token-local',
    scope: 'external',
    externalHosts: [outsideHost],
    finalizer: true,
    events: false,
    leaderElection: false,
  },
  'token-cluster': {
    name: 'token-cluster',
    scope: 'external',
    kubernetesScope: 'cluster',
    externalHosts: [outsideHost],
    owns: ['Secret'],
    crdInstall: 'controller',
  },
};

/** PROVEN=default,token-local proves only these during work on them; docs/proof.md then differs, and its test fails. */
const only = process.env['PROVEN']?.split(',');

export const proven: Readonly<Record<string, Given>> = Object.fromEntries(
  Object.entries(all).filter(([name]) => only === undefined || only.includes(name)),
);

export const ownsEverything: Given = {
  name: 'owns-everything',
  scope: 'cluster',
  owns: ownableKinds,
  leaderElection: false,
};
