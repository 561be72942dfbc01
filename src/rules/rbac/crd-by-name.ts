import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const crdByName = grantRule({
  id: 'crd-by-name',
  title: 'CRDs are written by name only',
  why: 'An account that may write all CRDs controls the schema and the conversion of every custom resource in the cluster.',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Add resourceNames with the names of your CRDs, or let an administrator install them.',
  reasonSettles: false,
});
