// The only output path: every text stays text.
import { Writable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outputOn } from '../../src/cli/output.ts';
import { isPrintable, printable } from '../../src/printable.ts';

/** A terminal that stores its input. */
class Screen extends Writable {
  readonly isTTY = true;
  readonly columns = 80;
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }

  getColorDepth(): number {
    return 24;
  }

  hasColors(): boolean {
    return true;
  }
}

const evil = [
  ['ESC', '\u001b[2J\u001b]0;title\u0007'],
  ['a C1 control', '\u009b2J'],
  ['a DEL or backspace', 'a\u007f\b\b'],
  ['a carriage return', 'fine\rforged'],
  ['a newline', 'a\nforged'],
  ['another line separator', 'a\u2028b\u2029c\u0085d\u000be\u000cf'],
  ['a bidirectional control', '\u202eevil\u2066\u2069\u200f\u061c'],
  ['an invisible character', 'a\u200b\u200d\u00ad\u2060\ufeff\u034f\u3164\u115f\u180e\ufe0f'],
  ['a tag character', 'a\u{e0041}\u{e0020}\u{e0100}'],
] as const;

test.each(evil)('%s is shown as an escape, in lines, documents and messages', (_, text) => {
  const screen = new Screen();
  const output = outputOn(() => screen);
  output.lines([text, `  ${text}`]);
  expect(screen.text.split('\n')).toHaveLength(3);
  expect(screen.text.split('\n').every(isPrintable)).toBe(true);
  const document = new Screen();
  outputOn(() => document).json({ [text]: [text] });
  expect(document.text.split('\n').every(isPrintable)).toBe(true);
  expect(JSON.parse(document.text)).toEqual({ [text]: [text] });
});

test.each([
  '::error title=forged::it is',
  ' \t::add-mask::a',
  '\u00a0::stop-commands::x',
  'a ##[set-env name=PATH]/evil',
  '###[error]forged',
  '##vso[task.setvariable variable=a]b',
  "##teamcity[buildStatus text='fine']",
])('%j is not a command for a CI runner', (text) => {
  const screen = new Screen();
  outputOn(() => screen).lines([text]);
  expect(screen.text).not.toMatch(/^\s*::|##(\[|vso\[|teamcity\[)/);
  const document = new Screen();
  outputOn(() => document).json({ text });
  expect(document.text).not.toMatch(/^\s*::|##(\[|vso\[|teamcity\[)/m);
  expect(JSON.parse(document.text)).toEqual({ text });
});

test('only paint colours text, and copied colour codes have no effect', () => {
  const screen = new Screen();
  const output = outputOn(() => screen);
  const painted = output.paint('red', 'a\u001b[8mb');
  output.lines([`${painted} \u001b[31mc`]);
  expect(screen.text).toBe('\u001b[31ma\\u{1b}[8mb\u001b[39m \\u{1b}[31mc\n');
  const other = new Screen();
  outputOn(() => other).lines([painted]);
  expect(other.text).not.toContain('\u001b');
});

test('the carriage return of a Windows line stays, and escaping twice changes nothing', () => {
  const screen = new Screen();
  outputOn(() => screen).lines(['+a\r', 'b']);
  expect(screen.text).toBe('+a\r\nb\n');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => printable(printable(text)) === printable(text)),
    { numRuns: 500 },
  );
});
