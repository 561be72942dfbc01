// Downloads without a check of the server: verification that is turned off, and addresses without TLS.
import { checksDownload } from './verified.ts';

/** By program, the words that turn verification off, by the manual of each. */
const switches: ReadonlyMap<string, (word: string) => boolean> = new Map([
  // Options with a value take the rest of the word: `-okubectl` has no `-k`.
  ['curl', (word: string) => word === '--insecure' || /^-[#0-9aBfgGiIjJlLMnNOpqRsSvVZ]*k/.test(word)],
  ['wget', isOf('--no-check-certificate')],
  ['wget2', isOf('--no-check-certificate', '--check-certificate=off', '--check-certificate=false')],
  ['aria2c', isOf('--check-certificate=false')],
  ['rclone', isOf('--no-check-certificate')],
  ['deno', (word: string) => word.startsWith('--unsafely-ignore-certificate-errors')],
  ['aws', isOf('--no-verify-ssl')],
  ...['apt', 'apt-get'].map(
    (name) => [name, isOf('--allow-unauthenticated', '--force-yes', '--allow-insecure-repositories')] as const,
  ),
  ['apk', isOf('--allow-untrusted', '--no-check-certificate')],
  ...['yum', 'dnf', 'dnf5', 'microdnf', 'tdnf'].map(
    (name) =>
      [
        name,
        (word: string) =>
          /^--no-?gpgchecks?$|^--no-gpg-checks$|^--setopt=\S*\b(?:sslverify|gpgcheck)=(?:0|false|no)$/i.test(word),
      ] as const,
  ),
  ['zypper', isOf('--no-gpg-checks')],
  ['rpm', isOf('--nosignature', '--nodigest')],
  ...['pip', 'pip3', 'uv'].map(
    (name) => [name, (word: string) => /^--(?:trusted-host|allow-insecure-host)\b/.test(word)] as const,
  ),
  ...['npm', 'pnpm', 'yarn'].map((name) => [name, isOf('--no-strict-ssl', '--strict-ssl=false')] as const),
  ['git', (word: string) => /^http\.\S*sslVerify=(?:false|0|no|off)$/i.test(word)],
  ...['docker', 'podman', 'buildah', 'skopeo'].map(
    (name) => [name, isOf('--tls-verify=false', '--src-tls-verify=false', '--dest-tls-verify=false')] as const,
  ),
  ...['oras', 'crane'].map((name) => [name, isOf('--insecure', '--insecure=true')] as const),
  ['cosign', isOf('--allow-insecure-registry', '--allow-http-registry')],
  ...['irm', 'iwr', 'Invoke-WebRequest', 'Invoke-RestMethod'].map(
    (name) => [name, isOf('-SkipCertificateCheck')] as const,
  ),
]);

/** Settings that turn it off for every later program. */
const settings = [
  /\[[^\]\n]{0,200}\b(?:trusted|allow-insecure)=yes\b/,
  /\bGOSUMDB=["']?off\b|\bGOINSECURE=["']?[\w*]/,
  /\b(?:REQUESTS|CURL)_CA_BUNDLE=(?:""|'')/,
  /\bsslVerify["']?[\s=]+["']?(?:false|0|no|off)\b/i,
  /\bstrict-ssl["']?[\s=]+["']?false\b/,
  /\benableStrictSsl["']?[\s:]+["']?false\b/,
  /\bssl_verify["']?[\s:=]+["']?(?:false|no|0)\b/i,
  /\bdisable_ssl_validation\s+["']?true\b/i,
  /\bglobal\.trusted-host\b/,
  /\bStrictHostKeyChecking[=\s]+["']?(?:no|off)\b/i,
  /\binsecure\b["']?\s*>>?[^\n;&|>]*\.curlrc\b/,
  /\bcheck_certificate\s*=\s*off\b/,
  /\bAllow(?:Insecure|Unauthenticated)\w*["']?[=\s]+["']?(?:true|1)\b|\bVerify-Peer["']?[=\s]+["']?false\b/i,
];

const variables: readonly (readonly [name: RegExp, value: RegExp])[] = [
  [
    /^NODE_TLS_REJECT_UNAUTHORIZED$|^PYTHONHTTPSVERIFY$|(?:^|_)(?:SSL|TLS)_VERIFY$|(?:^|_)VERIFY_(?:SSL|TLS)$|(?:^|_)STRICT_SSL$/i,
    /^(?:0|false|no|off)$/i,
  ],
  [
    /(?:^|_)(?:(?:KUBE)?INSECURE_SKIP_(?:TLS_)?VERIFY|SKIP_TLS_VERIFY|TLS_INSECURE|ACCEPT_INVALID_CERTS|SKIP_VERIFY)$|^GIT_SSL_NO_VERIFY$|^AZURE_CLI_DISABLE_CONNECTION_VERIFICATION$/,
    /^(?:1|true|yes|on)$/i,
  ],
  [/^(?:PIP_TRUSTED_HOST|UV_INSECURE_HOST)$/, /^[\w*]/],
  // Docker in Docker listens without TLS: https://docs.docker.com/engine/security/protect-access/
  [/^DOCKER_TLS_CERTDIR$/, /^$/],
];

/** The values that make programs trust every server, for a variable that can. */
export function trustingValues(name: string): RegExp | undefined {
  return variables.find(([names]) => names.test(name))?.[1];
}

/** Whether a variable of this value makes programs trust every server. */
export function turnsCheckOff(name: string, value: string): boolean {
  return trustingValues(name)?.test(value) === true;
}

/**
 * The part of a script that makes an unverified download, or undefined. A script that checks a sum or a signature need
 * not verify the server.
 */
export function unverified(script: string): string | undefined {
  if (checksDownload(script)) return undefined;
  const setting = trustingSetting(script);
  if (setting !== undefined) return setting;
  for (const command of commandsOf(script)) {
    const found = switchIn(command) ?? plainIn(command);
    if (found !== undefined) return `${found.program} ${found.word}`;
  }
  return undefined;
}

export interface Command {
  readonly words: readonly string[];
}

/** The commands of a script without its comments, each as words without the quotes around them. */
export function commandsOf(script: string): readonly Command[] {
  return script
    .replaceAll(/^[ \t]*#.*$/gm, '')
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/[;&|\n]/)
    .map((command) => ({
      words: command
        .trim()
        .split(/\s+/)
        .map((word) => word.replace(/^["'(`$]+/, '').replace(/["')`]$/, '')),
    }));
}

export interface Switch {
  readonly program: string;
  readonly word: string;
  /** The words of the program. */
  readonly rest: readonly string[];
}

/** The word of a command by which a program checks nothing, unless it talks to this machine. */
export function switchIn({ words }: Command): Switch | undefined {
  const local = words.findLastIndex(isThisMachine);
  /** Each program so far, with its last place. */
  const started = new Map<string, number>();
  for (const [at, word] of words.entries()) {
    for (const [program, from] of started)
      if (local < from && switches.get(program)?.(word) === true) return { program, word, rest: words.slice(from + 1) };
    const program = programOf(word);
    if (switches.has(program)) started.set(program, at);
  }
  return undefined;
}

function plainIn({ words }: Command): Pick<Switch, 'program' | 'word'> | undefined {
  const at = words.findIndex((one) => fetches.has(programOf(one)));
  const word = at === -1 ? undefined : words.slice(at + 1).find(isPlain);
  return word === undefined ? undefined : { program: programOf(words[at] ?? ''), word };
}

/** `/usr/bin/curl`, `A=$(curl`. */
function programOf(word: string): string {
  return word.split(/[/(`"'=]/).at(-1) ?? '';
}

function isThisMachine(word: string): boolean {
  return /^(?:[\w+.-]+:\/\/)?(?:localhost|127\.\d|\[::1\]|0\.0\.0\.0|kind-registry\b)/.test(word);
}

/** The part of a script that turns verification off for later programs, or for one of them. */
export function trustingSetting(script: string): string | undefined {
  const code = script.replaceAll(/^[ \t]*#.*$/gm, '');
  const found = settings.map((one) => one.exec(code)?.[0]).find((one) => one !== undefined);
  if (found !== undefined) return found;
  return [...code.matchAll(/\b([A-Za-z_]{8,})=["']?([\w*.-]+)/g)].find(([, name = '', value = '']) =>
    turnsCheckOff(name, value),
  )?.[0];
}

const fetches: ReadonlySet<string> = new Set(['curl', 'wget', 'git']);

/** Plain HTTP, to a host that is neither this machine nor in the cluster. */
function isPlain(word: string): boolean {
  return /^["']?http:\/\/(?!localhost|127\.|\[::1\]|169\.254\.|metadata|\$)[^/:]*\./.test(word);
}

function isOf(...words: readonly string[]): (word: string) => boolean {
  return (word) => words.includes(word);
}
