// deny.toml has no key that cargo-deny no longer knows.
import { removeToml, type Entry } from '../../formats/toml/toml.ts';
import { tomlAt } from '../../formats/toml/toml.ts';
import { defineRule, pages } from '../rule.ts';
import { denyConfig } from '../look/cargo.ts';
import type { TomlFile } from '../../formats/toml/toml.ts';

// Source: cargo-deny 0.20, src/advisories/cfg.rs and src/licenses/cfg.rs.
const removed = new Set([
  'advisories.vulnerability',
  'advisories.notice',
  'advisories.severity-threshold',
  'advisories.db-url',
  'licenses.unlicensed',
  'licenses.deny',
  'licenses.copyleft',
  'licenses.allow-osi-fsf-free',
  'licenses.default',
]);
const scoped = new Set(['advisories.unmaintained', 'advisories.unsound']);
const scopes = ['all', 'workspace', 'transitive', 'none'];

export const denyConfigCurrent = defineRule({
  id: 'deny-config-current',
  title: 'cargo-deny understands its configuration',
  why: 'A key that was removed is an error: the check does not run, and CI that tolerates it checks nothing.',
  group: 'Supply chain',
  severity: 'medium',
  reference: pages.deny,
  profile: 'regular',
  advice: 'Remove the key; unsound and unmaintained now take all, workspace, transitive or none.',
  fix: 'safe',
  look: (inventory) => {
    const file = denyConfig(inventory);
    if (file === undefined) return [];
    const old = file.entries.filter((entry) => isOld(file, entry));
    if (old.length === 0) return [{ state: 'kept', path: file.path, line: 1, message: '' }];
    return old.map((entry) => ({
      state: 'broken',
      path: file.path,
      line: entry.line,
      what: entry.key,
      message: `${entry.key} = ${file.text.slice(entry.valueStart, entry.end).slice(0, 40)} is an error since cargo-deny 0.16`,
      change: () => ({
        path: file.path,
        edits: [
          scoped.has(entry.key) ? { start: entry.valueStart, end: entry.end, text: '"all"' } : removeToml(file, entry),
        ],
      }),
    }));
  },
});

function isOld(file: TomlFile, { key }: Entry): boolean {
  return removed.has(key) || (scoped.has(key) && !scopes.includes(String(tomlAt(file.value, ...key.split('.')))));
}
