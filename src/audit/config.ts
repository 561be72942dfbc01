// `.kube-secure-controller.yaml`: which findings a repository lives with, and why.
import { suggestion } from '../formats/nearest.ts';
import { UserError } from '../errors.ts';
import { parseYaml } from '../formats/yaml/file.ts';
import { valueOf } from '../formats/yaml/node.ts';
import { rules } from '../rules/index.ts';
import type { Repository } from '../repo/repository.ts';

export const configPath = '.kube-secure-controller.yaml';

export interface Config {
  readonly ignore: readonly Ignored[];
}

export interface Ignored {
  readonly rule: string;
  /** A file, or a folder with everything below; everywhere by default. */
  readonly path: string | undefined;
  readonly reason: string;
}

/** The configuration of a repository, where it has one. @throws UserError when it says something that is not known */
export function configOf({ files, skipped }: Repository): Config | undefined {
  const unread = skipped.find(({ path }) => path === configPath);
  if (unread !== undefined) throw wrong(`it ${unread.why}`);
  const text = files.get(configPath);
  if (text === undefined) return undefined;
  const { documents, faults } = parseYaml(configPath, text);
  const [fault] = faults;
  if (fault !== undefined) throw wrong(`line ${fault.line}: ${fault.message}`);
  const [document] = documents;
  const value = document === undefined ? {} : recordOf(valueOf(document, document.root), 'the file');
  const unknown = Object.keys(value).find((key) => key !== 'ignore');
  if (unknown !== undefined) throw wrong(`"${unknown}" is no key; accepted: ignore`);
  const list = value['ignore'] ?? [];
  if (!Array.isArray(list)) throw wrong('ignore must be a list');
  return { ignore: list.map(ignoredFrom) };
}

function ignoredFrom(value: unknown, index: number): Ignored {
  const { rule, path, reason, ...rest } = recordOf(value, `ignore[${index}]`);
  const [other] = Object.keys(rest);
  const ids = rules.map(({ id }) => id);
  if (other !== undefined) throw wrong(`ignore[${index}]: "${other}" is no key; accepted: rule, path, reason`);
  if (typeof rule !== 'string' || !ids.includes(rule))
    throw wrong(`ignore[${index}]: "${String(rule)}" is no rule${suggestion(String(rule), ids)}`);
  if (typeof reason !== 'string' || reason.trim() === '') throw wrong(`ignore[${index}]: ${rule} needs a reason`);
  if (path !== undefined && typeof path !== 'string') throw wrong(`ignore[${index}]: path must be a text`);
  return { rule, path, reason };
}

function recordOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(`${what} must be a map`);
  return { ...value };
}

function wrong(why: string): UserError {
  return new UserError(`${configPath}: ${why}.`, { status: 2 });
}

/** The reason for which the configuration ignores a finding. */
export function ignoredBy(config: Config | undefined, rule: string, path: string): string | undefined {
  return config?.ignore.find(
    (one) =>
      one.rule === rule &&
      (one.path === undefined || path === one.path || path.startsWith(`${one.path.replace(/\/$/, '')}/`)),
  )?.reason;
}
