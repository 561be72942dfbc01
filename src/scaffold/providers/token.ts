// A token that people keep in a Secret.
import type { Provider } from './provider.ts';

export const token: Provider = { secret: true, tokenFile: true };
