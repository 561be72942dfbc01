import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { podOrContainer } from '../look/manifest.ts';
import { safeWhenImagesAreNonRoot } from '../conditions.ts';

export const runAsHighUser = nodeRule({
  id: 'run-as-high-user',
  title: 'The user of the process has no rights on the node',
  why: 'After a container escape, a user id that exists on the node has that user’s rights; ids of 10000 and above belong to nobody.',
  group: 'Workload',
  severity: 'high',
  reference: pages.nsa,
  profile: 'regular',
  advice: 'Set runAsUser to 65532, the nonroot user of the base images.',
  decision: 'User 65532 must be able to read the files that the process reads, and write those that it writes.',
  fix: 'ask',
  at: podOrContainer('securityContext.runAsUser'),
  accepts: (value) => typeof value === 'number' && value >= 1000,
  wants: 'a user id that the node does not use, such as 65532',
  fixIn: safeWhenImagesAreNonRoot,
  overwrite: 'ask',
  // If unset, the image decides, and run-as-non-root requires that it is not root. A user in the image is usually one
  // that it needs.
  severityOf: (value) => (value === 0 ? 'high' : 'low'),
});
