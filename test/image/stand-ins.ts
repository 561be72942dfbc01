// Stand-ins for the two base images, under their names in the Dockerfile, so that no registry is contacted. They are
// Debian 13 like the real ones, from the package lists of rust:slim and distroless cc, and contain less.
import { chmod, mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import type { BaseImages } from '../../src/scaffold/base-images.ts';
import { hasImage, home, imageOf } from './buildah.ts';

const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const certificates = 'etc/ssl/certs/ca-certificates.crt';

/**
 * The packages that Debian's part of rust:slim adds to the minimal system; debootstrap keeps those that it installed.
 */
const builds = ['gcc', 'libc6-dev', 'ca-certificates', 'netbase'];
/**
 * The packages of distroless cc, without libssl, libgomp and libstdc++: a program that needs those does not start here.
 */
const runs = ['base-files', 'libc6', 'libgcc-s1', 'ca-certificates', 'netbase', 'tzdata'];

/** Creates missing images of both. `source` is a repository whose toolchain file names the Rust to install. */
export async function makeStandIns({ build, run }: BaseImages, source: string): Promise<void> {
  if ((await hasImage(build)) && (await hasImage(run))) return;
  await mkdir(home, { recursive: true });
  const debian = await mkdtemp(join(home, 'debian-'));
  // mkdtemp allows only its owner; users of an image must enter its root.
  await chmod(debian, 0o755);
  try {
    await execa(
      'debootstrap',
      ['--variant=minbase', `--include=${builds.join(',')}`, 'trixie', debian, 'http://deb.debian.org/debian'],
      { stderr: 'inherit' },
    );
    await makeRun(run, debian);
    await makeBuild(build, debian, source);
  } finally {
    await rm(debian, { recursive: true, force: true });
  }
}

async function makeRun(reference: string, debian: string): Promise<void> {
  const root = await mkdtemp(join(home, 'run-'));
  await chmod(root, 0o755);
  const archives = join(debian, 'var/cache/apt/archives');
  const files = await readdir(archives);
  for (const name of runs) {
    const file = files.find((one) => one.startsWith(`${name}_`));
    if (file === undefined) throw new Error(`debootstrap installed no ${name}`);
    await execa('dpkg-deb', ['-x', join(archives, file), root]);
  }
  await execa('cp', [join(debian, certificates), join(root, certificates)]);
  await writeFile(
    join(root, 'etc/passwd'),
    'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
  );
  await mkdir(join(root, 'home/nonroot'));
  await imageOf(reference, { '/': root }, [
    '--env',
    path,
    '--env',
    `SSL_CERT_FILE=/${certificates}`,
    '--user',
    '65532',
    '--workingdir',
    '/home/nonroot',
  ]);
  await rm(root, { recursive: true });
}

/** With the toolchain of this machine at the place of the real image: rustup's folders under /usr/local. */
async function makeBuild(reference: string, debian: string, source: string): Promise<void> {
  const { stdout: toolchain } = await execa('rustup', ['show', 'active-toolchain'], { cwd: source });
  const { stdout: sysroot } = await execa('rustc', ['--print', 'sysroot'], { cwd: source });
  const { stdout: rustup } = await execa('which', ['rustup']);
  const [name = ''] = toolchain.split(' ');
  await rm(join(debian, 'var/cache/apt/archives'), { recursive: true });
  const target = `/usr/local/rustup/toolchains/${name}`;
  await mkdir(join(debian, 'usr/local/rustup'));
  await writeFile(
    join(debian, 'usr/local/rustup/settings.toml'),
    `default_toolchain = "${name}"\nprofile = "minimal"\nversion = "12"\n\n[overrides]\n`,
  );
  const real = await realpath(sysroot);
  const parts = ['bin', 'lib', 'etc'].map((part): readonly [string, string] => [`${target}/${part}`, join(real, part)]);
  const folders = { '/': debian, '/usr/local/cargo/bin': dirname(rustup), ...Object.fromEntries(parts) };
  const variables = [
    'RUSTUP_HOME=/usr/local/rustup',
    'CARGO_HOME=/usr/local/cargo',
    path.replace('=', '=/usr/local/cargo/bin:'),
  ];
  await imageOf(
    reference,
    folders,
    variables.flatMap((variable) => ['--env', variable]),
  );
}
