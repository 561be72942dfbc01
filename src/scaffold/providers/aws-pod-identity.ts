// A role in AWS by the agent that EKS runs on each node.
import { awsPartition, signed } from './aws.ts';
import type { Provider } from './provider.ts';

export const awsPodIdentity: Provider = {
  ...signed,
  tokenFile: true,
  metadata: true,
  names: (answers) => ({ awsPartition: awsPartition(answers) }),
};
