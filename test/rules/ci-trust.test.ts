// Whom a workflow trusts: external code that it runs, people who start it with permissions, and secrets that it passes
// on.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const path = '.github/workflows/ci.yml';
const digest = '0123456789012345678901234567890123456789';
const found = (text: string, rule: string, file = path) =>
  audit(repositoryOf([[file, text]]), { rules: [rule] }).findings.map(({ severity, state }) =>
    state === 'unknown' ? 'unknown' : severity,
  );
const job = (steps: string, more = '', on = 'push'): string =>
  `on: ${on}\njobs:\n  a:\n${more}    runs-on: ubuntu-24.04\n    steps:\n${steps}`;
const run = (script: string): string => `      - run: ${JSON.stringify(script)}\n`;
const action = (script: string): string =>
  `name: a\ninputs: {title: {required: true}}\nruns:\n  using: composite\n  steps:\n    - shell: bash\n      run: ${script}\n`;

test('a composite action is code of the workflows that use it', () => {
  const file = '.github/actions/a/action.yml';
  expect(found(action('echo "${{ inputs.title }}"'), 'no-expression-in-script', file)).toEqual(['medium']);
  // Such an input is meant for a script.
  expect(found(action('${{ inputs.pre-script }}'), 'no-expression-in-script', file)).toEqual(['low']);
  expect(found(action('make ${{ inputs.pre-script }}'), 'no-expression-in-script', file)).toEqual(['medium']);
  expect(found(action('curl https://a.example | sh'), 'no-download-to-shell', file)).toEqual(['medium']);
  expect(found(action('npm install -g some-tool'), 'tools-by-version', file)).toEqual(['medium']);
  expect(found(action('echo "${INPUT}"'), 'no-expression-in-script', file)).toEqual([]);
});

test.each([
  ['actions/github-script', 'script', 'high'],
  ['nick-fields/retry', 'command', 'high'],
  ['actions/checkout', 'path', undefined],
])('%s runs its %s', (uses, input, severity) =>
  expect(
    found(
      job(`      - uses: ${uses}@${digest}\n        with: {${input}: "a \${{ github.event.issue.title }}"}\n`),
      'no-expression-in-script',
    ),
  ).toEqual(severity === undefined ? [] : [severity]),
);

test.each([
  ['toJSON(github.event)', 'high'],
  ["github.event['issue']['title']", 'high'],
  ["github.event.commits[0].message || 'a'", 'high'],
  ['toJSON(inputs)', 'medium'],
  ["contains(github.event.issue.title, 'a')", undefined],
  ["github.event.issue.title == 'a'", undefined],
  ["contains(needs.*.result, 'failure')", undefined],
  ["github.event.issue.title == 'a' && github.event.issue.title", 'high'],
])('an expression of %s is %s', (expression, severity) =>
  expect(found(job(run(`echo \${{ ${expression} }}`)), 'no-expression-in-script')).toEqual(
    severity === undefined ? [] : [severity],
  ),
);

test.each([
  ['container: rust:1.90', ['medium']],
  ['container: {image: rust}', ['medium']],
  [`container: rust@sha256:${'a'.repeat(64)}`, []],
  ['container: "${{ matrix.image }}"', ['unknown']],
  ['services: {db: {image: "postgres:16"}, cache: {image: redis}}', ['medium', 'medium']],
])('the images of a job with %s', (text, severities) =>
  expect(found(job(run('make'), `    ${text}\n`), 'pin-job-images-by-digest')).toEqual(severities),
);

test.each([
  ['--privileged', 1],
  ['--user 1000 --pid=host', 1],
  ['-v /:/host', 1],
  ['--volume /var/run/docker.sock:/var/run/docker.sock', 1],
  ['--cap-add SYS_ADMIN', 1],
  ['-v /work:/work --user 1000', 0],
  ['--health-cmd pg_isready', 0],
])('the options %s', (options, number) =>
  expect(
    found(job(run('make'), `    container: {image: a, options: "${options}"}\n`), 'no-privileged-job'),
  ).toHaveLength(number),
);

test.each([
  ['npm install -g some-tool', 1],
  ['npm install -g some-tool@1.2.3', 0],
  ['npm ci && npm install', 0],
  ['npm install -g @scope/tool@latest', 1],
  ['pip install other-tool', 1],
  ['pip install other-tool==1.0 && pip install -r requirements.txt', 0],
  ['pip install --upgrade pip', 0],
  ['cargo install --locked cargo-deny', 1],
  ['cargo install --locked cargo-deny@0.20.2', 0],
  ['cargo install --locked --version 0.20.2 cargo-deny', 0],
  ['cargo install --path . --locked', 0],
  ['go install example.dev/tool@latest', 1],
  ['go install example.dev/tool@v1.2.3', 0],
  ['gem install tool', 1],
])('%s', (script, number) => expect(found(job(run(script)), 'tools-by-version')).toHaveLength(number));

test.each([
  ['cat a.env >> "$GITHUB_ENV"', 'push', ['low']],
  ['echo "X=$(jq -r .a a.json)" >> $GITHUB_ENV', 'workflow_run', ['high']],
  ['echo "T=${{ github.event.pull_request.title }}" >> "$GITHUB_ENV"', 'pull_request', ['high']],
  ['curl https://a.example/path >> "${GITHUB_PATH}"', 'push', ['medium']],
  ['gh api x | tee -a "$GITHUB_ENV"', 'push', ['medium']],
  ['echo "RUST_LOG=debug" >> "$GITHUB_ENV"', 'pull_request_target', []],
  ['echo "$HOME/.cargo/bin" >> "$GITHUB_PATH"', 'push', []],
  ['echo "SHA=$(git rev-parse HEAD)" >> "$GITHUB_ENV"', 'push', []],
  ['cat a >> "$GITHUB_OUTPUT"', 'push', []],
])('%s on %s', (script, on, severities) =>
  expect(found(job(run(script), '', on), 'no-untrusted-environment')).toEqual(severities),
);

test.each([
  ["github.actor == 'dependabot[bot]'", 'pull_request', ['medium']],
  ["github.actor == 'renovate[bot]'", 'pull_request_target', ['high']],
  ["contains(github.actor, '[bot]')", 'pull_request', ['medium']],
  ["github.actor != 'dependabot[bot]'", 'pull_request', []],
  ["github.event.pull_request.user.login == 'dependabot[bot]'", 'pull_request', []],
  ["github.actor == 'dependabot[bot]'", 'schedule', []],
])('if: %s on %s', (condition, on, severities) =>
  expect(found(job(run('make'), `    if: ${JSON.stringify(condition)}\n`, on), 'no-spoofable-actor')).toEqual(
    severities,
  ),
);

const word = "startsWith(github.event.comment.body, '/deploy')";
const deploy = '      - run: make deploy\n        env: {KEY: "${{ secrets.DEPLOY_KEY }}"}\n';
test.each([
  ['issue_comment', `if: ${word}`, deploy, ['high']],
  ['pull_request_review', "if: github.event.review.body == '/deploy'", deploy, ['high']],
  ['issue_comment', `if: ${word}\n    permissions: {contents: write}`, run('make deploy'), ['high']],
  ['issue_comment', `if: ${word}\n    permissions: {issues: write}`, run('make deploy'), []],
  ['issue_comment', `if: ${word}\n    environment: production`, deploy, []],
  ['issue_comment', `if: ${word} && github.event.comment.author_association == 'MEMBER'`, deploy, []],
  ['issue_comment', `if: ${word}`, `${run('gh api repos/a/b/collaborators/c/permission')}${deploy}`, []],
  ['issue_comment', `if: ${word}`, deploy.replace('DEPLOY_KEY', 'GITHUB_TOKEN'), []],
  ['issue_comment', 'if: github.event.issue.pull_request', deploy, []],
  ['issue_comment', `if: ${word}\n    needs: b`, `${deploy}  b:\n    if: github.actor == 'me'\n    steps: []\n`, []],
  ['issue_comment', `if: ${word}`, `${deploy}  b:\n    if: github.actor == 'me'\n    steps: []\n`, ['high']],
  ['issue_comment', `if: ${word}`, `${deploy}permissions: {contents: write}\n`, ['high']],
  ['issue_comment', `if: ${word}`, `${run('make')}permissions: {contents: write}\n`, ['high']],
  ['issue_comment', `if: ${word}`, `      - uses: contributor-assistant/github-action@${digest}\n${deploy}`, []],
  ['push', `if: ${word}`, deploy, []],
])('on %s with %s and %s', (on, more, steps, severities) =>
  expect(found(job(steps, `    ${more}\n`, on), 'commands-by-members')).toEqual(severities),
);

const head = `      - uses: actions/checkout@${digest}\n        with: {ref: "\${{ github.event.pull_request.head.sha }}"}\n`;
test.each([
  ['pull_request_target', head, ['high']],
  ['pull_request_target', `      - uses: actions/checkout@${digest}\n`, ['low']],
  ['pull_request_target', `      - uses: actions/labeler@${digest}\n`, ['low']],
  ['workflow_run', '      - run: gh run download "$ID"\n', ['high']],
  ['issue_comment', '      - run: gh pr checkout 1 && make\n', ['high']],
  ['issue_comment', '      - run: git fetch origin pull/${{ github.event.issue.number }}/head\n', ['high']],
  ['issue_comment', `      - uses: actions/checkout@${digest}\n`, []],
  ['pull_request', head, []],
])('on %s with %j', (on, steps, severities) =>
  expect(found(job(steps, '', on), 'no-trusted-pull-request')).toEqual(severities),
);

test.each([
  ['${{ toJSON(secrets) }}', 1],
  ["${{ secrets[format('{0}_TOKEN', matrix.env)] }}", 1],
  ['${{ secrets.TOKEN }}', 0],
  ["${{ secrets['TOKEN'] }}", 0],
  ["${{ github.event_name == 'secrets' }}", 0],
])('env of %s', (value, number) =>
  expect(
    found(job(run('make'), `    env: {A: ${JSON.stringify(value)}}\n`), 'secrets-by-name-in-workflows'),
  ).toHaveLength(number),
);

test.each([
  ['self-hosted', 'pull_request', 1],
  ['[self-hosted, linux]', 'pull_request_target', 1],
  ['{group: ours}', 'pull_request', 1],
  ['self-hosted', 'push', 0],
  ['ubuntu-24.04-arm', 'pull_request', 0],
])('runs-on %s on %s', (runner, on, number) =>
  expect(found(job(run('make'), '', on).replace('ubuntu-24.04', runner), 'no-self-hosted-pull-requests')).toHaveLength(
    number,
  ),
);

test.each([
  ['actions-rs/cargo', 1],
  ['Actions-RS/Toolchain', 1],
  ['actions/checkout', 0],
])('%s', (name, number) =>
  expect(found(job(`      - uses: ${name}@${digest}\n`), 'no-archived-actions')).toHaveLength(number),
);

test.each([
  ['a/b/.github/workflows/c.yml@main', ['high']],
  ['./.github/workflows/c.yml', ['low']],
])('secrets: inherit to %s', (uses, severities) =>
  expect(found(`on: push\njobs:\n  a:\n    uses: ${uses}\n    secrets: inherit\n`, 'no-inherited-secrets')).toEqual(
    severities,
  ),
);
