// What a value must look like; each check gives the reason for a refusal, or undefined.

type Check<T = string> = (value: T) => string | undefined;

/** A label as DNS-1123 has it: what Kubernetes takes as the name of most objects. */
export const dnsLabel: Check = (value) =>
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(value) && value.length <= 63
    ? undefined
    : 'must be a DNS-1123 label: lower-case letters, digits and "-", first and last a letter or digit, at most 63 characters';

/** A host or group name as DNS-1123 has it, with at least one dot. */
export const dnsName: Check = (value) =>
  value.length <= 253 && value.includes('.') && value.split('.').every((label) => dnsLabel(label) === undefined)
    ? undefined
    : 'must be a DNS name with at least one dot, in lower case, such as "example.dev"';

/** A host that a client calls: a DNS name, with neither scheme, port nor path; `localhost` for tests. */
export const hostName: Check = (value) =>
  value === 'localhost' || dnsName(value) === undefined
    ? undefined
    : 'must be a host name without scheme, port or path, such as "api.example.com"';

/** Any one line of text. Control characters and those that reorder text (Trojan Source, CVE-2021-42574) are refused. */
export const oneLine: Check = (value) => {
  if (value.trim() !== value) return 'must not start or end with white space';
  if (value.length > 500) return 'must have at most 500 characters';
  return /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(value)
    ? 'must be one line of text without control characters or characters that reorder text'
    : undefined;
};

export const notEmpty: Check = (value) => (value === '' ? 'must not be empty' : undefined);

export function matches(pattern: RegExp, form: string): Check {
  return (value) => (pattern.test(value) ? undefined : `must be ${form}`);
}

export function all<T>(...checks: readonly Check<T>[]): Check<T> {
  return (value) => {
    for (const check of checks) {
      const reason = check(value);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
}

/** A list of at least one value, no value twice, each as `check` wants it. */
export function each(check: Check): Check<readonly string[]> {
  return (values) => {
    if (values.length === 0) return 'must name at least one';
    const twice = values.find((value, index) => values.indexOf(value) !== index);
    if (twice !== undefined) return `names "${twice}" twice`;
    for (const value of values) {
      const reason = check(value);
      if (reason !== undefined) return `"${value}" ${reason}`;
    }
    return undefined;
  };
}
