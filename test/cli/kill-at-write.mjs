// Loaded before the program. It kills the program right before write number KILL_AT, or with KILL_HALF in the middle of
// it, or sends it KILL_SIGNAL there. It writes the number of writes to KILL_COUNT, and each write to KILL_LOG.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const killAt = Number(process.env.KILL_AT);
let writes = 0;
let depth = 0;
const log = [];
const { readlinkSync } = fs;
for (const name of ['writeFileSync', 'renameSync', 'linkSync', 'rmSync', 'rmdirSync', 'unlinkSync', 'mkdirSync', 'mkdtempSync', 'copyFileSync']) {
  const real = fs[name];
  fs[name] = (...given) => {
    const words = given.map(named);
    // Only writes inside the repository count.
    if (!words.slice(0, 2).some((word) => typeof word === 'string' && word.startsWith(process.cwd())))
      return real(...given);
    writes += 1;
    if (writes === killAt && process.env.KILL_SIGNAL !== undefined) process.kill(process.pid, process.env.KILL_SIGNAL);
    else if (writes === killAt) {
      // Only a text can be half written: other writes are completed, and nothing after them runs.
      try {
        if (process.env.KILL_HALF !== undefined) real(...(name === 'writeFileSync' ? half(given) : given));
      } finally {
        process.kill(process.pid, 'SIGKILL');
      }
    }
    // Removing a folder calls other functions of this list.
    depth += 1;
    try {
      const result = real(...given);
      if (depth === 1) log.push(name === 'mkdtempSync' ? ['mkdirSync', named(result)] : [name, ...words]);
      return result;
    } finally {
      depth -= 1;
    }
  };
}
syncBuiltinESMExports();

/** A path through an open folder, with the name of that folder. */
function named(word) {
  const [held] = typeof word === 'string' ? (/^\/proc\/self\/fd\/\d+(?=\/)/.exec(word) ?? []) : [];
  return held === undefined ? word : readlinkSync(held) + word.slice(held.length);
}

function half([file, content, ...rest]) {
  return [file, content.slice(0, content.length / 2), ...rest];
}

process.on('exit', () => {
  fs.appendFileSync(process.env.KILL_COUNT, String(writes));
  if (process.env.KILL_LOG !== undefined) fs.appendFileSync(process.env.KILL_LOG, JSON.stringify(log));
});
