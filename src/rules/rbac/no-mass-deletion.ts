import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noMassDeletion = grantRule({
  id: 'no-mass-deletion',
  title: 'No permission deletes a whole collection',
  why: 'deletecollection deletes all objects of a kind in a namespace in one request, and resourceNames cannot limit it.',
  reference: pages.rbac,
  profile: 'regular',
  advice:
    'Remove deletecollection; set owner references, so that garbage collection deletes the objects of the controller.',
});
