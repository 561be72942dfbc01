// A secret of Vault by its Kubernetes method, on a port of its own.
import type { Provider } from './provider.ts';

export const vault: Provider = {
  ownHosts: ({ vaultHost }) => (vaultHost === undefined ? [] : [vaultHost]),
  tokenFile: true,
};
