// Base images by what is in them.

/** Images that hold a program and little else, and variants of them with a shell. */
export const minimal = /(^|\/)distroless\/|(^|\/)chainguard\//;
/** Variants of these images that have a shell. */
const withShell = /[:-]debug\b|[:-]dev\b|\/chainguard\/(wolfi-base|bash|busybox|git|curl)\b/;
/** Images of systems and of compilers. */
export const distribution =
  /(^|\/)(debian|ubuntu|alpine|busybox|fedora|centos|rockylinux|almalinux|amazonlinux|archlinux|opensuse|oraclelinux|photon|ubi\d*|rust|golang|node|python|openjdk|buildpack-deps|origin-cli)([-:@/]|$)|\b(slim|alpine|bookworm|bullseye|buster|trixie|jammy|noble)\b/;

export function hasNoShell(image: string): boolean {
  return minimal.test(image) && !withShell.test(image);
}

/** Whether an image is a base for programs of others, and no program itself. */
export function isPlainBase(image: string): boolean {
  const [reference = ''] = image.split('@');
  const tag = reference.indexOf(':', reference.lastIndexOf('/'));
  const name = tag === -1 ? reference : reference.slice(0, tag);
  return image === 'scratch' || minimal.test(name) || distribution.test(name);
}
