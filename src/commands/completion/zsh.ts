// The completion of zsh: `_arguments` with the flags of each command.
import { programs, type Completed, type CompletedFlag } from './words.ts';

/** A file for a folder of `fpath`; evaluating it works as well. */
export function zshScript(commands: readonly Completed[]): readonly string[] {
  const [standard, ...named] = commands;
  return [
    `#compdef ${programs.join(' ')}`,
    '',
    '_create_kube_secure_controller() {',
    '  local context state state_descr line',
    '  typeset -A opt_args',
    '  if ((CURRENT > 2)); then',
    '    case "$words[2]" in',
    ...named.flatMap((command) => [
      `      ${command.name})`,
      '        shift words',
      '        ((CURRENT--))',
      ...argumentsOf(command).map((line) => `        ${line}`),
      '        return',
      '        ;;',
    ]),
    '    esac',
    '  fi',
    ...(standard === undefined ? [] : argumentsOf(standard)).map((line) => `  ${line}`),
    '}',
    '',
    '_create_kube_secure_controller_first() {',
    '  local -a commands',
    '  commands=(',
    ...named.map(({ name, summary }) => `    ${quoted(`${name}:${summary.replaceAll(':', '\\:')}`)}`),
    '  )',
    '  _describe -t commands command commands',
    '  _directories',
    '}',
    '',
    'if [[ $zsh_eval_context[-1] == loadautofunc ]]; then',
    '  _create_kube_secure_controller "$@"',
    'else',
    `  compdef _create_kube_secure_controller ${programs.join(' ')}`,
    'fi',
  ];
}

function argumentsOf({ name, first, flags }: Completed): readonly string[] {
  const place =
    name === ''
      ? '1:command or directory:_create_kube_secure_controller_first'
      : first === undefined
        ? '*:path:_files'
        : `1:word:(${first.join(' ')})`;
  const specs = [place, ...(first === undefined ? [] : ['*:path:_files']), ...flags.flatMap(specsOf)];
  return ['_arguments \\', ...specs.map((spec, at) => `  ${quoted(spec)}${at === specs.length - 1 ? '' : ' \\'}`)];
}

function specsOf({ spelled, short, summary, takes }: CompletedFlag): readonly string[] {
  const does = `[${summary.replaceAll(/[[\]:\\]/g, String.raw`\$&`)}]`;
  const value = takes === 'nothing' ? '' : takes === 'path' ? ':path:_files' : `:value:(${takes.join(' ')})`;
  return [spelled, ...(short === undefined ? [] : [short])].map((one) => `${one}${does}${value}`);
}

/** Between single quotes, zsh takes everything literally; a quote ends them. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
