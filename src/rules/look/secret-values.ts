// Names and values of secrets.

const names =
  /(^|[_.-])(password|passwd|passphrase|pwd|secret|token|pat|api_?key|apikey|(private|secret|access|account|encryption|signing|master|shared)_?(access_?)?key|key_?id|credentials?|connection_?string|dsn|webhook_?url)s?$/i;

/** Whether a variable or a flag of this name holds a secret; `KUBE_SECRET` is the name of an object. */
export function isSecretName(name: string): boolean {
  const plain = name.replaceAll(/([a-z])([A-Z])/g, '$1_$2').replaceAll('-', '_');
  return (
    names.test(plain) &&
    !/(kube|k8s|kubernetes)_secret$|(file|path|dir|name|ref|url_path|ttl|expiry|length|count|type|policy|class|audience|issuer)$/i.test(
      plain,
    )
  );
}

/** Texts that are a secret by their form, in any place. */
const forms: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{30,}\b|\bgithub_pat_\w{40,}/,
  /\bglpat-[\w-]{20}/,
  /\bxox[abprs]-[\w-]{10}/,
  /\bhooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/]{20}|\bdiscord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{20}/,
  /\bsk_live_\w{16}|\bAIza[\w-]{35}\b|\bSG\.[\w-]{16,}\.[\w-]{16}/,
  /(?<![\w-])ey[A-Za-z0-9_-]{10,}\.ey[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]/,
];
const inAddress = /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*:\/\/[^\s:/@$]*:([^\s@/$<{]{3,})@/i;

/**
 * Whether a text is a secret by its form. A placeholder next to it, such as the name of a host or a comment below a
 * key, changes nothing. A placeholder as the password of an address does, and so does a token of one repeated
 * character.
 */
export function isSecretForm(text: string): boolean {
  const [, password] = inAddress.exec(text) ?? [];
  return isTokenForm(text) || (password !== undefined && !isPlaceholder(password));
}

/** The same without addresses: tests need a database, with a password that protects nothing. */
export function isTokenForm(text: string): boolean {
  return forms.some((form) => {
    const match = form.exec(text);
    return match !== null && !/([\w*.])\1{7}/.test(match[0]);
  });
}

/**
 * Whether the value of a name for secrets is a secret: not a path, a reference, an action of a template, or a
 * placeholder.
 */
export function isSecretValue(value: string): boolean {
  return (
    value !== '' &&
    !/^[./~]|\$[({]|\uE000|\{\{/.test(value) &&
    !isPlaceholder(value) &&
    !/^(true|false|yes|no|on|off|enabled|disabled|none|null|\d+)$/i.test(value)
  );
}

/** A form for users to fill in: settings without values, or an address with an empty password. */
export function isUnfilled(text: string): boolean {
  if (/^[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:@\S*$/i.test(text.trim())) return true;
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !/^([#;{}].*|\[[^\]]*\]|\},?|)$/.test(line));
  return lines.length > 0 && lines.every((line) => /^["']?[\w.-]+["']?\s*[:=]\s*(""|'')?,?$/.test(line));
}

/** Levels for a log (`debug,hyper=info`), or lines of settings none of which has the name or the form of a secret. */
export function isOrdinary(text: string): boolean {
  if (text.split(',').every((part) => logLevel.test(part.trim()))) return true;
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[#;]/.test(line));
  const areSettings = lines.length > 1 && lines.every((line) => settingLine.test(line));
  return (
    areSettings &&
    !isSecretForm(text) &&
    ![...text.matchAll(settings)].some(([, name = '', value = '']) => isSecretName(name) && isSecretValue(value))
  );
}

const logLevel = /^(?:[\w:-]+=)?(?:trace|debug|info|warn|warning|error|off)$/i;
/** `key: value`, `key = value`, an item of a list, the head of a section, or a bracket. */
const settingLine = /^(?:-[ \t]|-$|[[{\]}]|["']?[\w./-]+["']?[ \t]*(?::(?:[ \t]|$)|=[ \t]))/;

/** A text like one from a password generator, long and with all kinds of characters: no test has one by chance. */
export function isRandom(value: string): boolean {
  return /^[A-Za-z0-9+/=_-]{20,}$/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value);
}

/** A text that nobody takes as a name: at least twelve characters of all kinds, with digits between the others. */
export function isTyped(value: string): boolean {
  return (
    /^[A-Za-z0-9+/=_.!@#%^&*~-]{12,}$/.test(value) &&
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    /\d[^\d]+\d/.test(value) &&
    !isPlaceholder(value)
  );
}

/** The name of a setting with a password as its value, in a text of properties, INI, YAML, JSON or variables. */
export function secretInSettings(text: string): string | undefined {
  for (const [, name = '', value = ''] of text.matchAll(settings)) {
    if (name === 'auth' && /^[A-Za-z0-9+/]{8,}=*$/.test(value)) return name;
    const isOne = settingNames.test(name) && isSecretName(name) && isSecretValue(value);
    if (isOne && value.length > 5 && !isReference.test(value)) return name;
  }
  return undefined;
}

const settings = /(?<![\w.-])([\w.-]+)["']?[ \t]*[:=][ \t]*["']?([^\s"',{}]*)/g;
const settingNames = /(password|passwd|passphrase|api[_-]?key|(secret|access|private)[_-]?key|client[_-]?secret)$/i;
/** Words of lower-case letters are as often the name of the place that holds the secret. */
const isReference = /^\$|^%|^[a-z]+:|^[a-z]+(?:[-_.][a-z]+)*$/;

/**
 * In a long text of capitals, small letters and digits, no word makes it a placeholder: nobody types that as a hint.
 */
function isPlaceholder(value: string): boolean {
  if (/[A-Za-z0-9+/=]{20}/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value)) return false;
  return /^<.*>$|^(x+|\*+|\.+)$|change[-_ ]?(me|this)|replace[-_ ]?(me|this|with)|placeholder|\bexample\b(?!key)|your[-_ ]|todo|dummy|\bfake\b|redacted|^my[-_]?(password|passwd|secret|token)$/i.test(
    value,
  );
}
