// The control plane, and the built repository for the load test.
import { controlPlaneBinaries } from '../control-plane/binaries.ts';
import { buildRelease } from './release.ts';

export default async function setup(): Promise<void> {
  await controlPlaneBinaries();
  await buildRelease();
}
