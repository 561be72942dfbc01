import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noUnexplainedLogs = grantRule({
  id: 'no-unexplained-logs',
  title: 'Reading logs of Pods has a reason',
  why: 'Logs hold tokens and personal data.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Remove pods/log, or say why.',
});
