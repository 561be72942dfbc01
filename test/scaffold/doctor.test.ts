// What `just doctor` says about the image, from the states of Pods; test:cluster tests the rest with a real API server.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from '../cli/run.ts';
import { generate, materialise } from '../generate.ts';

/** Answers like the API server of a cluster in which these Pods run the image of the Deployment. */
const kubectl = `#!/bin/sh
case "$*" in
  *imageID*) printf '%s' "$PODS" ;;
  *'get deployment '*containers*image*) printf '%s' "$IMAGE" ;;
esac
`;

/** The line about the image, and the next one. */
function told(image: string, pods: readonly string[]): string {
  const [home, programs] = [emptyFolder(), emptyFolder()];
  materialise(home, new Map([...generate({ name: 'app' })].filter(([file]) => /^(hack|deploy)\//.test(file))));
  writeFileSync(path.join(programs, 'kubectl'), kubectl, { mode: 0o755 });
  const env = { PATH: `${programs}:${process.env['PATH'] ?? ''}`, IMAGE: image, PODS: ['', ...pods].join('\n') };
  const said = execFileSync('sh', ['-c', 'sh hack/doctor.sh; true'], { cwd: home, env, encoding: 'utf8' });
  const lines = said.split('\n');
  const at = lines.findIndex((line) => /^\w+ +(?:the image|whether the image)/.test(line));
  return at === -1 ? '' : lines.slice(at, at + 2).join('\n');
}

const digest = `sha256:${'a'.repeat(64)}`;
const [tagged, pinned] = ['ghcr.io/a/app:1.0.0', `ghcr.io/a/app:1.0.0@${digest}`];

test.each([
  [
    'a Pod whose node pulled it',
    pinned,
    [`${pinned}|ghcr.io/a/app@${digest}||`],
    /^ok {6}the image was pulled by its digest/,
  ],
  [
    'a node without permission to pull it',
    pinned,
    [`${pinned}||ErrImagePull|`],
    /^wrong {3}the image .* cannot be pulled: ErrImagePull/,
  ],
  ['one node of two', pinned, [`${pinned}|ghcr.io/a/app@${digest}||`, `${pinned}||ImagePullBackOff|`], /^wrong/],
  ['a Pod without a node', pinned, [`${pinned}|||`], /^unknown whether the image .* no node has tried/],
  ['no Pod', pinned, [], /^unknown/],
  ['a Pod of another image', pinned, [`${tagged}|ghcr.io/a/app@${digest}||`], /^unknown/],
  [
    'only a tag',
    tagged,
    [`${tagged}|ghcr.io/a/app@${digest}||`],
    /^unknown .* names none\n.* pulled as ghcr.io\/a\/app@sha256/,
  ],
  ['no Deployment', '', [], /^$/],
])('%s', (_, image, pods, line) => {
  expect(told(image, pods)).toMatch(line);
});
