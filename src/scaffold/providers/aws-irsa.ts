// A role in AWS by the cluster's OIDC provider: STS accepts the token that the EKS webhook mounts.
import { awsPartition, signed } from './aws.ts';
import type { Provider } from './provider.ts';

export const awsIrsa: Provider = {
  ...signed,
  identityHosts: (answers) => [
    `sts.${answers.awsRegion}.amazonaws.com${awsPartition(answers) === 'aws-cn' ? '.cn' : ''}`,
  ],
  tokenFile: true,
  form: true,
  taken: ['^eks[.]amazonaws[.]com/'],
  settings: [
    {
      key: 'external.roleArn',
      about: 'The role that the account assumes; its trust policy names the account and its namespace.',
      schema: { type: 'string', pattern: '^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$' },
    },
  ],
  names: (answers) => ({ awsPartition: awsPartition(answers) }),
};
