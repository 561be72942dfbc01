import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noHostStorage = grantRule({
  id: 'no-host-storage',
  title: 'The controller makes no volumes of the node',
  why: 'A PersistentVolume may be a hostPath: every file of a node.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Use PersistentVolumeClaims.',
});
