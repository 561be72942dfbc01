// Texts that steer a terminal, a log, a page, a spreadsheet or a careless program, and that no output may contain
// unescaped.
import { expect } from 'vitest';
import { isPrintable } from '../../src/printable.ts';
import type { Outcome } from '../cli/run.ts';

/** Kind of text → the text. */
export const evil: Readonly<Record<string, string>> = {
  'an escape sequence': '\u001b[2J\u001b]0;owned\u0007',
  'a C1 control': '\u009b31m',
  'a new line': 'x\n::error title=forged::it is\n##[error]forged\n',
  'a carriage return': 'x\rforged',
  'bidi controls': '\u202etxt.exe\u2066\u200f',
  'what nobody sees': 'a\u200b\u00ad\u2060\u{e0041}\u2028b',
};

/** A few texts for slow outputs: pages, spreadsheets and programs read some differently from a terminal. */
export const moreEvil: Readonly<Record<string, string>> = {
  'whatever steers a terminal': Object.values(evil).join(''),
  'a command of a runner': '::error title=forged::it is ##vso[task.setvariable variable=a]b',
  'a formula that ends a page': `=HYPERLINK("http://example.dev")"'><script>alert(1)</script><img src=x onerror=alert(1)>`,
  'a name that every object has': '__proto__',
  'a text of 300 KB': 'long '.repeat(60_000),
};

/** No output steers the program that shows it, JSON stays JSON, and no answer is an internal error. */
export function expectHarmless(words: readonly string[], { status, stdout, stderr }: Outcome): void {
  const said = `${stdout}${stderr}`;
  const named = words.map((word) => word.slice(0, 40)).join(' ');
  expect(status, `${named}: ${said.slice(-300)}`).toBeOneOf([0, 1, 2, 3]);
  expect(said, named).not.toMatch(/please report it|RangeError|TypeError| at \w+ \(/);
  for (const line of said.split('\n').map((one) => one.replace(/\r$/, ''))) {
    expect(isPrintable(line), `${named}: ${JSON.stringify(line.slice(0, 300))}`).toBe(true);
    // Only the annotation commands for GitHub remain, each about one line of a file.
    const rest = words.includes('github')
      ? line.replace(/^::(?:error|warning|notice) file=[^:,]*,line=\d+,title=[^:,]*::/, '')
      : line;
    expect(rest, named).not.toMatch(/^\s*::|##\[|##vso\[/);
    // In a page a line break is ordinary white space.
    if (!words.includes('html')) expect(line, named).not.toMatch(/^forged/);
  }
  if (words.includes('--json')) expect(() => JSON.parse(stdout), `${named}: ${stderr.slice(0, 300)}`).not.toThrow();
}
