// Rust code that does not check the certificates of servers.
import { linesOf } from '../../formats/edit.ts';
import type { Repository } from '../../repo/repository.ts';
import type { Sight } from '../rule.ts';
import { about } from '../sight.ts';
import { rustFilesWith } from './shipped-rust.ts';

const word = /accept_invalid|insecure_skip_tls|\bdangerous\b|SslVerifyMode|verify_server_cert|set_certificate_verifier/;

/** The calls of reqwest, native-tls, kube, openssl, rustls, hyper-openssl and aws-smithy that turn the check off. */
const trusting: readonly RegExp[] = [
  /\b(?:tls_)?danger(?:ous)?_accept_invalid_(?:certs|hostnames)\s*\(\s*true\s*\)/g,
  /\baccept_invalid_(?:certs|hostnames)\s*(?:=(?!=)|:|\()\s*(?:Some\s*\(\s*)?true\b/g,
  /\binsecure_skip_tls_verify\s*(?:=(?!=)|:)\s*(?:Some\s*\(\s*)?true\b/g,
  /\bset_verify(?:_callback)?\s*\(\s*(?:\w+\s*::\s*)*SslVerifyMode\s*::\s*NONE\b/g,
  /\.\s*dangerous\s*\(\s*\)\s*\.\s*(?:with_custom_certificate_verifier|set_certificate_verifier)\b/g,
];

/** Each place in the code that turns the check off whatever the settings are. */
export function trustingCode(repository: Repository): readonly Sight[] {
  return rustFilesWith(word, repository).flatMap(({ path, code }) => {
    const line = linesOf(code);
    const found = trusting.flatMap((one) => [...code.matchAll(one)]).sort((a, b) => a.index - b.index);
    return found.map(({ 0: text, index }): Sight => {
      const shown = text.replaceAll(/\s+/g, '');
      return {
        state: 'broken',
        path,
        line: line(index),
        ...about('', `the code does not check who answers: ${shown}`, shown),
        severity: isAsked(code, index) ? 'low' : shown.startsWith('.dangerous') ? 'medium' : 'high',
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
    const head = code.slice(Math.max(0, at - headLength), at);
    const own = head.slice(Math.max(...[';', '{', '}'].map((end) => head.lastIndexOf(end))) + 1);
    return /\b(?:if|match)\b|=>\s*$/.test(own) && /insecure|verif|skip|trust|tls|ssl|danger|accept/i.test(own);
  }
  return false;
}

/** The longest condition that is read. */
const headLength = 300;
