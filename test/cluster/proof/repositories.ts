// The repositories that are proven: those that every suite runs on, and one that owns whatever can be owned.
import type { Given } from '../../../src/answers/resolve.ts';
import { ownableKinds } from '../../../src/rbac/ownable.ts';
import { repositories } from '../../repositories.ts';

/** PROVEN=default,token proves these alone while working on them; docs/proof.md then differs, and that test fails. */
const only = process.env['PROVEN']?.split(',');

export const proven: Readonly<Record<string, Given>> = Object.fromEntries(
  Object.entries(repositories).filter(([name]) => only === undefined || only.includes(name)),
);

export const ownsEverything: Given = { name: 'owns-everything', scope: 'cluster', owns: ownableKinds, leaderElection: false };
