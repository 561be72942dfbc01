// Settings of a repository that make git start a program, and the ways in which they come to the user.
import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pod } from '../cli/hardenable.ts';
import { git } from './git.ts';
import { movedAway } from './git-files.ts';

/** Puts a setting into a git folder; `mark` is the file that its program makes. */
export type Setting = (gitFolder: string, mark: string) => void;

const configured =
  (...settings: readonly (readonly [string, string])[]): Setting =>
  (folder, mark) => {
    for (const [key, value] of settings)
      appendFileSync(path.join(folder, 'config'), asWritten(key.replace('MARK', mark), value.replace('MARK', mark)));
  };
/** As `git config` writes it, which would be one more process for each. */
function asWritten(key: string, value: string): string {
  const [section = '', ...rest] = key.split('.');
  const [name, within] = [rest.at(-1) ?? '', rest.slice(0, -1).join('.')];
  return `[${section}${within && ` ${JSON.stringify(within)}`}]\n\t${name} = ${JSON.stringify(value)}\n`;
}
/** A program and not a line of a shell. */
const signer: Setting = (folder, mark) => {
  writeFileSync(path.join(folder, 'signer'), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
  configured(
    ['gpg.program', path.join(folder, 'signer')],
    ['commit.gpgSign', 'true'],
    ['log.showSignature', 'true'],
  )(folder, mark);
};
/** For what git calls with words of its own, and without a shell. */
const program =
  (...keys: readonly string[]): Setting =>
  (folder, mark) => {
    const file = path.join(folder, `program-${keys[0]}`);
    writeFileSync(file, `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
    configured(...keys.map((key) => [key, file] as const))(folder, mark);
  };
const attributes: Setting = (folder) => {
  mkdirSync(path.join(folder, 'info'), { recursive: true });
  writeFileSync(path.join(folder, 'info/attributes'), '* filter=x diff=x merge=x\n');
};
const ownAttributes: Setting = (folder, mark) => {
  writeFileSync(path.join(folder, 'x'), '* filter=x\n');
  configured(['core.attributesFile', path.join(folder, 'x')], ['filter.x.clean', 'touch MARK; cat'])(folder, mark);
};
const both =
  (...settings: readonly Setting[]): Setting =>
  (folder, mark) => {
    for (const setting of settings) setting(folder, mark);
  };
/** https://git-scm.com/docs/githooks: those that a command on a clone can set off. */
const hookNames =
  'applypatch-msg pre-applypatch post-applypatch pre-commit pre-merge-commit prepare-commit-msg commit-msg post-commit pre-rebase post-checkout post-merge pre-push reference-transaction pre-auto-gc post-rewrite fsmonitor-watchman post-index-change';
const hooksIn =
  (name: string): Setting =>
  (folder, mark) => {
    mkdirSync(path.join(folder, name), { recursive: true });
    for (const hook of hookNames.split(' '))
      writeFileSync(path.join(folder, name, hook), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
  };
const hooksPath: Setting = (folder, mark) => {
  hooksIn('evil')(folder, mark);
  configured(['core.hooksPath', path.join(folder, 'evil')])(folder, mark);
};
const included =
  (key: string): Setting =>
  (folder, mark) => {
    writeFileSync(path.join(folder, 'more'), `[core]\n\tfsmonitor = "touch ${mark}; false"\n`);
    configured([key, path.join(folder, 'more')])(folder, mark);
  };
const worktreeConfig: Setting = (folder, mark) => {
  configured(['core.repositoryformatversion', '1'], ['extensions.worktreeConfig', 'true'])(folder, mark);
  writeFileSync(path.join(folder, 'config.worktree'), `[core]\n\tfsmonitor = "touch ${mark}; false"\n`);
};
/** Without an object, so that git would fetch it with a program, from each remote that promises it in turn. */
const missing =
  (object: string, remote: string, ...more: readonly (readonly [string, string])[]): Setting =>
  (folder, mark) => {
    configured(
      ['core.repositoryformatversion', '1'],
      ['extensions.partialClone', remote],
      [`remote.${remote}.promisor`, 'true'],
      ...more,
    )(folder, mark);
    const id = git(folder, '--git-dir', folder, 'rev-parse', object).trim();
    rmSync(path.join(folder, 'objects', id.slice(0, 2), id.slice(2)), { force: true });
  };

/** What starts a program to fetch an object. */
export const fetching = (object: string): Readonly<Record<string, Setting>> => ({
  'core.sshCommand of a promisor': missing(
    object,
    'ssh',
    ['remote.ssh.url', 'ssh://nowhere.example/x'],
    ['core.sshCommand', 'touch MARK; false'],
  ),
  'url.insteadOf of a promisor': missing(
    object,
    'written',
    ['remote.written.url', 'https://nowhere.example/'],
    ['url.ext::touch MARK.insteadOf', 'https://nowhere.example/'],
    ['protocol.ext.allow', 'always'],
  ),
  'protocol.ext.allow of a promisor': missing(
    object,
    'ext',
    ['remote.ext.url', 'ext::touch MARK'],
    ['protocol.ext.allow', 'always'],
  ),
  'uploadpack of a promisor': missing(
    object,
    'packs',
    ['remote.packs.url', '.'],
    ['remote.packs.uploadpack', 'touch MARK; false'],
    ['uploadpack.packObjectsHook', 'touch MARK; false'],
  ),
});

export const settings: Readonly<Record<string, Setting>> = {
  'core.fsmonitor': configured(['core.fsmonitor', 'touch MARK; false']),
  'core.fsmonitor by include.path': included('include.path'),
  'core.fsmonitor by includeIf': included('includeIf.gitdir:/**.path'),
  'core.fsmonitor by includeIf.onbranch': included('includeIf.onbranch:**.path'),
  'core.fsmonitor by config.worktree': worktreeConfig,
  'core.hooksPath': hooksPath,
  'the hooks of .git/hooks': hooksIn('hooks'),
  'a filter that cleans': both(
    attributes,
    configured(['filter.x.clean', 'touch MARK; cat'], ['filter.x.required', 'true']),
  ),
  'a filter process': both(attributes, configured(['filter.x.process', 'touch MARK; false'])),
  'a filter that cleans by core.attributesFile': ownAttributes,
  'a filter that smudges': both(attributes, configured(['filter.x.smudge', 'touch MARK; cat'])),
  'diff.external': configured(['diff.external', 'touch MARK; true']),
  'diff.x.command': both(attributes, configured(['diff.x.command', 'touch MARK; true'])),
  'diff.x.textconv': both(attributes, configured(['diff.x.textconv', 'touch MARK; cat'])),
  'merge.x.driver': both(attributes, configured(['merge.x.driver', 'touch MARK; true'])),
  'merge.default': configured(['merge.default', 'x'], ['merge.x.driver', 'touch MARK; true']),
  ...fetching('HEAD:pod.yaml'),
  'core.alternateRefsCommand': both(configured(['core.alternateRefsCommand', 'touch MARK; true']), (folder) =>
    appendFileSync(path.join(folder, 'objects/info/alternates'), '/nowhere/objects\n'),
  ),
  'a pager': configured(
    ['core.pager', 'touch MARK; cat'],
    ['pager.status', 'touch MARK; cat'],
    ['pager.diff', 'touch MARK; cat'],
  ),
  'an editor': configured(['core.editor', 'touch MARK'], ['sequence.editor', 'touch MARK']),
  'credential.helper': configured(['credential.helper', '!touch MARK'], ['core.askPass', 'touch MARK']),
  'gpg.program': signer,
  'an alias': configured(
    ['alias.x', '!touch MARK'],
    ['alias.status', '!touch MARK'],
    ['alias.cat-file', '!touch MARK'],
  ),
  'remote.vcs': configured(['remote.v.url', 'touch MARK'], ['remote.v.vcs', 'ext'], ['protocol.ext.allow', 'always']),
  'core.gitProxy': both(configured(['remote.g.url', 'git://nowhere.example/x']), program('core.gitProxy')),
  'a receiver of what is pushed': configured(['remote.p.url', '.'], ['remote.p.receivepack', 'touch MARK; false']),
  'trailer.x.cmd': configured(['trailer.x.key', 'x'], ['trailer.x.cmd', 'touch MARK; echo']),
  'tar.x.command': configured(['tar.x.command', 'touch MARK; cat']),
  'trailer.x.command': configured(['trailer.x.key', 'x'], ['trailer.x.command', 'touch MARK; echo']),
  'gpg.ssh.defaultKeyCommand': both(
    configured(['gpg.format', 'ssh'], ['tag.gpgSign', 'true']),
    program('gpg.ssh.defaultKeyCommand'),
  ),
  'gpg.ssh.program': both(
    configured(['gpg.format', 'ssh'], ['tag.gpgSign', 'true'], ['user.signingKey', 'key::x']),
    program('gpg.ssh.program'),
  ),
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
  ...Object.fromEntries(
    Object.entries(movedAway).map(([name, move]) => [
      name,
      (folder: string, setting: Setting, mark: string) => {
        setting(move(folder), mark);
        return '.';
      },
    ]),
  ),
};

/**
 * The settings in as few repositories as can be, which keeps each row: every setting has a mark of its own. Neighbours in
 * the table set the same keys, so they are never together. What fetches an object is, for git asks each remote in turn; it
 * is with nothing else, for without an object a command may end early.
 *
 * @param object that the promisors are asked for
 */
export function repositoriesWith(object: string): readonly (readonly (readonly [string, Setting])[])[] {
  const others = Object.entries(settings).filter(([name]) => !name.endsWith('of a promisor'));
  return [
    ...[0, 1, 2, 3, 4].map((group) => others.filter((_, at) => at % 5 === group)),
    Object.entries(fetching(object)),
  ];
}

/** All of them in one git folder, each with a mark of its own: its place in the list. */
export function together(list: readonly (readonly [string, Setting])[], marks: string): Setting {
  return (folder) => {
    for (const [at, [, setting]] of list.entries()) setting(folder, path.join(marks, String(at)));
  };
}
