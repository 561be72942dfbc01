// How a suite reports: to the terminal, and in CI also to a file that .ci/sum.js adds up.
import path from 'node:path';

export function reporting(suite: string) {
  const folder = process.env['TEST_REPORTS'];
  return folder === undefined
    ? {}
    : {
        reporters: ['default', 'json'],
        outputFile: { json: path.join(folder, `${process.env['TEST_SUITE'] ?? suite}.json`) },
      };
}
