import { denyRule } from '../build/deny-rule.ts';
import { movingGit } from '../look/cargo-sources.ts';

export const knownGitSourcesOnly = denyRule({
  id: 'known-git-sources-only',
  title: 'Crates from git come from known repositories',
  why: 'No registry keeps the published versions of a git dependency, and its branch moves.',
  severity: 'medium',
  profile: 'regular',
  advice: 'Set unknown-git = "deny" in [sources], and list the repositories that you trust; name the commit by rev.',
  decision: 'cargo-deny fails at a git dependency that allow-git does not list.',
  fix: 'ask',
  table: 'sources',
  key: 'unknown-git',
  accepts: (value) => value === 'deny',
  besides: movingGit,
});
