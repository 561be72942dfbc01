// deny.toml has no key that cargo-deny no longer accepts.
import { removeToml, type Entry } from '../../formats/toml/toml.ts';
import { tomlAt } from '../../formats/toml/toml.ts';
import { defineRule, pages } from '../rule.ts';
import { denyConfig } from '../look/cargo.ts';
import { workflows } from '../look/workflows.ts';
import { table } from '../../table.ts';
import type { Edit } from '../../formats/edit.ts';
import type { Inventory } from '../../inventory/inventory.ts';
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
/** The nearest replacement for a removed level: a warning that never fails is no longer possible. */
const nearest = table<string>({ deny: 'all', warn: 'workspace', allow: 'none' });

export const denyConfigCurrent = defineRule({
  id: 'deny-config-current',
  title: 'cargo-deny understands its configuration',
  why: 'cargo-deny fails on a removed key: the check does not run, and CI that tolerates the failure checks nothing.',
  group: 'Supply chain',
  severity: 'medium',
  reference: pages.deny,
  profile: 'regular',
  advice: 'Remove the key; unsound and unmaintained now take all, workspace, transitive or none.',
  decision: 'CI runs cargo-deny before 0.16, which does not know the new values: update it in the same commit.',
  fix: 'safe',
  look: (inventory) => {
    const file = denyConfig(inventory);
    if (file === undefined) return [];
    const old = file.entries.filter((entry) => isOld(file, entry));
    if (old.length === 0) return [{ state: 'kept', path: file.path, line: 1, message: '' }];
    const fix = runsOldDeny(inventory) ? ('ask' as const) : ('safe' as const);
    return old.map((entry) => ({
      state: 'broken',
      fix,
      path: file.path,
      line: entry.line,
      what: entry.key,
      message: `${entry.key} = ${file.text.slice(entry.valueStart, entry.end).slice(0, 40)} is an error since cargo-deny 0.16`,
      change: () => ({
        path: file.path,
        edits: [scoped.has(entry.key) ? scopeFor(file, entry) : removeToml(file, entry)],
      }),
    }));
  },
});

function scopeFor(file: TomlFile, entry: Entry): Edit {
  const level = String(tomlAt(file.value, ...entry.key.split('.')));
  return { start: entry.valueStart, end: entry.end, text: `"${nearest[level] ?? 'all'}"` };
}

/** Version 1 of the action contains cargo-deny 0.14; other actions name the version that they install. */
function runsOldDeny(inventory: Inventory): boolean {
  const scripts = [...inventory.repository.files].filter(
    ([path, text]) => script.test(path) && /cargo-deny/.test(text),
  );
  const texts = [...workflows(inventory).map(({ document }) => document.file.text), ...scripts.map(([, text]) => text)];
  const lines = texts.flatMap((text) => text.split('\n'));
  return lines.some((line) =>
    /cargo-deny-action@/.test(line)
      ? /@v?1\b|#[ \t]*v?1\b/.test(line)
      : /cargo-deny/.test(line) && /(?:cargo-deny@|--vers(?:ion)?[ =]"?[=~^]?)0\.(?:\d|1[0-5])\b/.test(line),
  );
}

/** The names under which CI may install it. */
const script =
  /(^|\/)(GNUmakefile|[Mm]akefile|\.?[Jj]ustfile|Taskfile\.ya?ml|Makefile\.toml|\.gitlab-ci\.yml|action\.ya?ml)$|Dockerfile|\.(mk|sh|bash|just|nix)$/;

function isOld(file: TomlFile, { key }: Entry): boolean {
  return removed.has(key) || (scoped.has(key) && !scopes.includes(String(tomlAt(file.value, ...key.split('.')))));
}
