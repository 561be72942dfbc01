import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { container } from '../look/manifest.ts';

export const alwaysPullImage = nodeRule({
  id: 'always-pull-image',
  title: 'The image is pulled with the rights of this Pod',
  why: 'With IfNotPresent any Pod on the node may run an image that another one pulled with a secret, and a moved tag stays old.',
  group: 'Workload',
  severity: 'low',
  reference: pages.checklist,
  profile: 'auditor',
  advice: 'Set imagePullPolicy: Always; with a digest it costs one request.',
  decision:
    'Each start of the Pod asks the registry, which must be in reach; images that are loaded into a node by hand are not used.',
  fix: 'ask',
  at: container('imagePullPolicy'),
  accepts: (value) => value === 'Always',
  wants: 'Always',
});
