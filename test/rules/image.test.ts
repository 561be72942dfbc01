// Realistic Dockerfiles: arguments, stages named by them, images that nobody runs.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const judge = (text: string, ...rules: readonly string[]) => audit(repositoryOf([['Dockerfile', text]]), { rules });
const findings = (text: string, rule: string) =>
  judge(text, rule).findings.map(({ line, state }) => `${line} ${state}`);

test('a stage with an argument in its name is a stage, not an image', () => {
  const text = 'FROM rust:1@sha256:0 AS base-amd64\nUSER 65532\nFROM base-$TARGETARCH\n';
  expect(judge(text, 'base-image-by-digest', 'image-runs-as-non-root').kept).toEqual([
    'base-image-by-digest',
    'image-runs-as-non-root',
  ]);
});

test('an argument before a dash is an argument', () =>
  expect(findings('ARG IMAGE=a:1\nFROM $IMAGE-$ARCH\n', 'base-image-by-digest')).toEqual(['2 unknown']));

test.each([
  ['ARG UID=1000\nUSER ${UID}\n', []],
  ['ARG UID\nUSER ${UID}\n', ['3 unknown']],
  ['ARG UID=0\nUSER $UID\n', ['3 broken']],
  ['ENV UID=1000 GID=7\nUSER "${UID}":"$GID"\n', []],
  ['ENV UID 0\nUSER ${UID}\n', ['3 broken']],
  ['ENV UID=1000\nENV UID=0\nUSER ${UID}\n', ['4 broken']],
  ['USER ${UID}\nENV UID=1000\n', ['2 unknown']],
])('the user of %j', (text, expected) =>
  expect(findings(`FROM a\n${text}`, 'image-runs-as-non-root')).toEqual(expected),
);

test.each([
  ['debian:bookworm-slim', ['1 broken']],
  ['registry.access.redhat.com/ubi10/ubi-minimal:latest', ['1 broken']],
  ['gcr.io/distroless/static-debian13:debug-nonroot', ['1 broken']],
  ['cgr.dev/chainguard/wolfi-base', ['1 broken']],
  ['cgr.dev/chainguard/static', []],
  ['gcr.io/distroless/cc-debian13:nonroot', []],
  ['ghcr.io/example/base:1', ['1 unknown']],
])('the base image %s', (image, expected) =>
  expect(findings(`FROM ${image}\n`, 'minimal-base-image')).toEqual(expected),
);

test('the image of an OLM bundle runs nothing', () => {
  expect(
    audit(
      repositoryOf([
        [
          'bundle.Dockerfile',
          'FROM scratch\nLABEL operators.operatorframework.io.bundle.mediatype.v1=registry+v1\nCOPY bundle/manifests /manifests/\n',
        ],
      ]),
    ).findings.filter(({ path }) => path === 'bundle.Dockerfile'),
  ).toEqual([]);
});

test.each([
  ['COPY --from=b /tool .', '/bin/tool', 1],
  ['COPY --from=b /tool .', '[sh, -c]', 0],
  ['COPY --from=b /dist/ /', 'sh', 1],
  ['COPY ["tool", "/"]', 'tool', 1],
])('an empty image with `%s` is one that runs if a manifest starts %s: %i findings', (line, command, count) => {
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: a, image: a, command: [${command.replace(/[[\]]/g, '')}]}]\n`;
  const files: [string, string][] = [
    ['a.yaml', pod],
    ['Dockerfile', `FROM rust AS b\nFROM scratch\n${line}\n`],
  ];
  expect(audit(repositoryOf(files), { rules: ['no-image-health-check'] }).findings).toHaveLength(count);
});

test('an empty image without an entry point runs the command of a manifest', () =>
  expect(findings('FROM scratch\nCOPY a /a\n', 'exec-form-entrypoint')).toEqual([]));

test.each([
  ['COPY --from=ghcr.io/a/tool:1 /a /a', ['2 broken']],
  ['COPY --from=a/tool /a /a', ['2 broken']],
  ['RUN --mount=type=bind,from=a/tool:1,target=/t /t/a', ['2 broken']],
  [`COPY --from=a/tool@sha256:${'0'.repeat(64)} /a /a`, []],
  ['RUN --mount=type=bind,from=builder --mount=from=a/tool:1,target=/t /t/a', ['2 broken']],
  ['COPY --from=$TOOLS /a /a', ['2 unknown']],
  ['COPY --from=builder /a /a', []],
  ['COPY --from=0 /a /a', []],
  ['COPY a /a', []],
])('the image that `%s` copies from', (line, expected) =>
  expect(findings(`FROM rust@sha256:${'0'.repeat(64)} AS Builder\n${line}\n`, 'base-image-by-digest')).toEqual(
    expected,
  ),
);

test('a download that an image runs at its start is not verified either', () =>
  expect(
    findings('FROM a\nENTRYPOINT ["sh", "-c", "curl https://a.example | sh"]\n', 'no-unverified-download'),
  ).toEqual(['2 broken']));

test('a secret in a stage that does not ship stays in the build cache, unless it is a placeholder', () => {
  const text = 'FROM rust:1 AS builder\nCOPY .env /app/\nFROM scratch\nCOPY --from=builder /app/a /a\n';
  const judged = (files: Readonly<Record<string, string>>) =>
    audit(repositoryOf(Object.entries({ Dockerfile: text, ...files })), {
      rules: ['no-secrets-in-build'],
    }).findings.map(({ severity, line, message }) => `${severity} ${line} ${message}`);
  const said = ['medium 2 COPY puts .env into a stage, which stays in the cache of the build'];
  expect(judged({})).toEqual(said);
  expect(judged({ '.env': 'DB_PASSWORD=Tr0ub4dor-3\n' })).toEqual(said);
  expect(judged({ '.env': 'VITE_TITLE=Things\n' })).toEqual([]);
});

test.each([
  ['development', []],
  ['test', []],
  ['agent', ['9 broken']],
])('the image that runs is not the stage %s after it', (name, expected) => {
  const runtime = 'FROM scratch AS runtime\nUSER 65532\nENTRYPOINT ["/a"]\n';
  const text = `FROM rust:1 AS builder\nRUN cargo build\nRUN true\nRUN true\nRUN true\n${runtime}FROM rust:1 AS ${name}\nCMD ["bash"]\n`;
  expect(findings(text, 'image-runs-as-non-root')).toEqual(expected);
});

test('a development stage is the image if no earlier stage starts anything', () =>
  expect(findings('FROM rust:1 AS builder\nFROM debian:13 AS dev\nCMD ["bash"]\n', 'image-runs-as-non-root')).toEqual([
    '2 broken',
  ]));

test.each([
  ['scratch', 'safe'],
  ['debian:13-slim', 'safe'],
  ['gcr.io/distroless/cc-debian13:nonroot', 'safe'],
  ['registry.access.redhat.com/ubi9-minimal:latest', 'safe'],
  ['cardanosolutions/ogmios:v6.14.0', 'ask'],
  ['grafana/grafana:12-alpine', 'ask'],
  ['$BASE', 'ask'],
])('the check of %s is turned off: %s', (image, fix) =>
  expect(judge(`FROM ${image}\nCOPY a /a\nCMD ["/a"]\n`, 'no-image-health-check').findings[0]?.fix).toBe(fix),
);
