// The answers about the project itself.
import { choice, text } from './answer.ts';
import { all, dnsLabel, matches, notEmpty, oneLine } from './checks.ts';

const hosts = String.raw`(https:\/\/|git@|ssh:\/\/git@)?(www\.)?(github\.com|ghcr\.io|(registry\.)?gitlab\.com)[/:]`;
const host = new RegExp(`^${hosts}`);
const withHost = new RegExp(String.raw`^(${hosts})?[a-zA-Z0-9][a-zA-Z0-9._-]*(\/[a-zA-Z0-9._-]+)+\/?$`);
const pastedOfGitHub = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,37}[a-zA-Z0-9])?\/(?!\.{0,2}(?:\.git)?\/?$)[a-zA-Z0-9._-]{1,100}/;
const pastedOfGitLab = /^[a-zA-Z0-9]+(?:[._-][a-zA-Z0-9]+)*(?:\/[a-zA-Z0-9]+(?:[._-][a-zA-Z0-9]+)*)+/;

export const project = {
  name: text({
    flag: 'name',
    group: 'Project',
    title: 'Name of the controller',
    why: 'names the Deployment, its ServiceAccount and the Cargo package',
    form: 'DNS-1123 label',
    defaultForm: 'the directory’s name',
    example: 'my-controller',
    check: dnsLabel,
  }),
  description: text({
    flag: 'description',
    group: 'Project',
    title: 'Description',
    why: 'goes into Cargo.toml, the README, the CRD and the image',
    form: 'one line',
    default: () => 'A Kubernetes controller with the least privilege that its code needs',
    check: all(notEmpty, oneLine),
  }),
  repository: text({
    flag: 'repository',
    group: 'Delivery',
    title: 'Repository',
    why: 'the image, its source label and the commands that verify it are derived from it',
    form: 'OWNER/NAME',
    defaultForm: 'the remote `origin` of git, else `example/<name>`',
    default: (known) => `example/${known.text('name')}`,
    normalise: ownerAndName,
    written: withHost,
    narrower: [
      { when: [{ ci: ['github', 'none'] }], patterns: [behindHost(pastedOfGitHub)] },
      { when: [{ ci: ['gitlab'] }], patterns: [behindHost(pastedOfGitLab)] },
    ],
    check: (value, known) => (known.text('ci') === 'gitlab' ? onGitLab(value) : onGitHub(value)),
  }),
  license: choice(['Apache-2.0', 'MIT', 'none'], {
    flag: 'license',
    group: 'Delivery',
    asked: 'on-request',
    title: 'License',
    why: '"none" for code that is not published',
    default: () => 'Apache-2.0',
  }),
} as const;

/** OWNER/NAME from the texts that people paste: the page, the clone URL, the image. */
function ownerAndName(value: string): string {
  return value.replace(host, '').replace(/(\.git)?\/?$/, '');
}

/** The pattern of a pasted path: a host at its start is not part of it. */
function behindHost(path: RegExp): string {
  const [start, rest] = [host, path].map(({ source }) => source.slice(1));
  return `^(${start}|(?!${start}))${rest}(\\.git)?\\/?$`;
}

const onGitHub = matches(
  /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,37}[a-zA-Z0-9])?\/(?!\.{1,2}$)[a-zA-Z0-9._-]{1,100}$/,
  'OWNER/NAME, as in github.com/OWNER/NAME',
);

/** Nested groups; the path of a project may have the characters of an image's name, in upper case too. */
const onGitLab = matches(
  /^[a-zA-Z0-9]+(?:[._-][a-zA-Z0-9]+)*(?:\/[a-zA-Z0-9]+(?:[._-][a-zA-Z0-9]+)*)+$/,
  'OWNER/NAME or GROUP/…/NAME, as in gitlab.com/GROUP/NAME',
);
