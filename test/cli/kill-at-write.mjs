// Loaded before the program: ends it without a word right before its write number KILL_AT, and writes how many there were into KILL_COUNT.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const killAt = Number(process.env.KILL_AT);
let writes = 0;
for (const name of ['writeFileSync', 'renameSync', 'linkSync', 'rmSync', 'rmdirSync', 'mkdirSync']) {
  const real = fs[name];
  fs[name] = (...words) => {
    // What lies outside of the repository is not what is looked at.
    if (!words.slice(0, 2).some((word) => typeof word === 'string' && word.startsWith(process.cwd())))
      return real(...words);
    writes += 1;
    if (writes === killAt) process.kill(process.pid, 'SIGKILL');
    return real(...words);
  };
}
syncBuiltinESMExports();
process.on('exit', () => fs.appendFileSync(process.env.KILL_COUNT, String(writes)));
