import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noDeputyWrites = grantRule({
  id: 'no-deputy-writes',
  title: 'The controller does not direct a controller with more rights',
  why: 'Argo CD, Flux, Crossplane, OLM and similar controllers install the contents of such an object with their own rights. Its author needs no right on the objects that they create.',
  reference: pages.rbac,
  profile: 'regular',
  advice:
    'Remove the writes, or confine them to a Role, limit the other controller there (an AppProject, a serviceAccountName for Flux), and say why.',
});
