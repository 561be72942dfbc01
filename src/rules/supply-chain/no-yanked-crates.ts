import { denyRule } from '../build/deny-rule.ts';

export const noYankedCrates = denyRule({
  id: 'no-yanked-crates',
  title: 'A yanked crate is an error',
  why: 'A version is yanked when its author says that it must not be used.',
  severity: 'low',
  profile: 'pedantic',
  advice: 'Set yanked = "deny" in [advisories].',
  decision: 'cargo-deny fails while Cargo.lock holds a yanked version.',
  fix: 'ask',
  table: 'advisories',
  key: 'yanked',
  accepts: (value) => value === 'deny',
});
