import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { podOrContainer } from '../look/manifest.ts';
import { safeWhenImagesAreNonRoot } from '../conditions.ts';

export const runAsHighGroup = nodeRule({
  id: 'run-as-high-group',
  title: 'The group of the process is not root',
  why: 'Files that the root group may write are writable for a process that runs as group 0, which is the default.',
  group: 'Workload',
  severity: 'low',
  reference: pages.nsa,
  profile: 'pedantic',
  advice: 'Set runAsGroup to 65532.',
  decision: 'Files that the process reads must be readable for group 65532, and what it writes writable.',
  fix: 'ask',
  at: podOrContainer('securityContext.runAsGroup'),
  accepts: (value) => typeof value === 'number' && value >= 1000,
  wants: 'a group id that is no group of the node, such as 65532',
  fixIn: safeWhenImagesAreNonRoot,
  overwrite: 'ask',
});
