// The providers with a stand-in, each with its repository.
import type { Given } from '../../../../src/answers/resolve.ts';
import { repositories } from '../../../repositories.ts';
import { awsIrsa, awsPodIdentity } from './aws.ts';
import { azure, gcp, vault } from './bearer.ts';
import type { Provider } from './provider.ts';

const {
  irsa = {},
  'pod-identity': podIdentity = {},
  gcp: google = {},
  azure: microsoft = {},
  vault: hashicorp = {},
} = repositories;

export const providers: Readonly<Record<string, { readonly given: Given; readonly provider: Provider }>> = {
  'aws-irsa': { given: irsa, provider: awsIrsa },
  'aws-pod-identity': { given: podIdentity, provider: awsPodIdentity },
  gcp: { given: google, provider: gcp },
  azure: { given: microsoft, provider: azure },
  vault: { given: hashicorp, provider: vault },
};
