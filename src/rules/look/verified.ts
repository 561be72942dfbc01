// Commands of a shell that check a download.

const checks =
  /\b(sha(1|224|256|384|512)sum|shasum|b[23]sum|md5sum|gpgv|cosign|minisign|slsa-verifier|openssl dgst|Get-FileHash)\b|--(?:checksum|verify)\b|attestation verify/;

/** Whether a part of a script checks a sum or a signature. A comment that names such a program checks nothing. */
export function checksDownload(script: string): boolean {
  return script.split('\n').some((line) => checks.test(line.split(/(?:^|\s)#/, 1)[0] ?? ''));
}
