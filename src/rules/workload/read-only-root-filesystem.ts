import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { container } from '../look/manifest.ts';
import { safeWhenNothingIsWritten } from '../conditions.ts';

export const readOnlyRootFilesystem = nodeRule({
  id: 'read-only-root-filesystem',
  title: 'The root file system is read-only',
  why: 'An attacker who can write next to the binary can leave something behind that runs.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Set readOnlyRootFilesystem: true; where a path must be writable, mount an emptyDir with a sizeLimit.',
  decision: 'What the process writes outside of a volume fails; mount an emptyDir there.',
  fix: 'ask',
  at: container('securityContext.readOnlyRootFilesystem'),
  accepts: (value) => value === true,
  wants: 'true',
  fixIn: safeWhenNothingIsWritten,
  overwrite: 'ask',
});
