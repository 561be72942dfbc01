// Roles and bindings that Rust code builds: an administrator, or every verb.
import { linesOf } from '../../formats/edit.ts';
import type { Repository } from '../../repo/repository.ts';
import type { Sight } from '../rule.ts';
import { about } from '../sight.ts';
import { rustFilesWith } from './shipped-rust.ts';

const word = /\brole_?ref\b|\bPolicyRule\b|"apiGroups"/i;

/** In a struct, and in `json!`, which uses the names of the API. */
const administrators = [
  /\bRoleRef\s*\{[^{}]{0,400}?\bname:\s*"(cluster-admin|admin|edit)"/g,
  /"roleRef"\s*:\s*\{[^{}]{0,400}?"name"\s*:\s*"(cluster-admin|admin|edit)"/g,
];
const wildcards = [
  /\bPolicyRule\s*\{[^{}]{0,600}?\bverbs:\s*(?:Some\s*\(\s*)?vec!\s*\[\s*"(\*)"/g,
  /"verbs"\s*:\s*\[\s*"(\*)"/g,
];

/** Each such place in code that is part of a program. */
export function builtRoles(repository: Repository): readonly Sight[] {
  return rustFilesWith(word, repository).flatMap(({ path, text, code }) => {
    const line = linesOf(text);
    const matches = (all: readonly RegExp[]): readonly RegExpExecArray[] =>
      all
        .flatMap((one) => [...text.matchAll(one)])
        // Strings are blank in the code; what stands between them is not, unless it is a comment or a text.
        .filter(({ 0: whole, index }) => /[^\s"]/.test(code.slice(index, index + whole.length)));
    return [
      ...matches(administrators).map((match): Sight => {
        const says = `a binding built here grants ${match[1]}`;
        const severity = match[1] === 'cluster-admin' ? 'critical' : 'high';
        return { state: 'broken', path, line: line(match.index), ...about('', says, match[1]), severity };
      }),
      ...matches(wildcards).map((match): Sight => {
        const said = about('', 'a role built here grants every verb', 'verbs');
        return { state: 'broken', path, line: line(match.index), ...said, severity: 'high' };
      }),
    ];
  });
}
