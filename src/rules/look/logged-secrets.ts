// Rust code that writes a password, a token or the contents of a Secret into a log or an error.
import { linesOf } from '../../formats/edit.ts';
import type { Repository } from '../../repo/repository.ts';
import type { Sight } from '../rule.ts';
import { about } from '../sight.ts';
import { rustFilesWith, type RustFile } from './shipped-rust.ts';

const word = /\b(?:\w*_)?(?:password|passwd|passphrase|secret|token|private_key|secret_key|api_key|access_key)\b/;
const macros = /\b(?:trace|debug|info|warn|error|event|log|print|println|eprint|eprintln|dbg|panic|bail|anyhow)!\s*\(/g;
const names =
  /^(?:\w+_)?(?:password|passwd|passphrase|(?:api|access|refresh|bearer|auth|id|bot|github|vault)_token|token|client_secret|private_key|secret_key|api_key)$/;
/** A token that says where a list goes on, or who holds a lock, opens nothing. */
const isMark =
  /(?:cancel|cancellation|continue|next|page|resume|sync|shutdown|fencing|trace|parse|lex|unexpected|stop|abort|cursor|resource|name)_token$/;
const isHidden = /^(?:redacted|masked|hashed|encrypted|obfuscated|truncated)_/;
/** A program for people prints the token that they asked for. */
const isForPeople = /(?:^|[/_-])(?:cli|client|tools?|ctl|xtask)(?=[/._-])/;
const instrument = /#\[(?:tracing::)?instrument\b/g;
/** The longest call and the longest head of a function that are read. */
const longest = 600;

/** Each such place of a program. Names of wrappers that print nothing (`secrecy`) are left out by file. */
export function loggedSecrets(repository: Repository): readonly Sight[] {
  return rustFilesWith(word, repository).flatMap((file) => {
    const isWrapped = /\b(?:secrecy|SecretString|SecretBox|Redacted|Sensitive)\b/.test(file.code);
    return isWrapped || isForPeople.test(file.path) ? [] : [...inMacros(file), ...inInstrument(file)];
  });
}

function inMacros({ path, text, code }: RustFile): readonly Sight[] {
  const line = linesOf(text);
  return [...code.matchAll(macros)].flatMap(({ 0: head, index }): readonly Sight[] => {
    const from = index + head.length;
    const to = closing(code, from);
    if (to === undefined) return [];
    const name = named(code.slice(from, to)) ?? written(text.slice(from, to));
    return name === undefined
      ? []
      : [{ state: 'broken', path, line: line(index), ...about('', `${name} is written into a log or an error`, name) }];
  });
}

/** Arguments: `?secret`, `%token`, `token = %token`, or the name alone. */
function named(args: string): string | undefined {
  for (const part of args.split(',')) {
    const value = part.slice(part.lastIndexOf('=') + 1).trim();
    const path = value.replace(/^[?%&]/, '');
    const name = /^[\w.]+$/.test(path) ? (path.split('.').at(-1) ?? '') : '';
    if (isSecret(name) || (value.startsWith('?') && name === 'secret')) return path;
  }
  return undefined;
}

/** In the text itself: `{password}`, `{secret:?}`. */
function written(args: string): string | undefined {
  for (const [, name = '', form = ''] of args.matchAll(/\{(\w+)(:[#?]{1,2})?\}/g))
    if (isSecret(name) || (form !== '' && name === 'secret')) return name;
  return undefined;
}

function isSecret(name: string): boolean {
  return names.test(name) && !isMark.test(name) && !isHidden.test(name);
}

/** `#[instrument]` records every argument that it does not skip. */
function inInstrument({ path, text, code }: RustFile): readonly Sight[] {
  const line = linesOf(text);
  return [...code.matchAll(instrument)].flatMap(({ index }): readonly Sight[] => {
    const end = code.indexOf(']', index);
    const options = code.slice(index, end);
    if (end === -1 || options.includes('skip_all')) return [];
    const start = code.indexOf('(', code.indexOf('fn ', end)) + 1;
    if (start < end || start > end + longest) return [];
    const parameters = code.slice(start, closing(code, start) ?? start).split(',');
    const found = parameters
      .map((one) => one.split(':').map((part) => part.trim()))
      .flatMap(([name = '', type = '']) => (/^&?(?:mut )?(?:str|String)$/.test(type) ? [name] : []))
      .find((name) => isSecret(name) && !options.split(/\W+/).includes(name));
    return found === undefined
      ? []
      : [
          {
            state: 'broken',
            path,
            line: line(index),
            ...about('', `instrument records the argument ${found}`, found),
            severity: 'medium',
          },
        ];
  });
}

/** The offset of the bracket that closes the call which is open at `from`. */
function closing(code: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < Math.min(code.length, from + longest); at += 1) {
    if (code[at] === '(') depth += 1;
    if (code[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}
