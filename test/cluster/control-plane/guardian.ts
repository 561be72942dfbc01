// Every process that a test run starts ends with it, even if it is killed: a detached shell holds a pipe from this
// process. When the pipe closes, the shell kills the listed processes and removes the directories.
import { spawn, type ChildProcess } from 'node:child_process';
import type { Writable } from 'node:stream';

const program = `
pids=' '; dirs=''
while read -r what value; do
  case $what in
    pid) pids="$pids$value " ;;
    done) case $pids in *" $value "*) pids="\${pids%% $value *} \${pids#* $value }" ;; esac ;;
    dir) dirs="$dirs $value" ;;
  esac
done
for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
[ -z "$dirs" ] || { sleep 0.2; rm -rf $dirs; }
`;

let pipe: Writable | undefined;

/** Kills the process when this one ends in any way. */
export function guardProcess(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  tell(`pid ${pid}`);
  child.once('exit', () => tell(`done ${pid}`));
}

/** Removes the directory when this process ends in any way. The path has no spaces: `mkdtemp` adds none. */
export function guardDirectory(path: string): void {
  tell(`dir ${path}`);
}

function tell(line: string): void {
  pipe ??= startGuardian();
  pipe.write(`${line}\n`);
}

function startGuardian(): Writable {
  const guardian = spawn('sh', ['-c', program], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  guardian.unref();
  guardian.stdin.on('error', () => {});
  if ('unref' in guardian.stdin && typeof guardian.stdin.unref === 'function') guardian.stdin.unref();
  return guardian.stdin;
}
