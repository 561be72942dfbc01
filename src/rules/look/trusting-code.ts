// Rust code that does not check the certificates of servers.
import { linesOf } from '../../formats/edit.ts';
import type { Repository } from '../../repo/repository.ts';
import type { Severity, Sight } from '../rule.ts';
import { about } from '../sight.ts';
import { rustFilesWith } from './shipped-rust.ts';

const word =
  /accept_invalid|ACCEPT_INVALID|insecure_skip_tls|\bdangerous\b|SslVerifyMode|verify_server_cert|set_certificate_verifier|CertVerified|check_server_key|verify_(?:peer|host)|no_tls_verify|disable_verification|allow_invalid_certificates/;

/** The calls that turn the check off. */
const trusting: readonly RegExp[] = [
  // reqwest, native-tls, lettre, mysql_async, isahc
  /(?:tls_)?danger(?:ous)?_accept_invalid_(?:certs|hostnames)\s*\(\s*true\s*\)/g,
  /\bSslOption\s*::\s*DANGER_ACCEPT_\w+/g,
  // kube
  /\baccept_invalid_(?:certs|hostnames)\s*(?:=(?!=)|:|\()\s*(?:Some\s*\(\s*)?true\b/g,
  /\binsecure_skip_tls_verify\s*(?:=(?!=)|:)\s*(?:Some\s*\(\s*)?true\b/g,
  // openssl, hyper-openssl
  /\bset_verify(?:_callback)?\s*\(\s*(?:\w+\s*::\s*)*SslVerifyMode\s*::\s*NONE\b/g,
  /\bset_verify_callback\s*\([^|;{}]{0,80}\|[^|;{}]{0,40}\|\s*true\b/g,
  // openssl, curl
  /\b(?:ssl_|set_)?verify_(?:peer|host|hostname)\s*\(\s*false\s*\)/g,
  // ldap3, ureq, mongodb
  /\bset_no_tls_verify\s*\(\s*true\s*\)/g,
  /\b(?:disable_verification|allow_invalid_certificates)\s*\(\s*(?:Some\s*\(\s*)?true\b/g,
  // rustls, aws-smithy
  /\.\s*dangerous\s*\(\s*\)\s*\.\s*(?:with_custom_certificate_verifier|set_certificate_verifier)\b/g,
];

interface Found {
  readonly index: number;
  readonly says: string;
  readonly name: string;
  readonly severity: Severity;
}

/** Each place in the code that turns the check off whatever the settings are. */
export function trustingCode(repository: Repository): readonly Sight[] {
  const files = rustFilesWith(word, repository);
  // Where a verifier is used is the better place: a setting may decide there.
  const isUsed = files.some(({ code }) => custom.test(code));
  return files.flatMap((file) => {
    const line = linesOf(file.text);
    return [...calls(file.code), ...verifiers(file.code, isUsed)]
      .sort((a, b) => a.index - b.index)
      .map(({ index, says, name, severity }): Sight => {
        return { state: 'broken', path: file.path, line: line(index), ...about('', says, name), severity };
      });
  });
}

const custom = /\.\s*dangerous\s*\(\s*\)/;

function calls(code: string): readonly Found[] {
  return trusting
    .flatMap((one) => [...code.matchAll(one)])
    .filter(
      ({ 0: text, index }) => !(text.includes('hostname') && setsHost.test(code.slice(index, index + 2 * longest))),
    )
    .map(({ 0: text, index }) => {
      const shown = text.replaceAll(/\s+/g, '');
      return {
        index,
        says: `the code does not check who answers: ${shown}`,
        name: shown,
        severity: isAsked(code, index) ? 'low' : shown.startsWith('.dangerous') ? 'medium' : 'high',
      };
    });
}

/** Another name is checked instead. */
const setsHost = /\bset_(?:host|ip)\s*\(/;

/** A verifier of rustls whose function accepts every certificate, and the one of russh that accepts every host key. */
function verifiers(code: string, isUsed: boolean): readonly Found[] {
  const certificates = [...code.matchAll(/\b(?:ServerCertVerified|ClientCertVerified)\s*::\s*assertion\b/g)]
    .filter(({ index }) => {
      const { start, head } = blockAround(code, index);
      return /\bfn\b/.test(head) && !decides.test(code.slice(start, index));
    })
    .map(({ index }) => ({ index, what: 'certificate' }));
  const keys = [...code.matchAll(/\bfn\s+check_server_key\b/g)]
    .filter(({ index }) => {
      const start = code.slice(index, index + longest).indexOf('{');
      return start !== -1 && acceptsAny.test(code.slice(index + start + 1, index + start + 120));
    })
    .map(({ index }) => ({ index, what: 'host key' }));
  return [...(isUsed ? [] : certificates), ...keys].map(({ index, what }) => ({
    index,
    says: `this function accepts every ${what}`,
    name: what,
    severity: 'high',
  }));
}

const decides = /\b(?:if|match|Err|assert\w*|ensure|bail)\b|\?|\bverify_(?!server_cert\b|client_cert\b)/;
const acceptsAny =
  /^\s*(?:return\s+)?(?:async\s*(?:move\s*)?\{\s*)?(?:[\w:]{0,40}ready\s*\(\s*)?(?:Ok\s*\(\s*(?:\(\s*self\s*,\s*)?true\b|self\s*\.\s*finished_bool\s*\(\s*true\b)/;

/** Whether a setting decides about the block around it: `if insecure {`, `if !tls.verify {`. */
function isAsked(code: string, index: number): boolean {
  const { head } = blockAround(code, index);
  return /\b(?:if|match)\b|=>\s*$/.test(head) && /insecure|verif|skip|trust|tls|ssl|danger|accept/i.test(head);
}

/** Where the block around a place starts, and what is written before it. */
function blockAround(code: string, index: number): { readonly start: number; readonly head: string } {
  let depth = 0;
  for (let at = index - 1; at >= 0; at -= 1) {
    if (code[at] === '}') depth += 1;
    if (code[at] !== '{') continue;
    depth -= 1;
    if (depth >= 0) continue;
    const head = code.slice(Math.max(0, at - longest), at);
    return { start: at + 1, head: head.slice(Math.max(...[';', '{', '}'].map((end) => head.lastIndexOf(end))) + 1) };
  }
  return { start: 0, head: '' };
}

/** The longest condition, head of a function or statement that is read. */
const longest = 600;
