// A role of AWS by the cluster's OIDC provider: STS takes the token that the EKS webhook mounts.
import { awsPartition, signed } from './aws.ts';
import type { Provider } from './provider.ts';

export const awsIrsa: Provider = {
  ...signed,
  identityHosts: (answers) => [
    `sts.${answers.awsRegion}.amazonaws.com${awsPartition(answers) === 'aws-cn' ? '.cn' : ''}`,
  ],
  tokenFile: true,
  form: true,
  names: (answers) => ({ awsPartition: awsPartition(answers) }),
};
