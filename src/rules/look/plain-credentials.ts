// Rust code that sends a credential over HTTP without TLS, to a host outside of the cluster.
import { linesOf } from '../../formats/edit.ts';
import type { Repository } from '../../repo/repository.ts';
import type { Sight } from '../rule.ts';
import { about } from '../sight.ts';
import { rustFilesWith } from './shipped-rust.ts';
import { isPlain } from './trusting-objects.ts';

const word = /"http:\/\//;
const literal = /"(http:\/\/[^"\s]{1,200})"/g;
const sends = /\.\s*(?:bearer_auth|basic_auth)\s*\(|\.\s*header\s*\(\s*(?:\w+\s*::\s*)*AUTHORIZATION\b/;
/** A host that the program puts in, and networks of which the author knows more. */
const isNear =
  /^http:\/\/(?:10\.|172\.|192\.168\.|169\.254\.|metadata\b|[^/]*\{|[^/:]*\.(?:local|internal|test|cluster)(?:[/:]|$))/;
/** The longest statement that is read. */
const longest = 600;

/** Each request whose address is written out, with a credential in the same statement. */
export function plainCredentials(repository: Repository): readonly Sight[] {
  return rustFilesWith(word, repository).flatMap(({ path, text, code }) => {
    const line = linesOf(text);
    return [...text.matchAll(literal)].flatMap(({ 0: all, 1: address = '', index }): readonly Sight[] => {
      // The text of a comment is blank in the code.
      if (code[index] !== '"' || !isPlain(address) || isNear.test(address)) return [];
      const rest = code.slice(index + all.length, index + all.length + longest);
      if (!sends.test(rest.split(';')[0] ?? '')) return [];
      const said = about('', `a credential is sent without TLS, to ${address}`, address);
      return [{ state: 'broken', path, line: line(index), ...said, severity: 'medium' }];
    });
  });
}
