// Settings of a repository that make git start a program.
import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { asWritten, git } from './git.ts';

/** Writes a setting into a git folder; `mark` is the file that its program creates. */
export type Setting = (gitFolder: string, mark: string) => void;

const configured =
  (...settings: readonly (readonly [string, string])[]): Setting =>
  (folder, mark) => {
    for (const [key, value] of settings)
      appendFileSync(path.join(folder, 'config'), asWritten(key.replace('MARK', mark), value.replace('MARK', mark)));
  };
/** A program, not a shell command. */
const signer: Setting = (folder, mark) => {
  writeFileSync(path.join(folder, 'signer'), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
  configured(
    ['gpg.program', path.join(folder, 'signer')],
    ['commit.gpgSign', 'true'],
    ['log.showSignature', 'true'],
  )(folder, mark);
};
/** For programs that git calls with its own arguments, without a shell. */
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
/** https://git-scm.com/docs/githooks: the hooks that a command in a clone can trigger. */
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
/** A submodule at another commit than in the index, which `git submodule update` requires. */
const checkedOut: Setting = (folder) => {
  const [inner, modules] = [path.join(path.dirname(folder), 'x'), path.join(folder, 'modules/x')];
  mkdirSync(inner);
  const outer = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/nowhere', '--git-dir', folder];
  const format = git(inner, ...outer, 'rev-parse', '--show-object-format').trim();
  git(inner, 'init', '--quiet', '--template=', `--object-format=${format}`);
  git(inner, 'commit', '--quiet', '--allow-empty', '--message', 'x');
  const entry = `160000,${git(inner, 'rev-parse', 'HEAD').trim()},x`;
  git(path.dirname(folder), ...outer, 'update-index', '--add', '--cacheinfo', entry);
  git(inner, 'commit', '--quiet', '--allow-empty', '--message', 'y');
  writeFileSync(path.join(path.dirname(folder), '.gitmodules'), '[submodule "x"]\n\tpath = x\n\turl = ./x\n');
  mkdirSync(path.join(folder, 'info'), { recursive: true });
  appendFileSync(path.join(folder, 'info/exclude'), '.gitmodules\n');
  mkdirSync(path.dirname(modules), { recursive: true });
  renameSync(path.join(inner, '.git'), modules);
  writeFileSync(path.join(inner, '.git'), `gitdir: ${modules}\n`);
  configured(['submodule.x.url', path.join(folder, 'nowhere')], ['submodule.x.active', 'true'])(folder, '');
};
/** Lacks an object, so that git would fetch it with a program, from each promisor remote in turn. */
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

/** Settings that start a program to fetch an object. */
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
  'core.fsmonitor by includeIf.hasconfig': both(
    configured(['remote.h.url', 'https://nowhere.example/h']),
    included('includeIf.hasconfig:remote.*.url:https://nowhere.example/h.path'),
  ),
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
  'credential.helper': configured(['credential.helper', '!touch MARK']),
  'core.askPass': program('core.askPass'),
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
  'gpg.x509.program': both(configured(['gpg.format', 'x509'], ['tag.gpgSign', 'true']), program('gpg.x509.program')),
  'submodule.x.update': both(checkedOut, configured(['submodule.x.update', '!touch MARK;'])),
  'difftool.x.cmd': configured(['diff.tool', 'x'], ['difftool.x.cmd', 'touch MARK']),
  'gpg.ssh.program': both(
    configured(['gpg.format', 'ssh'], ['tag.gpgSign', 'true'], ['user.signingKey', 'key::x']),
    program('gpg.ssh.program'),
  ),
};
