import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noWebhookWrites = grantRule({
  id: 'no-webhook-writes',
  title: 'The controller does not change admission',
  why: 'A webhook sees every written object, including Secrets, and can change it.',
  reference: pages.rbac,
  profile: 'regular',
  advice:
    'Ship webhook configurations as manifests. If the controller must inject the CA, limit the permission by resourceNames.',
});
