// Checks of values; each gives the reason for a refusal, or undefined.
import type { Known } from './answer.ts';

/** If a pattern alone decides, the check keeps it, so that a form and a schema can use the same. */
export interface Check<T = string> {
  (value: T, known: Known): string | undefined;
  readonly patterns?: readonly string[];
}

interface PatternCheck {
  (value: string): string | undefined;
  readonly patterns: readonly string[];
}

/** A value that matches the pattern, or the reason. */
export function meets(pattern: RegExp, reason: string): PatternCheck {
  return Object.assign((value: string) => (pattern.test(value) ? undefined : reason), { patterns: [pattern.source] });
}

export function matches(pattern: RegExp, form: string): PatternCheck {
  return meets(pattern, `must be ${form}`);
}

/** A label by DNS-1123: the usual form of a name in Kubernetes. */
export const dnsLabel = matches(
  /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
  'a DNS-1123 label: lower-case letters, digits and "-", first and last a letter or digit, at most 63 characters',
);

/** A host or group name by DNS-1123, with at least one dot. */
export const dnsName = matches(
  /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+$/,
  'a DNS name with at least one dot, in lower case, such as "example.dev"',
);

/** A host for the client to call: a DNS name without scheme, port and path; `localhost` for tests. */
export const hostName = all(
  matches(
    /^(?=.{1,253}$)(localhost|[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+)$/,
    'a host name without scheme, port or path, such as "api.example.com"',
  ),
  // A name that ends in a number is resolved as an address: https://url.spec.whatwg.org/#ends-in-a-number-checker
  meets(/^(?!([^.]+\.)*(\d+|0x[0-9a-f]*)$)/, 'must be a name, not an address: certificates and policies name hosts'),
  meets(
    /^(?!(metadata|instance-data)\.)(?!kubernetes\.default$)(?!.*\.(svc|svc\..+|cluster\.local|localhost|localdomain)$)/,
    'must be a host outside the cluster: not its Services, this machine, or the identity service of the node (metadata.…)',
  ),
);

/**
 * Any one line of text. Control characters, those that reorder text (Trojan Source, CVE-2021-42574) and invisible ones
 * are refused.
 */
export const oneLine = all(
  meets(/^(?!\s)[\s\S]*(?<!\s)$/, 'must not start or end with white space'),
  meets(/^[\s\S]{0,500}$/u, 'must have at most 500 characters'),
  meets(
    /^[^\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]*$/u,
    'must be one line of text without control characters, characters that reorder text and invisible characters',
  ),
);

export const notEmpty = meets(/^[\s\S]+$/, 'must not be empty');

export function all(...checks: readonly PatternCheck[]): PatternCheck;
export function all<T>(...checks: readonly Check<T>[]): Check<T>;
export function all<T>(...checks: readonly Check<T>[]): Check<T> {
  const whole = (value: T, known: Known): string | undefined => {
    for (const check of checks) {
      const reason = check(value, known);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
  return Object.assign(whole, { patterns: checks.flatMap(patternsOf) });
}

/** A list of at least one value, without duplicates, each accepted by `check`. */
export function each(check: Check): Check<readonly string[]> {
  const whole = (values: readonly string[], known: Known): string | undefined => {
    if (values.length === 0) return 'must name at least one';
    const twice = values.find((value, index) => values.indexOf(value) !== index);
    if (twice !== undefined) return `names "${twice}" twice`;
    for (const value of values) {
      const reason = check(value, known);
      if (reason !== undefined) return `"${value}" ${reason}`;
    }
    return undefined;
  };
  return Object.assign(whole, { patterns: patternsOf(check) });
}

/** The patterns of a check, if it has any. */
export function patternsOf(check: object | undefined): readonly string[] {
  return check !== undefined && 'patterns' in check && Array.isArray(check.patterns) ? check.patterns : [];
}
