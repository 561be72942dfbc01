// Rust code that does not check the certificates of servers.
import { linesOf } from '../../formats/edit.ts';
import type { Repository } from '../../repo/repository.ts';
import type { Sight } from '../rule.ts';
import { about } from '../sight.ts';
import { rustFilesWith } from './shipped-rust.ts';

const word =
  /accept_invalid|ACCEPT_INVALID|allow_invalid_certificates|insecure_skip_tls|\bdangerous\b|disable_verification|SslVerifyMode|ServerCertVerified|set_certificate_verifier|ssl_verify_/;

/**
 * The calls of reqwest, native-tls, kube, openssl, rustls, hyper-openssl, aws-smithy, ureq, curl, isahc and mongodb that
 * turn the check off.
 */
const trusting: readonly RegExp[] = [
  /\b(?:tls_)?danger(?:ous)?_accept_invalid_(?:certs|hostnames)\s*\(\s*true\s*\)/g,
  /\baccept_invalid_(?:certs|hostnames)\s*(?:=(?!=)|:|\()\s*(?:Some\s*\(\s*)?true\b/g,
  /\binsecure_skip_tls_verify\s*(?:=(?!=)|:)\s*(?:Some\s*\(\s*)?true\b/g,
  /\bset_verify(?:_callback)?\s*\(\s*(?:\w+\s*::\s*)*SslVerifyMode\s*::\s*NONE\b/g,
  /\bssl_verify_(?:peer|host)\s*\(\s*false\s*\)/g,
  /\b(?:disable_verification|allow_invalid_certificates)\s*\(\s*(?:Some\s*\(\s*)?true\b/g,
  /\bSslOption\s*::\s*DANGER_ACCEPT_(?:INVALID_CERTS|REVOKED_CERTS|INVALID_HOSTS)\b/g,
  /\.\s*dangerous\s*\(\s*\)\s*\.\s*(?:with_custom_certificate_verifier|set_certificate_verifier)\b/g,
];

/** What a verifier for rustls returns when it accepts a certificate. */
const assertion = /\bServerCertVerified\s*::\s*assertion\s*\(\s*\)/g;

/** The acceptance is the whole body of a function, which asks nothing about the certificate. */
function isWholeBody(code: string, index: number, length: number): boolean {
  const brace = code.lastIndexOf('{', index);
  const before = code.slice(Math.max(brace + 1, index - 100), index).replaceAll(/\s/g, '');
  const after = code.slice(index + length, index + length + 100).replaceAll(/\s/g, '');
  return (
    /^(?:return)?(?:Result::)?Ok\((?:\w+::)*$/.test(before) &&
    /^\);?\}/.test(after) &&
    /\bfn\b/.test(headOf(code, brace))
  );
}

/** Each place in the code that turns the check off whatever the settings are. */
export function trustingCode(repository: Repository): readonly Sight[] {
  return rustFilesWith(word, repository).flatMap(({ path, code }) => {
    const line = linesOf(code);
    const verifiers = [...code.matchAll(assertion)].filter(({ 0: text, index }) =>
      isWholeBody(code, index, text.length),
    );
    const found = [...trusting.flatMap((one) => [...code.matchAll(one)]), ...verifiers].sort(
      (a, b) => a.index - b.index,
    );
    return found.map(({ 0: text, index }): Sight => {
      const shown = text.replaceAll(/\s+/g, '');
      return {
        state: 'broken',
        path,
        line: line(index),
        ...about('', `the code does not check who answers: ${shown}`, shown),
        severity: isAsked(code, index) ? 'low' : /^\.dangerous|^ServerCert/.test(shown) ? 'medium' : 'high',
      };
    });
  });
}

/** Whether a setting decides about the block around it: `if insecure {`, `if !tls.verify {`. */
function isAsked(code: string, index: number): boolean {
  let depth = 0;
  for (let at = index - 1; at >= 0; at -= 1) {
    if (code[at] === '}') depth += 1;
    if (code[at] !== '{') continue;
    depth -= 1;
    if (depth >= 0) continue;
    const own = headOf(code, at);
    return /\b(?:if|match)\b|=>\s*$/.test(own) && /insecure|verif|skip|trust|tls|ssl|danger|accept/i.test(own);
  }
  return false;
}

/** What stands before a brace since the last statement or block: a condition, or the head of a function. */
function headOf(code: string, brace: number): string {
  const head = code.slice(Math.max(0, brace - headLength), brace);
  return head.slice(Math.max(...[';', '{', '}'].map((end) => head.lastIndexOf(end))) + 1);
}

/** The longest condition or head that is read. */
const headLength = 600;
