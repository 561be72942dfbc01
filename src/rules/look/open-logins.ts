// Who may log in to Vault or to a cloud with the token of a cluster, and what a policy of Vault then allows. They are in
// HCL, Terraform, JSON, YAML and scripts, in one notation each, which is looked for in the text.
import { linesOf } from '../../formats/edit.ts';
import { isShipped } from '../../inventory/shipped.ts';
import type { Repository } from '../../repo/repository.ts';
import type { Severity, Sight } from '../rule.ts';
import { about } from '../sight.ts';
import { lineOfPart, ownScripts } from './own-scripts.ts';
import { commandsOf } from './unverified.ts';

interface Open {
  readonly at: number;
  readonly says: string;
  readonly severity: Severity;
}

const word = /\bcapabilities\b|bound_service_account_|workloadIdentityPools?\b|workload-identity-pools/;

/** Each such place, at the line of its text. */
export function openLogins(repository: Repository): readonly Sight[] {
  const files = [...repository.files].filter(
    ([path, text]) => /\.(?:hcl|tf|json|ya?ml)$/.test(path) && isShipped(path) && word.test(text),
  );
  const scripts = ownScripts(word, repository);
  return [
    ...[...files, ...scripts.map(({ path, text }) => [path, text] as const)].flatMap(([path, text]) => {
      const line = linesOf(text);
      const code = text.replaceAll(/^[ \t]*(?:#|\/\/).*$/gm, (comment) => ' '.repeat(comment.length));
      return [...policies(code), ...roles(code), ...pools(code)].map(({ at, says, severity }) =>
        sight(path, line(at), says, severity),
      );
    }),
    ...scripts.flatMap((own) =>
      commandsOf(own.script)
        .filter(({ words }) => isOpenProvider(words.join(' ')))
        .map(() => sight(own.path, lineOfPart(own, 'create-oidc'), 'lets every repository log in', 'high')),
    ),
  ];
}

function sight(path: string, line: number, says: string, severity: Severity): Sight {
  return { state: 'broken', path, line, ...about('', says, says), severity };
}

/** @see https://developer.hashicorp.com/vault/docs/concepts/policies */
function policies(code: string): readonly Open[] {
  const paths = [...code.matchAll(/\bpath[ \t]+\\?"([^"\\\n]{1,200})\\?"[ \t]*\{/g)];
  return paths.flatMap(({ 1: path = '', index }, which) => {
    const body = code.slice(index, paths[which + 1]?.index ?? index + longest);
    const can = /\bcapabilities\s*=\s*\[([^[\]]*)\]/.exec(body)?.[1] ?? '';
    const says = `the policy allows ${can
      .replaceAll(/[\s"\\]+/g, '')
      .split(',')
      .filter(Boolean)
      .join(', ')} on ${path}`;
    const severity = /\bdeny\b/.test(can) || can === '' ? undefined : worthOf(path, can);
    return severity === undefined ? [] : [{ at: index, says, severity }];
  });
}

function worthOf(path: string, can: string): Severity | undefined {
  const writes = /\b(?:create|update|patch|sudo)\b/.test(can);
  if (/^[+/]*\*$/.test(path)) return writes ? 'critical' : 'high';
  // Who writes policies or logins has every right.
  return writes && /^(?:sys|auth|identity|sys\/(?:auth|polic(?:y|ies)|policies\/acl|mounts))\/\*$/.test(path)
    ? 'high'
    : undefined;
}

/** @see https://developer.hashicorp.com/vault/docs/auth/kubernetes#configuration */
function roles(code: string): readonly Open[] {
  const open = [
    ...code.matchAll(
      /\bbound_service_account_(names|namespaces)\b["'\\]*\s*[:=]\s*(?:-\s*|\[\s*)?["'\\]*\*["'\\\s,\]]/g,
    ),
  ].map(({ 1: what = '', index }) => ({ what, index }));
  return open.flatMap(({ what, index }, which): readonly Open[] => {
    const before = open[which - 1];
    const after = open[which + 1];
    const isSecond = before !== undefined && before.what !== what && index - before.index < longest;
    const isBoth = after !== undefined && after.what !== what && after.index - index < longest;
    const says = isBoth
      ? 'every account of every namespace may log in'
      : what === 'names'
        ? 'every account of the namespace may log in'
        : 'an account of every namespace may log in';
    return isSecond ? [] : [{ at: index, says, severity: isBoth ? 'high' : 'medium' }];
  });
}

/** @see https://cloud.google.com/iam/docs/principal-identifiers */
function pools(code: string): readonly Open[] {
  return [...code.matchAll(/\bprincipalSet:\/\/iam\.googleapis\.com\/[^\s"'*]{0,200}\/\*/g)].map(
    ({ 0: text, index }) => ({
      at: index,
      says: `every identity of the pool ${text.split('/').at(-2)} has the role`,
      severity: 'high',
    }),
  );
}

/** Everybody has a repository there: https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines */
function isOpenProvider(command: string): boolean {
  return (
    /\bproviders create-oidc\b/.test(command) &&
    /token\.actions\.githubusercontent\.com|\bgitlab\.com\b|app\.terraform\.io/.test(command) &&
    !/--attribute-condition\b/.test(command)
  );
}

/** The longest distance of what belongs together. */
const longest = 1000;
