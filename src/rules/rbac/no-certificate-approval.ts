import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noCertificateApproval = grantRule({
  id: 'no-certificate-approval',
  title: 'The controller signs no certificates',
  why: 'An account that approves certificate requests can become any user, node or administrator.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Remove certificatesigningrequests/approval and approve, sign on signers.',
});
