// The control plane, and the one repository that is put under load, built.
import { controlPlaneBinaries } from '../control-plane/binaries.ts';
import { buildRelease } from './release.ts';

export default async function setup(): Promise<void> {
  await controlPlaneBinaries();
  await buildRelease();
}
