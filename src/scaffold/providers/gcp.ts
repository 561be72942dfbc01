// A role of Google Cloud by Workload Identity Federation: the metadata server of the node hands it out.
import type { Provider } from './provider.ts';

export const gcp: Provider = { metadata: true, taken: ['^iam[.]gke[.]io/'] };
