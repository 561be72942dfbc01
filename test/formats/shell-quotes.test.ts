// How a shell reads the values that a workflow inserts; `sh` itself confirms many of the cases.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { quotings } from '../../src/formats/shell-quotes.ts';

const at = (script: string) => {
  const found = quotings(script);
  return (
    found &&
    [...found]
      .sort(([a], [b]) => a - b)
      .map(([, quoting]) => quoting)
      .join(' ')
  );
};

const understood: readonly (readonly [string, string])[] = [
  ['echo ${{ a }} "x ${{ b }}" \'${{ c }}\'', 'bare double single'],
  ['echo "it\'s ${{ a }}" \'"\' ${{ b }}', 'double bare'],
  ['echo "$(printf %s \'${{ a }}\' "${{ b }}" ${{ c }})${{ d }}"', 'single double bare double'],
  ['echo "`echo ${{ a }}` ${{ b }}"', 'bare double'],
  ["echo a#b ${{ a }} # it's ${{ b }}\necho ${{ c }}", 'bare bare bare'],
  ["cat <<EOF\nit's ${{ a }}\nEOF\necho ${{ b }}", 'double bare'],
  ['cat <<"EOF"\n"${{ a }}\nEOF\necho "${{ b }}"', 'verbatim double'],
  ["cat <<-'A' <<B\n${{ a }}\n\tA\n${{ b }}\nB\n", 'verbatim double'],
  ['cat <<< ${{ a }} > b\necho ${{ b }}', 'bare bare'],
  ['echo $((1 << 2)) ${#a} ${a#b} "${a:-\'x\'}" ${{ a }}', 'bare'],
  ['case a in a) echo "${{ a }}" ;; *) echo ${{ b }} ;; esac', 'double bare'],
  ["echo '${{ join(a, ', ') }}' ${{ b }}", 'single bare'],
  ['echo \\" ${{ a }} \\\' "\\"${{ b }}"', 'bare double'],
  ['echo constructor "${{ a }}" ${{ b }}', 'double bare'],
  ['if [ "${{ a }}" = b ]; then (echo ${{ c }}); fi', 'double bare'],
];

test.each(understood)('%j', (script, quoting) => expect(at(script)).toBe(quoting));

test.each([
  'echo "${{ a }}',
  "echo '${{ a }}",
  'cat <<EOF\n${{ a }}\n',
  'echo "$(case a in a) echo;; esac) ${{ a }}"',
  'echo $(( a << b )) "${{ a }}"',
  "cat <<EOF\n$(echo '${{ a }}')\nEOF\n",
  'echo $(echo ${{ a }}',
])('%j is not understood', (script) => expect(at(script)).toBeUndefined());

test('an escaped expression is not part of the shell', () => expect(at('echo "\\${{ a }}"')).toBe(''));

// A variable with spaces is one word in double quotes, two words without quotes, and its own name in single quotes.
test.each(understood.filter(([script]) => script.startsWith('echo') && !script.includes('#')))(
  'sh agrees about %j',
  (script, quoting) => {
    const names = script.match(/\$\{\{.*?\}\}/g) ?? [];
    const probe = names
      .reduce((text, one) => text.replace(one, () => '${v}'), script)
      .replaceAll(/\becho\b|printf %s/g, 'show');
    const { stdout } = spawnSync('sh', ['-c', `show() { for one; do printf '<%s>' "$one"; done; }; ${probe}`], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '', v: 'p q' },
    });
    expect(stdout.includes('${v}')).toBe(quoting.includes('single'));
    expect(/p><q/.test(stdout)).toBe(quoting.includes('bare'));
  },
);
