// A role in Google Cloud by Workload Identity Federation: the metadata server of the node issues its credentials.
import type { Provider } from './provider.ts';

export const gcp: Provider = { metadata: true, taken: ['^iam[.]gke[.]io/'] };
