// The accounting of calls: each reachable call expression has an outcome, and one without an outcome is unknown.
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadRustParser } from '../../src/formats/rust/parser.ts';
import type { Syntax } from '../../src/formats/rust/syntax.ts';
import { Accounts } from '../../src/inference/evaluate/accounts.ts';
import { inferFiles } from '../../src/inference/infer.ts';
import { folder, readFixture } from './fixtures.ts';

async function bodyOf(source: string): Promise<Syntax> {
  const parser = await loadRustParser();
  const body = parser.parse(`fn f() { ${source} }`, 'main.rs').first('function_item')?.child('body');
  if (body === undefined) throw new Error('no body');
  return body;
}

function calls(syntax: Syntax): readonly Syntax[] {
  return [...(syntax.type === 'call_expression' ? [syntax] : []), ...syntax.kids.flatMap(calls)];
}

test('a call without a recorded outcome is left over, and counts as unknown', async () => {
  const body = await bodyOf('one(two(), x.three()); four()(5); if false { six() }');
  const accounts = new Accounts();
  accounts.enter(body);
  const { counts, left } = accounts.close();
  expect(left.map(({ text }) => text)).toEqual(calls(body).map(({ text }) => text));
  expect(counts.unknown).toBe(calls(body).length);
});

test('each call has its own outcome, even if calls are nested', async () => {
  const body = await bodyOf('one(two(), x.three()); four()(5)');
  for (const call of calls(body)) {
    const accounts = new Accounts();
    accounts.enter(body);
    accounts.note(call, 'followed');
    expect(accounts.close().left).toEqual(calls(body).filter((other) => other !== call));
  }
});

test('code that does not run is not counted, and nested items have bodies of their own', async () => {
  const body = await bodyOf('if false { one() } fn inner() { two() }');
  const accounts = new Accounts();
  accounts.enter(body);
  accounts.skip(calls(body)[0]);
  expect(accounts.close().left).toEqual([]);
});

test.each(readdirSync(folder))('in the fixture %s no call is left over', async (name) => {
  const { binaries, unknown } = await inferFiles(readFixture(name));
  expect(unknown.filter(({ why }) => why.startsWith('This call was not followed'))).toEqual([]);
  for (const { calls: counts } of binaries) {
    const reasons = Object.values(counts.reasons).reduce((sum, count) => sum + count, 0);
    expect(reasons).toBe(counts.nothing);
  }
});
