import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noWebhookWrites = grantRule({
  id: 'no-webhook-writes',
  title: 'The controller does not change admission',
  why: 'A webhook sees every object that is written, Secrets included, and can change it.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Ship webhook configurations as manifests; where the CA must be injected, limit it by resourceNames.',
});
