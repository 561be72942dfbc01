// A role of Azure by Workload Identity: Entra ID takes the token that its webhook mounts.
import type { Provider } from './provider.ts';

export const azure: Provider = {
  identityHosts: () => ['login.microsoftonline.com'],
  tokenFile: true,
  form: true,
};
