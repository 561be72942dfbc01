// Secrets in files that are not manifests: literals of Rust, settings of an environment, and key files.
import { linesOf } from '../../formats/edit.ts';
import type { Repository } from '../../repo/repository.ts';
import type { Sight } from '../rule.ts';
import { about } from '../sight.ts';
import { isSecretName, isTokenForm, isTyped, secretInSettings } from './secret-values.ts';
import { rustFilesWith } from './shipped-rust.ts';

/** Keys and tokens for tests, and settings to copy, are in many repositories; they open nothing. */
export const isForOthers =
  /(?:^|[/._-])(?:test\w{0,10}|dummy|fakes?|snakeoil|fixtures?|examples?|samples?|docs?|e2e|integration|mocks?|demos?|bench(?:es|marks?)?|website|third_party|kind|dev|local|\.devcontainer)(?=[/._-]|$)/i;

/** Only what its form proves: a password in plain words looks like any other text. */
export function secretFiles(repository: Repository): readonly Sight[] {
  return [...inRust(repository), ...[...repository.files].flatMap(([path, text]) => inFile(path, text))];
}

const word =
  /PRIVATE KEY|AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk_live_|AIza|SG\.|eyJ|hooks\.slack|webhooks|passw|PASSW|secret|SECRET|token|TOKEN|[a-z]_key|[A-Z]_KEY/;
/** The name that gets a literal: a variable, a constant, a field. In the code a lifetime has no quote. */
const named = /\b([A-Za-z]\w*)(?: ?: ?&? ?(?:static )?str)? ?[=:] ?(?:Some ?\( ?)?$/;

const isTestCode = /(?:^|[/_-])(?:tests?|testing|mocks?|fakes?|fixtures?)(?=[/._-])/i;

function inRust(repository: Repository): readonly Sight[] {
  return rustFilesWith(word, repository).flatMap(({ path, text, code }) => {
    const line = linesOf(text);
    return [...code.matchAll(/" +"/g)].flatMap(({ 0: literal, index }): readonly Sight[] => {
      const value = text.slice(index + 1, index + literal.length - 1);
      // The first line of a key alone is compared with, or printed.
      const isHead = value.includes('PRIVATE KEY') && value.length < 120;
      const isOne = isTokenForm(value) || (isTyped(value) && !isTestCode.test(path) && isNamed(code, index));
      if (isHead || !isOne) return [];
      return [{ state: 'broken', path, line: line(index), ...about('', 'a token or a key is written here', path) }];
    });
  });
}

/** Whether the literal is the value of a name for secrets, also within a call, or the argument of such a method. */
function isNamed(code: string, index: number): boolean {
  const before = code.slice(Math.max(0, index - 160), index).replaceAll(/\s+/g, ' ');
  if (isSecretName(named.exec(before)?.[1] ?? '')) return true;
  const own = before.slice(Math.max(...[';', '{', '}', ','].map((end) => before.lastIndexOf(end))) + 1);
  return secretNames.test(assigned.exec(own)?.[1] ?? '') || secretNames.test(called.exec(own)?.[1] ?? '');
}

const assigned =
  /^ ?(?:pub(?: ?\(\w+\))? )?(?:let (?:mut )?|const |static )?([A-Za-z]\w*) ?(?::[^=:]{0,40}=|[:=])(?![:=])/;
const called = /\. ?(?:set_|with_)?(\w+) ?\( ?(?:Some ?\( ?)?$/;
/** Only names that mean the secret itself. */
const secretNames =
  /^(?:\w+_)?(?:password|passwd|passphrase|token|secret|client_secret|bearer_auth|(?:api|access|private|secret)_?key)$/i;

function inFile(path: string, text: string): readonly Sight[] {
  if (isForOthers.test(path)) return [];
  const says = /(?:^|\/)\.env(?:\.[\w-]+)?$/.test(path)
    ? inEnvironment(text)
    : /(?:^|\/)[^./]+$|\.(?:pem|key)$/.test(path) && /^-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/.test(text)
      ? { what: 'a private key', at: 0 }
      : /\.json$/.test(path) && /"type"\s*:\s*"service_account"/.test(text) && isTokenForm(text)
        ? { what: 'the key of a service account', at: Math.max(0, text.indexOf('"private_key"')) }
        : undefined;
  if (says === undefined) return [];
  return [
    { state: 'broken', path, line: linesOf(text)(says.at), ...about('', `${says.what} is written here`, says.what) },
  ];
}

function inEnvironment(text: string): { readonly what: string; readonly at: number } | undefined {
  const set = text.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  const name = secretInSettings(set.join('\n'));
  return name === undefined ? undefined : { what: name, at: Math.max(0, text.indexOf(name)) };
}
