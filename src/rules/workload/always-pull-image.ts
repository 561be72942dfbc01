import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { container } from '../look/manifest.ts';

export const alwaysPullImage = nodeRule({
  id: 'always-pull-image',
  title: 'The image is pulled with the credentials of this Pod',
  why: 'With IfNotPresent, any Pod on the node may run an image that another Pod pulled with a secret, and a moved tag stays old.',
  group: 'Workload',
  severity: 'low',
  reference: pages.checklist,
  profile: 'auditor',
  advice: 'Set imagePullPolicy: Always; with a digest this costs one request.',
  decision: 'Each start of the Pod needs the registry; images loaded into a node by hand are not used.',
  fix: 'ask',
  at: container('imagePullPolicy'),
  accepts: (value) => value === 'Always',
  wants: 'Always',
});
