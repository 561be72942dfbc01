import { expect, test } from 'vitest';
import { weakerIn } from '../../../src/commands/update/plan.ts';
import { repositoryOf } from '../../../src/repo/repository.ts';
import { generate } from '../../generate.ts';

const files = generate({ name: 'app' });
const path = 'deploy/deployment.yaml';
const weak = new Map(files).set(
  path,
  (files.get(path) ?? '').replace('readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false'),
);

test('only settings that an update weakens are found', async () => {
  const [hard, soft] = [repositoryOf([...files]), repositoryOf([...weak])];
  expect(await weakerIn(hard, soft)).toMatchObject([{ rule: 'read-only-root-filesystem', path }]);
  expect(await weakerIn(soft, hard)).toEqual([]);
  expect(await weakerIn(soft, soft)).toEqual([]);
});
