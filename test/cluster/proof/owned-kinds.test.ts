// Every ownable kind: a real API server admits the object in the template.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startControlPlane, type ControlPlane } from '../control-plane/control-plane.ts';
import { ownableKinds } from '../../../src/kubernetes/ownable.ts';
import { install, startController, type Installation, type Replica } from './installation.ts';
import { lifeIn, type Life } from './life.ts';
import { ownsEverything } from './repositories.ts';
import { comesToRest } from './rest.ts';
import { subjectOf } from './subject.ts';
import { usageOf } from './usage.ts';

let plane: ControlPlane;
let installation: Installation;
let controller: Replica;
let life: Life;

beforeAll(async () => {
  plane = await startControlPlane();
  installation = await install(plane, subjectOf(ownsEverything));
  controller = await startController(installation);
  life = lifeIn(installation, 'team-a');
  await life.create();
});
afterAll(async () => {
  await controller.stop(0);
  await plane.stop();
});

test('an object of every ownable kind is admitted, and the custom resource is Ready', async () => {
  expect(installation.subject.project.owned.map(({ kind }) => kind).sort()).toEqual(ownableKinds);
  await life.ready(60_000).catch(async (error: unknown) => {
    throw new Error((await controller.output()).slice(-4_000), { cause: error });
  });
  await life.owned();
});

test('the controller becomes idle although controllers of Kubernetes change the same objects', () =>
  comesToRest(installation));

test('deleting the custom resource deletes them all', () => life.remove());

test('no request was denied', async () => expect((await usageOf(installation)).denied).toEqual([]));
