import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const crdNeverDeleted = grantRule({
  id: 'crd-never-deleted',
  title: 'The controller cannot delete CRDs',
  why: 'Deleting a CRD deletes every object of it, in every namespace.',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Remove delete and deletecollection on customresourcedefinitions.',
  reasonSettles: false,
});
