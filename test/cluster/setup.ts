// What all tests here need and what takes minutes the first time: the programs of the control plane.
import { controlPlaneBinaries } from './control-plane/binaries.ts';

export async function setup(): Promise<void> {
  await controlPlaneBinaries();
}
