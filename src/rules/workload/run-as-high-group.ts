import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { podOrContainer } from '../look/manifest.ts';
import { safeWhenImagesHaveTheGroup } from '../conditions.ts';

export const runAsHighGroup = nodeRule({
  id: 'run-as-high-group',
  title: 'The group of the process is not root',
  why: 'A process in group 0, the default, can write all files that the root group may write.',
  group: 'Workload',
  severity: 'low',
  reference: pages.nsa,
  profile: 'pedantic',
  advice: 'Set runAsGroup to 65532.',
  decision: 'Group 65532 must be able to read the files that the process reads, and write those that it writes.',
  fix: 'ask',
  at: podOrContainer('securityContext.runAsGroup'),
  accepts: (value) => typeof value === 'number' && value >= 1000,
  wants: 'a group id that the node does not use, such as 65532',
  fixIn: safeWhenImagesHaveTheGroup,
  overwrite: 'ask',
});
