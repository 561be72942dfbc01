import { denyRule } from '../build/deny-rule.ts';
import { plainRegistries } from '../look/cargo-sources.ts';

export const knownRegistriesOnly = denyRule({
  id: 'known-registries-only',
  title: 'Crates come from known registries',
  why: 'A crate of the same name in another registry is a different crate.',
  severity: 'medium',
  profile: 'regular',
  advice: 'Set unknown-registry = "deny" in [sources]; reach mirrors over https.',
  decision: 'cargo-deny fails at a registry that allow-registry does not list.',
  fix: 'safe',
  table: 'sources',
  key: 'unknown-registry',
  accepts: (value) => value === 'deny',
  besides: plainRegistries,
});
