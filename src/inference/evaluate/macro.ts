// Macro calls: formats become texts, lists and joins are read as expressions, the program's own macros are expanded.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { conditionHolds } from '../names/cfg.ts';
import { externalType } from '../names/definitions.ts';
import { pathsIn } from '../names/paths-in-tokens.ts';
import { resolvePath } from '../names/resolve.ts';
import { tokenize } from '../names/tokens.ts';
import type { Ty } from '../types/ty.ts';
import { evaluateBlock } from './block.ts';
import { boolean } from './constant.ts';
import { unwrapped } from './data.ts';
import { textFrom } from './made-text.ts';
import type { Evaluator } from './evaluator.ts';
import { listOf } from './literals.ts';
import { isFormatter, written } from './displayed.ts';
import { formatted } from './format-macro.ts';
import { type Frame, inner } from './frame.ts';
import { noteJson } from './json-owners.ts';
import { includedManifest } from './manifest.ts';
import { DATA, DIVERGING, LOGGING } from './macro-names.ts';
import { loseWording } from './mutation.ts';
import { evaluateSelect, evaluateStream } from './select-macro.ts';
import { askedByMacro } from './asked.ts';
import { waitFor } from './waited.ts';
import { NEVER_VALUE, STRING, text, typed, unknown, type Value } from './value.ts';

export function evaluateMacro(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const expansion = evaluator.settings.snippets.expansionOf(syntax, frame.scope.module);
  if (expansion.k === 'block') {
    evaluator.accounts.enter(expansion.block);
    return evaluateBlock(evaluator, expansion.block, frame);
  }
  // A constant from a build script is data.
  if (expansion.k === 'failed' && (expansion.isBuilt !== true || frame.fn !== undefined))
    evaluator.report(syntax, frame, expansion.why);
  return evaluateForeign(evaluator, syntax, frame);
}

function evaluateForeign(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const name = (syntax.child('macro')?.text ?? '').split('::').at(-1) ?? '';
  const body = syntax.first('token_tree')?.text ?? '';
  // A macro of the program passes a word on; a macro that is not read may replace it.
  const word = name === 'stringify' && syntax.source.expansions > 0 ? /^\W\s*(\w+)\s*\W$/.exec(body)?.[1] : undefined;
  if (word !== undefined) return text(word);
  if (DATA.has(name)) return (name.startsWith('include') ? includedManifest(syntax, frame) : undefined) ?? unknown();
  switch (name) {
    case 'format':
    case 'format_args':
    case 'concat':
    case 'formatcp':
    case 'concatcp':
      return formatted(evaluator, syntax, frame);
    case 'cfg':
      return decided(conditionHolds(body.slice(1, -1), frame.scope.module.crate.features));
    case 'env':
    case 'option_env':
      return body.includes('CARGO_PKG_NAME') || body.includes('CARGO_CRATE_NAME')
        ? text(frame.scope.module.crate.packageName)
        : typed(STRING);
    case 'select':
    case 'select_biased':
      return evaluateSelect(evaluator, syntax, frame);
    case 'async_stream':
    case 'stream':
    case 'try_stream':
      return evaluateStream(evaluator, syntax, frame);
    case 'write':
    case 'writeln': {
      const [target] = evaluator.settings.snippets.argumentsOf(syntax);
      const into = target === undefined ? unknown() : evaluator.evaluate(target, frame);
      loseWording(evaluator, target, into, [], frame);
      const value = evaluatePieces(evaluator, syntax, frame);
      return name === 'write' && isFormatter(into.ty) ? written(formatted(evaluator, syntax, frame, 1)) : value;
    }
    case 'json':
      return { ...evaluateArguments(evaluator, syntax, name, frame), ...noteJson(evaluator, syntax, frame) };
    default:
      // A level or a build may leave them out.
      if (LOGGING.has(name)) return evaluatePieces(evaluator, syntax, inner(frame));
      askedByMacro(evaluator, syntax, frame);
      return evaluateArguments(evaluator, syntax, name, frame);
  }
}

function evaluatePieces(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  for (const piece of evaluator.settings.snippets.piecesOf(syntax)) evaluator.evaluate(piece, frame);
  return unknown();
}

function evaluateArguments(evaluator: Evaluator, syntax: Syntax, name: string, frame: Frame): Value {
  const { snippets } = evaluator.settings;
  const args = snippets.argumentsOf(syntax);
  const values = args.map((argument) => evaluator.evaluate(argument, frame));
  if (DIVERGING.has(name)) return NEVER_VALUE;
  if (name === 'vec') return listOf(values);
  if (name === 'join' || name === 'try_join') for (const value of values) waitFor(evaluator, value, frame);
  if (name === 'join') return tuple(values);
  if (name === 'try_join') {
    const all = tuple(values.map(unwrapped));
    return typed({ k: 'nominal', def: RESULT, args: [all.ty] }, all);
  }
  if (name === 'pin' || name === 'pin_mut' || name === 'dbg' || name === 'ready' || name === 'addr_of')
    return values[0] ?? unknown();
  if (args.length === 0) evaluatePieces(evaluator, syntax, frame);
  for (const value of values) evaluator.escape(value, syntax, frame);
  nameFunctions(evaluator, syntax, frame);
  return unknown(textFrom(values).origin);
}

const RESULT = externalType(['Result']);

function tuple(values: readonly Value[]): Value {
  const ty: Ty = { k: 'tuple', items: values.map((value) => value.ty) };
  return { ty, fields: new Map(values.map((value, at) => [String(at), value])) };
}

/** Functions that a macro of another crate gets by name (`routes![list, get]`): its output calls them. */
export function nameFunctions(evaluator: Evaluator, syntax: Syntax, frame: Frame): void {
  for (const path of pathsIn(tokenize(syntax.first('token_tree')?.text ?? ''))) {
    if (path.length === 1 && frame.variables.get(path[0] ?? '') !== undefined) continue;
    const found = resolvePath(path, frame.scope.module, 'value');
    const definition = found?.definition;
    if (definition === undefined || (found?.rest.length ?? 0) > 0 || !('kind' in definition)) continue;
    if (definition.kind !== 'fn' || definition.module.crate.isModel) continue;
    evaluator.escape(
      { ty: unknown().ty, calls: [{ k: 'function', fn: definition, generics: [], self: undefined }] },
      syntax,
      frame,
    );
  }
}

/** A condition that the build decides goes both ways. */
function decided(holds: boolean | undefined): Value {
  return holds === undefined ? unknown() : boolean(holds);
}
