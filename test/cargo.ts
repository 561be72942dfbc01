// How the suites run cargo: one small target directory for all generated repositories.
import path from 'node:path';
import { cache } from './generate.ts';
import { judge } from './judges/setup.ts';

/**
 * The environment of every cargo that builds a generated repository; .ci/run sets the same for the commands of the
 * README.
 */
export const cargoEnvironment = {
  CARGO_TARGET_DIR: path.join(cache, 'rust', 'target'),
  CARGO_TERM_COLOR: 'never',
  /** The tests of a repository without a kustomization render its charts. */
  HELM: judge('helm'),
  // A dozen repositories are built once each: incremental and debug data would never be used, and are most of the disk
  // space.
  CARGO_INCREMENTAL: '0',
  CARGO_PROFILE_DEV_DEBUG: '0',
};
