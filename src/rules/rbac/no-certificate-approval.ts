import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noCertificateApproval = grantRule({
  id: 'no-certificate-approval',
  title: 'The controller signs no certificates',
  why: 'Who approves certificate requests becomes any user, a node or an administrator.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Remove certificatesigningrequests/approval and approve, sign on signers.',
});
