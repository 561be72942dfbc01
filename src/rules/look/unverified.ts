// Downloads without a check of the server: verification that is turned off, and addresses without TLS.
import { checksDownload } from './verified.ts';

/** By program, the words that turn verification off. */
const switches: ReadonlyMap<string, (word: string) => boolean> = new Map([
  ['curl', (word: string) => word === '--insecure' || (/^-[A-Za-z]+$/.test(word) && word.includes('k'))],
  ['wget', (word: string) => word === '--no-check-certificate'],
  ...['apt', 'apt-get'].map(
    (name) => [name, isOf('--allow-unauthenticated', '--force-yes', '--allow-insecure-repositories')] as const,
  ),
  ['apk', isOf('--allow-untrusted')],
  ...['yum', 'dnf', 'microdnf', 'tdnf'].map((name) => [name, isOf('--nogpgcheck')] as const),
  ['zypper', isOf('--no-gpg-checks')],
  ['rpm', isOf('--nosignature', '--nodigest')],
  ...['pip', 'pip3'].map((name) => [name, (word: string) => word.startsWith('--trusted-host')] as const),
  ['git', (word: string) => /^http\.sslVerify=(false|0)$/i.test(word)],
]);

/** Settings that turn it off for every later program. */
const settings = [
  /\[trusted=yes\]/,
  /\bGIT_SSL_NO_VERIFY=["']?(?!["']?(?:0|false)\b)\w/,
  /\bNODE_TLS_REJECT_UNAUTHORIZED=["']?0/,
  /\bPYTHONHTTPSVERIFY=["']?0/,
  /\bGOSUMDB=["']?off\b|\bGOINSECURE=["']?[\w*]/,
  /\bhttp\.sslVerify["']?[\s=]+["']?(?:false|0|no|off)\b/i,
  /\bstrict-ssl[\s=]+["']?false\b/,
  /\bglobal\.trusted-host\b/,
  /\bStrictHostKeyChecking[=\s]+["']?(?:no|off)\b/i,
  /\binsecure\b["']?\s*>>?[^\n;&|>]*\.curlrc\b/,
  /\bcheck_certificate\s*=\s*off\b/,
  /\bAllow(?:Insecure|Unauthenticated)\w*["']?[=\s]+["']?(?:true|1)\b|\bVerify-Peer["']?[=\s]+["']?false\b/i,
];

/**
 * The part of a script that makes an unverified download, or undefined. A script that checks a sum or a signature need
 * not verify the server.
 */
export function unverified(script: string): string | undefined {
  if (checksDownload(script)) return undefined;
  const setting = trustingSetting(script);
  if (setting !== undefined) return setting;
  for (const command of script.replaceAll(/\\\r?\n/g, ' ').split(/[;&|\n]/)) {
    const words = command.trim().split(/\s+/);
    const at = words.findIndex((word) => switches.has(word.split('/').at(-1) ?? ''));
    const program = words[at]?.split('/').at(-1) ?? '';
    const rest = words.slice(at + 1);
    const word =
      rest.find((one) => switches.get(program)?.(one) === true) ??
      (fetches.has(program) ? rest.find(isPlain) : undefined);
    if (at !== -1 && word !== undefined) return `${program} ${word}`;
  }
  return undefined;
}

/** The part of a script that turns verification off for later programs, or for one of them. */
export function trustingSetting(script: string): string | undefined {
  return settings.map((one) => one.exec(script)?.[0]).find((found) => found !== undefined);
}

const fetches: ReadonlySet<string> = new Set(['curl', 'wget', 'git']);

/** Plain HTTP, to a host that is neither this machine nor in the cluster. */
function isPlain(word: string): boolean {
  return /^["']?http:\/\/(?!localhost|127\.|\[::1\]|169\.254\.|metadata|\$)[^/:]*\./.test(word);
}

function isOf(...words: readonly string[]): (word: string) => boolean {
  return (word) => words.includes(word);
}
