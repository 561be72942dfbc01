// After harden: what was fixed, what remains for whom, and what to decide first.
import { expect, test } from 'vitest';
import { audit } from '../../../src/audit/audit.ts';
import { outcomeText } from '../../../src/commands/harden/outcome.ts';
import { repositoryOf } from '../../../src/repo/repository.ts';

const pod = (spec: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: a}\nspec:\n${spec}  containers: [{name: c, image: a}]\n`;
const rules = ['no-host-pid', 'no-host-ipc', 'no-host-network', 'no-host-path', 'jobs-time-out'];
const judge = (text: string) => audit(repositoryOf([['a.yaml', text]]), { rules });
const bad = pod('  hostPID: true\n  hostIPC: true\n  hostNetwork: true\n  volumes: [{name: v, hostPath: {path: /}}]\n');

const plain = { paint: (_: unknown, text: string) => text, columns: undefined };

test('lists what was fixed and what remains, and names three decisions, the most important first', () => {
  const lines = outcomeText(judge(bad), judge(bad.replace('  hostPID: true\n', '')), plain, 'regular');
  expect(lines.slice(0, 3)).toEqual([
    'Grade D, score 0 before; grade D, score 25 now.',
    'Findings of the profile regular: 4 before, 3 left: 2 that harden fixes after you agree, 1 by hand.',
    'The most important decisions:',
  ]);
  expect(lines.filter((line) => /^ {2}\d\. /.test(line))).toHaveLength(3);
});

test('names no decision if none remains', () => {
  expect(outcomeText(judge(bad), judge(pod('')), plain, 'regular')).toEqual([
    'Grade D, score 0 before; grade A, score 100 now.',
    'Findings of the profile regular: 4 before, 0 left: 0 that harden fixes after you agree, 0 by hand.',
  ]);
});
