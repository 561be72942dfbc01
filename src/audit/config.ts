// `.kube-secure-controller.yaml`: the settings of a repository for its audit, the findings that it accepts, and the
// reasons.
import { UserError } from '../errors.ts';
import { suggestion } from '../formats/nearest.ts';
import { saysWhy } from '../formats/reason.ts';
import { parseYaml } from '../formats/yaml/file.ts';
import { valueOf } from '../formats/yaml/node.ts';
import { SEVERITIES } from '../kubernetes/privileges.ts';
import { ruleIds } from '../rules/index.ts';
import { PROFILES, type Profile, type Severity } from '../rules/rule.ts';
import type { Repository } from '../repo/repository.ts';
import { withoutTrailing } from '../without-trailing.ts';

export const configPath = '.kube-secure-controller.yaml';

export interface Config {
  readonly profile?: Profile | undefined;
  /** Less severe findings are counted, not shown. */
  readonly minSeverity?: Severity | undefined;
  /** Less severe findings are shown, and do not fail the audit. */
  readonly failOn?: Severity | undefined;
  /** Folders that are not judged. */
  readonly exclude?: readonly string[];
  /** The severity of a rule in this repository. */
  readonly severity?: ReadonlyMap<string, Severity>;
  readonly ignore: readonly Ignored[];
}

export interface Ignored {
  readonly rule: string;
  /** A file, or a folder with everything below; everywhere by default. */
  readonly path: string | undefined;
  readonly reason: string;
}

const keys = ['profile', 'min-severity', 'fail-on', 'exclude', 'severity', 'ignore'];

/** The configuration of a repository, if it has one. @throws UserError if it has an unknown key or value */
export function configOf({ files, skipped }: Repository): Config | undefined {
  const unread = skipped.find(({ path }) => path === configPath);
  if (unread !== undefined) throw wrong(`it ${unread.why}`);
  const text = files.get(configPath);
  if (text === undefined) return undefined;
  const { documents, faults } = parseYaml(configPath, text, { dialect: 'core' });
  const [fault] = faults;
  if (fault !== undefined) throw wrong(`line ${fault.line}: ${fault.message}`);
  const [document] = documents;
  const value = document === undefined ? {} : recordOf(valueOf(document, document.root), 'the file');
  refuseOthers(value, keys, '');
  return {
    profile: oneOf(PROFILES, value['profile'], 'profile'),
    minSeverity: oneOf(SEVERITIES, value['min-severity'], 'min-severity'),
    failOn: oneOf(SEVERITIES, value['fail-on'], 'fail-on'),
    exclude: listOf(value['exclude'], 'exclude').map((folder, index) => textOf(folder, `exclude[${index}]`)),
    severity: severitiesOf(value['severity'] ?? {}),
    ignore: listOf(value['ignore'], 'ignore').map(ignoredFrom),
  };
}

function severitiesOf(value: unknown): ReadonlyMap<string, Severity> {
  const entries = Object.entries(recordOf(value, 'severity'));
  return new Map(
    entries.flatMap(([rule, level]) => {
      if (!ruleIds.includes(rule)) throw wrong(`severity: "${rule}" is not a rule${suggestion(rule, ruleIds)}`);
      const severity = oneOf(SEVERITIES, level ?? '', `severity of ${rule}`);
      return severity === undefined ? [] : [[rule, severity] as const];
    }),
  );
}

function ignoredFrom(value: unknown, index: number): Ignored {
  const entry = recordOf(value, `ignore[${index}]`);
  refuseOthers(entry, ['rule', 'path', 'reason'], `ignore[${index}]: `);
  const { rule, path, reason } = entry;
  if (typeof rule !== 'string' || !ruleIds.includes(rule))
    throw wrong(`ignore[${index}]: "${String(rule)}" is not a rule${suggestion(String(rule), ruleIds)}`);
  if (typeof reason !== 'string' || reason.trim() === '') throw wrong(`ignore[${index}]: ${rule} needs a reason`);
  if (path !== undefined && typeof path !== 'string') throw wrong(`ignore[${index}]: path must be a text`);
  return { rule, path, reason };
}

function refuseOthers(value: Readonly<Record<string, unknown>>, known: readonly string[], where: string): void {
  const other = Object.keys(value).find((key) => !known.includes(key));
  if (other !== undefined)
    throw wrong(`${where}"${other}" is not a key${suggestion(other, known)}; accepted: ${known.join(', ')}`);
}

function oneOf<Word extends string>(words: readonly Word[], value: unknown, what: string): Word | undefined {
  const found = words.find((word) => word === value);
  if (found === undefined && value !== undefined)
    throw wrong(`${what}: "${String(value)}" must be one of ${words.join(', ')}${suggestion(String(value), words)}`);
  return found;
}

function listOf(value: unknown, what: string): readonly unknown[] {
  if (value === undefined || Array.isArray(value)) return value ?? [];
  throw wrong(`${what} must be a list`);
}

function textOf(value: unknown, what: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw wrong(`${what} must be a text`);
}

function recordOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(`${what} must be a map`);
  return { ...value };
}

function wrong(why: string): UserError {
  return new UserError(`${configPath}: ${why}.`, { status: 2 });
}

/** The reason for which the configuration ignores a finding; a placeholder is not a reason. */
export function ignoredBy(config: Pick<Config, 'ignore'> | undefined, rule: string, path: string): string | undefined {
  return config?.ignore.find(
    (one) => one.rule === rule && saysWhy(one.reason) && (one.path === undefined || isBelow(path, one.path)),
  )?.reason;
}

/** Whether a path is a folder, or is in it. */
export function isBelow(path: string, folder: string): boolean {
  const name = withoutTrailing(folder.replace(/^\.\//, ''), '/');
  return path === name || path.startsWith(`${name}/`);
}
