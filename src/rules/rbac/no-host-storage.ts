import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noHostStorage = grantRule({
  id: 'no-host-storage',
  title: 'The controller creates no PersistentVolumes',
  why: 'A PersistentVolume may be a hostPath, which gives access to every file of a node.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Use PersistentVolumeClaims.',
});
