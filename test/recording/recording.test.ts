// The picture in the README is a recording of this run: the real output in a terminal.
import { expect, test } from 'vitest';
import { emptyFolder } from '../cli/run.ts';
import { down, enter } from '../cli/terminal.ts';
import { columns, recorder, rows } from './recorder.ts';
import { svg } from './svg.ts';

test('the recording in the README matches the program; `vitest run -u` records it again', async () => {
  const folder = emptyFolder();
  const screen = recorder();
  const create = await screen.run('npm init kube-secure-controller', [], folder);
  await create.answers('Name of the controller', 1, 'my-controller');
  await create.answers('my-controller', 1, enter);
  await create.answers('Description', 1, enter);
  await create.answers('Scope', 2, down);
  await create.answers('❯ cluster', 2, enter);
  await create.answers('API group', 1, enter);
  await create.answers('Kind of the custom', 1, enter);
  await create.answers('Kinds that it creates', 2, ' ');
  await create.answers('◯ ConfigMap', 1, 'sec');
  await create.answers('❯ ◯ Secret', 2, ' ');
  await create.answers('(Secret)', 1, enter);
  await create.answers('Repository', 1, enter);
  await create.answers('Change the defaults', 1, enter);
  await create.answers('files into my-controller?', 2, enter);
  expect(await create.ends()).toBe(0);
  screen.keep(5);
  const check = await screen.run(
    'npx create-kube-secure-controller rbac my-controller --check',
    ['rbac', 'my-controller', '--check'],
    folder,
  );
  expect(await check.ends()).toBe(0);
  screen.keep(7);
  expect(screen.tooLong).toEqual([]);
  const title =
    'npm init kube-secure-controller asks about scope and kinds, writes a repository, and rbac --check finds that the manifests grant exactly what the code needs';
  await expect(svg(screen.frames, title, columns, rows)).toMatchFileSnapshot('../../docs/public/first-run.svg');
});
