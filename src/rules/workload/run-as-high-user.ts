import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { podOrContainer } from '../look/manifest.ts';
import { safeWhenImagesAreNonRoot } from '../conditions.ts';

export const runAsHighUser = nodeRule({
  id: 'run-as-high-user',
  title: 'The user of the process has no rights on the node',
  why: 'A user id that the node knows has rights there once a container is left; ids of 10000 and above belong to nobody.',
  group: 'Workload',
  severity: 'high',
  reference: pages.nsa,
  profile: 'regular',
  advice: 'Set runAsUser to 65532, the nonroot user of the base images.',
  decision: 'Files that the process reads must be readable for user 65532, and what it writes writable.',
  fix: 'ask',
  at: podOrContainer('securityContext.runAsUser'),
  accepts: (value) => typeof value === 'number' && value >= 1000,
  wants: 'a user id that is no user of the node, such as 65532',
  fixIn: safeWhenImagesAreNonRoot,
  overwrite: 'ask',
  // Unset, the image says who runs, and run-as-non-root that it is not root. A user of the image is most often one that it needs.
  severityOf: (value) => (value === 0 ? 'high' : 'low'),
});
