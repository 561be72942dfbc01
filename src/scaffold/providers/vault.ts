// A secret in Vault by its Kubernetes auth method, on its own port.
import type { Provider } from './provider.ts';

export const vault: Provider = {
  ownHosts: ({ vaultHost }) => (vaultHost === undefined ? [] : [vaultHost]),
  tokenFile: true,
};
