#!/usr/bin/env node
const { writeSync } = require('node:fs');

const words = process.argv.slice(2);
if (isTooOld()) {
  process.stderr.write(
    `error: This program needs Node 20.19 or newer, and this is Node ${process.versions.node}. Nothing was written.\nInstall a newer one: https://nodejs.org\n`,
  );
  process.exitCode = 3;
} else if (!saidVersion()) {
  require('../dist/cli.cjs')
    .main(words)
    .then((/** @type {number} */ status) => {
      process.exitCode = status;
    });
}

/** Whether this is an older Node than `engines` of package.json demands. npm only prints a warning about that. */
function isTooOld() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < 20 || (major === 20 && minor < 19);
}

/** The version does not need the rest of the program, which is loaded only to report an error on writing. */
function saidVersion() {
  if (words.length !== 1 || (words[0] !== '--version' && words[0] !== '-v')) return false;
  try {
    writeSync(1, `${require('../package.json').version}\n`);
    return true;
  } catch {
    return false;
  }
}
