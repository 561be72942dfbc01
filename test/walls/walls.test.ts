// The walls hold, and each violation is detected.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rooms } from './table.ts';
import { type Sources, violations } from './violations.ts';

const sources: Sources = new Map(
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file, readFileSync(path.join('src', file), 'utf8')]),
);

test('no import crosses a wall', () => {
  expect(violations(sources)).toEqual([]);
});

test('the table lists no removed folder, and no unused import', () => {
  const used = (room: string, other: string): boolean =>
    [...sources].some(([file, text]) => file.startsWith(`${room}/`) && text.includes(`../${other}/`));
  const idle = Object.entries(rooms).flatMap(([room, others]) =>
    others.filter((other) => !used(room, other)).map((other) => `${room} → ${other}`),
  );
  expect(idle).toEqual([]);
});

describe('a broken wall is reported', () => {
  const after = (file: string, line: string): readonly string[] =>
    violations(new Map([...sources, [file, `${line}\n${sources.get(file) ?? ''}`]]));

  test.each([
    ['formats/nearest.ts', "import { rules } from '../rules/index.ts';", 'formats may not import rules'],
    ['scaffold/render.ts', "import type { Audit } from '../audit/audit.ts';", 'scaffold may not import audit'],
    ['rules/rule.ts', "import { scaffold } from '../scaffold/scaffold.ts';", 'rules may not import scaffold'],
    ['audit/score.ts', "const late = await import('../commands/index.ts');", 'audit may not import commands'],
    ['formats/nearest.ts', "import { writeFileSync } from 'node:fs';", 'formats/nearest.ts imports node:fs'],
    ['scaffold/render.ts', "import { spawnSync } from 'node:child_process';", 'imports node:child_process'],
    ['rules/rule.ts', "import { get } from 'node:https';", 'rules/rule.ts imports node:https'],
    ['rules/rule.ts', "import { parse } from 'yaml';", 'rules/rule.ts imports yaml'],
    ['rules/rule.ts', "await fetch('https://example.dev');", 'rules/rule.ts uses fetch('],
    ['audit/audit.ts', "process.stdout.write('');", 'audit/audit.ts uses process.stdout'],
    ['commands/rbac/run.ts', "invocation.out.stream.write('');", 'commands/rbac/run.ts uses .write('],
    ['commands/rbac/run.ts', 'const { stream } = out; pipe(out.stream);', 'commands/rbac/run.ts uses .stream'],
    ['audit/text-report.ts', "styleText('red', name);", 'audit/text-report.ts uses styleText'],
    ['harden/plan.ts', 'console.log(1);', 'harden/plan.ts uses console.'],
    ['git/run-git.ts', "const folder = mkdtempSync(join(tmpdir(), 'git-'));", 'git/run-git.ts uses mkdtempSync('],
    ['somewhere/new.ts', 'export const a = 1;', 'somewhere/new.ts stands in no room of the table'],
    ['kubernetes/kinds.ts', "import './ownable.ts';", 'kubernetes/kinds.ts imports itself, through'],
  ])('%s with %s', (file, line, message) => {
    const circle =
      file === 'kubernetes/kinds.ts'
        ? violations(
            new Map([
              ...sources,
              [file, `${line}\n${sources.get(file) ?? ''}`],
              ['kubernetes/ownable.ts', `import './kinds.ts';\n${sources.get('kubernetes/ownable.ts') ?? ''}`],
            ]),
          )
        : after(file, line);
    expect(circle.join('\n')).toContain(message);
  });

  test('types and dynamic imports do not make a cycle', () => {
    const pair = new Map([
      ...sources,
      ['formats/a.ts', "import type { B } from './b.ts';\nexport const a = 1;\n"],
      [
        'formats/b.ts',
        "import { a } from './a.ts';\nconst late = () => import('./a.ts');\nexport type B = typeof a;\n",
      ],
    ]);
    expect(violations(pair)).toEqual([]);
  });
});
