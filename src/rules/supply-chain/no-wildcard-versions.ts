import { denyRule } from '../build/deny-rule.ts';
import { anyVersion } from '../look/cargo-sources.ts';

export const noWildcardVersions = denyRule({
  id: 'no-wildcard-versions',
  title: 'No dependency takes any version',
  why: 'The version * takes whatever is published next.',
  severity: 'low',
  profile: 'pedantic',
  advice: 'Name a version; set wildcards = "deny" in [bans].',
  decision: 'cargo-deny fails at a dependency with the version *.',
  fix: 'ask',
  table: 'bans',
  key: 'wildcards',
  accepts: (value) => value === 'deny',
  besides: anyVersion,
});
