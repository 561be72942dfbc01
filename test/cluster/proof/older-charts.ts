// Charts as an older version of the generator would have written them.
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Copies of the given charts below `folder`, with an additional permission and without a column. */
export async function olderCharts(
  folder: string,
  controller: string,
  crd: string,
): Promise<readonly [controller: string, crd: string]> {
  const [older, olderCrd] = [path.join(folder, 'older'), path.join(folder, 'older-crd')] as const;
  await cp(controller, older, { recursive: true });
  await cp(crd, olderCrd, { recursive: true });
  await replaceIn(
    path.join(older, 'templates', 'rbac.yaml'),
    'resources: [configmaps]',
    'resources: [configmaps, secrets]',
  );
  await replaceIn(
    path.join(olderCrd, 'files', 'crd.yaml'),
    /additionalPrinterColumns:\n( {4}- .*\n( {6}.*\n)+)+ {4}/,
    '',
  );
  return [older, olderCrd];
}

async function replaceIn(file: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${file} has nothing of ${String(from)}`);
  await writeFile(file, changed);
}
