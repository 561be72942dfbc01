// Rust code that puts a text together, or takes one out of a request, and lets a shell run it.
import { linesOf } from '../../formats/edit.ts';
import type { Repository } from '../../repo/repository.ts';
import type { Sight } from '../rule.ts';
import { about } from '../sight.ts';
import { rustFilesWith } from './shipped-rust.ts';

const word = /\bCommand\s*::\s*new\b/;
const command = /\bCommand\s*::\s*new\s*\(\s*"/g;
const shell = /"(?:\/(?:usr\/)?bin\/)?(?:ba|da|z|a|k)?sh"\s*\)/y;
const option = /"-[a-z]{0,4}c"/y;
/** The longest chain of calls behind a command that is read. */
const chainLength = 400;
/** The lines above a command in which its text is looked for. */
const above = 3000;

/**
 * Each shell that gets a text made of other values, or a text out of a request over HTTP. A text that is written out, or
 * handed over as a whole by other code, is not told.
 */
export function shellsInCode(repository: Repository): readonly Sight[] {
  return rustFilesWith(word, repository).flatMap(({ path, text, code }) => {
    const line = linesOf(text);
    return [...code.matchAll(command)].flatMap(({ 0: start, index }): readonly Sight[] => {
      shell.lastIndex = index + start.length - 1;
      if (!shell.test(text)) return [];
      const end = code.indexOf(';', index);
      const script = scriptFrom(text, index, Math.min(end === -1 ? text.length : end, index + chainLength));
      if (script === undefined) return [];
      const before = code.slice(Math.max(0, index - above), index);
      const isAsked = isFromRequest(script, before);
      if (!isAsked && !isMade(script, before)) return [];
      const says = `a shell runs a text that ${isAsked ? 'comes with a request' : 'format! makes'}`;
      const severity = isAsked ? ({ severity: 'critical' } as const) : {};
      return [{ state: 'broken', path, line: line(index), ...about('', says, 'sh -c'), ...severity }];
    });
  });
}

/** What follows the option: `.arg("-c").arg(…)`, `.args(["-c", …])`, `.args(vec!["-lc", …])`. */
function scriptFrom(text: string, from: number, to: number): string | undefined {
  for (let at = text.indexOf('"-', from); at !== -1 && at < to; at = text.indexOf('"-', at + 1)) {
    option.lastIndex = at;
    if (!option.test(text)) continue;
    const rest = text.slice(option.lastIndex, option.lastIndex + 200).trimStart();
    const next = rest.startsWith(',') ? ',' : /^\)\s*\.\s*arg\s*\(/.exec(rest)?.[0];
    if (next !== undefined) return rest.slice(next.length).trimStart().replace(/^&/, '');
  }
  return undefined;
}

/** `format!` itself, or the name of what it made above. */
function isMade(script: string, before: string): boolean {
  if (/^format!\s*\(/.test(script)) return true;
  const name = /^([a-z_]\w*)(?:\.as_str\(\)|\.clone\(\)|\.to_string\(\))?\s*[,)\]]/.exec(script)?.[1];
  if (name === undefined) return false;
  const from = Math.max(before.lastIndexOf(`let ${name} `), before.lastIndexOf(`let mut ${name} `));
  return from !== -1 && /^[^=;]{0,80}=\s*format!/.test(before.slice(from, from + 120));
}

/** The parameters that axum, actix-web and others fill from a request: `Json(a): Json<A>`, `a: web::Query<A>`. */
const extracted =
  /\b(?:Json|Form|Query|Path)\s*\(\s*(?:mut\s+)?(\w+)\s*\)\s*:|\b(\w+)\s*:\s*(?:web::|extract::)?(?:Json|Form|Query|Path)\s*</g;

/** Whether the text, or what it is a field of, is such a parameter of the function around the command. */
function isFromRequest(script: string, before: string): boolean {
  const name = /^[a-z_]\w*/.exec(script)?.[0];
  const signature = before.slice(Math.max(0, before.lastIndexOf('fn '))).split('{', 1)[0] ?? '';
  return name !== undefined && [...signature.matchAll(extracted)].some(([, one, other]) => (one ?? other) === name);
}
