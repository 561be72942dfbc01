// The completion of bash: `complete -F` with the words of each command.
import { programs, type Completed } from './words.ts';

/** Needs only bash: not every machine has the functions of bash-completion. */
export function bashScript(commands: readonly Completed[]): readonly string[] {
  const named = commands.filter(({ name }) => name !== '').map(({ name }) => name);
  return [
    `# Completion of ${programs[0]} for bash.`,
    '_create_kube_secure_controller() {',
    `  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" command='' words='' first=''`,
    '  case "${COMP_WORDS[1]}" in',
    `    ${named.join('|')}) if ((COMP_CWORD > 1)); then command="\${COMP_WORDS[1]}"; fi ;;`,
    '  esac',
    '  case "$command $before" in',
    ...commands.flatMap(({ name, flags }) =>
      flags.flatMap(({ spelled, short, takes }) =>
        takes === 'nothing'
          ? []
          : [
              `    ${[spelled, ...(short === undefined ? [] : [short])].map((one) => `'${name} ${one}'`).join('|')}) ${
                takes === 'path'
                  ? '_create_kube_secure_controller_offer "$(compgen -f -- "$word")"'
                  : `_create_kube_secure_controller_offer "$(compgen -W '${takes.join(' ')}' -- "$word")"`
              }; return ;;`,
            ],
      ),
    ),
    '  esac',
    '  case "$command" in',
    ...commands.map(
      ({ name, flags, first }) =>
        `    '${name}') words='${flags.flatMap(({ spelled, short }) => (short === undefined ? [spelled] : [spelled, short])).join(' ')}'${
          first === undefined ? '' : ` first='${first.join(' ')}'`
        } ;;`,
    ),
    '  esac',
    '  if [[ $word == -* ]]; then',
    '    _create_kube_secure_controller_offer "$(compgen -W "$words" -- "$word")"',
    '  elif ((COMP_CWORD == 1)); then',
    `    _create_kube_secure_controller_offer "$(compgen -W '${named.join(' ')}' -- "$word"; compgen -d -- "$word")"`,
    '  elif ((COMP_CWORD == 2)) && [[ -n $first ]]; then',
    '    _create_kube_secure_controller_offer "$(compgen -W "$first" -- "$word")"',
    '  else',
    '    _create_kube_secure_controller_offer "$(compgen -f -- "$word")"',
    '  fi',
    '}',
    '',
    '# One offer a line: the names of files may have spaces. bash 3.2, that of macOS, has no mapfile.',
    '_create_kube_secure_controller_offer() {',
    '  local line',
    '  COMPREPLY=()',
    '  while IFS= read -r line; do if [[ -n $line ]]; then COMPREPLY+=("$line"); fi; done <<<"$1"',
    '}',
    '',
    `complete -o filenames -F _create_kube_secure_controller ${programs.join(' ')}`,
  ];
}
