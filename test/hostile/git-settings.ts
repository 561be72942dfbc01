// Settings of a repository that make git start a program, and the ways in which they come to the user.
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pod } from '../cli/hardenable.ts';

export function git(folder: string, ...words: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.dev', ...words], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** Puts a setting into a git folder; `mark` is the file that its program makes. */
type Setting = (gitFolder: string, mark: string) => void;

const configured =
  (...settings: readonly (readonly [string, string])[]): Setting =>
  (folder, mark) => {
    for (const [key, value] of settings)
      git(folder, 'config', '--file', path.join(folder, 'config'), key, value.replace('MARK', mark));
  };
const attributes: Setting = (folder) => {
  mkdirSync(path.join(folder, 'info'), { recursive: true });
  writeFileSync(path.join(folder, 'info/attributes'), '* filter=x diff=x merge=x\n');
};
const both =
  (...settings: readonly Setting[]): Setting =>
  (folder, mark) => {
    for (const setting of settings) setting(folder, mark);
  };
const hook =
  (name: string): Setting =>
  (folder, mark) => {
    mkdirSync(path.join(folder, 'evil'));
    writeFileSync(path.join(folder, 'evil', name), `#!/bin/sh\ntouch ${mark}\n`);
    chmodSync(path.join(folder, 'evil', name), 0o755);
    configured(['core.hooksPath', path.join(folder, 'evil')])(folder, mark);
  };
const included =
  (key: string): Setting =>
  (folder, mark) => {
    writeFileSync(path.join(folder, 'more'), `[core]\n\tfsmonitor = "touch ${mark}; false"\n`);
    configured([key, path.join(folder, 'more')])(folder, mark);
  };
const promisor: Setting = (folder, mark) => {
  configured(
    ['core.repositoryformatversion', '1'],
    ['extensions.partialClone', 'origin'],
    ['remote.origin.url', 'ssh://nowhere.example/x'],
    ['remote.origin.promisor', 'true'],
    ['core.sshCommand', 'touch MARK; false'],
  )(folder, mark);
  // The blob of pod.yaml, so that git would fetch it.
  const id = git(folder, '--git-dir', folder, 'rev-parse', 'HEAD:pod.yaml').trim();
  rmSync(path.join(folder, 'objects', id.slice(0, 2), id.slice(2)), { force: true });
};

export const settings: Readonly<Record<string, Setting>> = {
  'core.fsmonitor': configured(['core.fsmonitor', 'touch MARK; false']),
  'core.fsmonitor by include.path': included('include.path'),
  'core.fsmonitor by includeIf': included('includeIf.gitdir:/**.path'),
  'core.hooksPath': hook('post-index-change'),
  'a filter that cleans': both(
    attributes,
    configured(['filter.x.clean', 'touch MARK; cat'], ['filter.x.required', 'true']),
  ),
  'a filter process': both(attributes, configured(['filter.x.process', 'touch MARK; false'])),
  'diff.external': configured(['diff.external', 'touch MARK; true']),
  'diff.x.command': both(attributes, configured(['diff.x.command', 'touch MARK; true'])),
  'diff.x.textconv': both(attributes, configured(['diff.x.textconv', 'touch MARK; cat'])),
  'merge.x.driver': both(attributes, configured(['merge.x.driver', 'touch MARK; true'])),
  'core.sshCommand of a promisor': promisor,
  'core.alternateRefsCommand': both(configured(['core.alternateRefsCommand', 'touch MARK; true']), (folder) =>
    appendFileSync(path.join(folder, 'objects/info/alternates'), '/nowhere/objects\n'),
  ),
  'an alias': configured(['alias.status', '!touch MARK'], ['alias.diff', '!touch MARK']),
  'a pager': configured(
    ['core.pager', 'touch MARK; cat'],
    ['pager.status', 'touch MARK; cat'],
    ['pager.diff', 'touch MARK; cat'],
  ),
  'credential.helper': configured(['credential.helper', '!touch MARK'], ['core.askPass', 'touch MARK']),
  'gpg.program': configured(['gpg.program', 'touch MARK'], ['log.showSignature', 'true']),
};

/** How the git folder comes to the user: makes a directory, and says which is named on the command line. */
export const ways: Readonly<Record<string, (folder: string, setting: Setting, mark: string) => string>> = {
  'its own .git': (folder, setting, mark) => {
    setting(path.join(folder, '.git'), mark);
    return '.';
  },
  // As a plain clone brings it: no `.git`, and `core.worktree` says that the files lie beside.
  'an embedded bare repository': (folder, setting, mark) => {
    const inner = path.join(folder, 'sub');
    cpSync(path.join(folder, '.git'), inner, { recursive: true });
    writeFileSync(path.join(inner, 'pod.yaml'), pod);
    git(inner, 'config', '--file', path.join(inner, 'config'), 'core.bare', 'false');
    git(inner, 'config', '--file', path.join(inner, 'config'), 'core.worktree', '.');
    setting(inner, mark);
    return 'sub';
  },
  'a submodule': (folder, setting, mark) => {
    const inner = path.join(folder, 'sub');
    mkdirSync(inner);
    cpSync(path.join(folder, '.git'), path.join(inner, '.git'), { recursive: true });
    writeFileSync(path.join(inner, 'pod.yaml'), `${pod}# changed\n`);
    const commit = git(inner, 'rev-parse', 'HEAD').trim();
    git(folder, 'update-index', '--add', '--cacheinfo', `160000,${commit},sub`);
    git(folder, 'commit', '--quiet', '--message', 'b');
    setting(path.join(inner, '.git'), mark);
    return '.';
  },
};
