// Whether a script runs what it just downloaded, unseen.

const fetches = String.raw`(?:curl|wget|fetch|aria2c|https?ie|irm|iwr|Invoke-WebRequest|Invoke-RestMethod)\b`;
const runs = String.raw`(?:\S*\/)?(?:ba|z|da|k|a)?sh|(?:\S*\/)?(?:python|pypy)[\d.]*|(?:\S*\/)?(?:perl|ruby|node|deno|php|pwsh)|iex|Invoke-Expression`;
const before = String.raw`(?:(?:sudo|env|exec|time|nice|command|nohup|xargs|\w+=\S*|-\S+)\s+)*`;

/** Ways in which a download becomes a command at once. */
const atOnce: readonly RegExp[] = [
  // curl … | sudo bash -s, also behind tee, cat or a decoder
  new RegExp(String.raw`\b${fetches}[^;&\n]*?\|\s*${before}(?:${runs})(?=[\s;&|)"']|$)[^;&\n]*`, 'i'),
  // bash <(curl …), source <(curl …)
  new RegExp(
    String.raw`(?:\b(?:${runs}|source)|(?:^|[\s;&])\.)\s+(?:-\S+\s+)*<\(\s*${before}${fetches}[^)\n]*\)?`,
    'i',
  ),
  // sh -c "$(curl …)", eval "$(curl …)", eval `curl …`
  new RegExp(String.raw`\b(?:${runs}|eval|source)\b[^;&|\n]*?(?:\$\(|\x60)\s*${before}${fetches}[^\n]*`, 'i'),
  // sh <<< "$(curl …)" is caught above; iex (irm …), iex ((New-Object …).DownloadString(…))
  /\b(?:iex|Invoke-Expression)\b[^\n]*\b(?:irm|iwr|Invoke-\w+|DownloadString)\b[^\n]*/i,
];

/** The part of a script that runs a download unseen, or undefined. */
export function runDownload(script: string): string | undefined {
  const text = script.replaceAll(/\\\r?\n\s*/g, ' ');
  const found = atOnce.map((one) => one.exec(text)?.[0].trim()).find((one) => one !== undefined);
  return found ?? runLater(text);
}

/** A file that is downloaded, and run or made executable further on without a checksum or a signature in between. */
function runLater(text: string): string | undefined {
  const commands = text.split(/\n|&&|\|\||;/).map((one) => one.trim());
  for (const [index, command] of commands.entries()) {
    const file = savedBy(command);
    if (file === undefined) continue;
    const next = commands.slice(index + 1).find((later) => verifies.test(later) || isRun(file, later));
    if (next !== undefined && !verifies.test(next)) return command;
  }
  return undefined;
}

const verifies =
  /\b(sha(1|224|256|384|512)sum|shasum|b[23]sum|md5sum|gpgv?|cosign|minisign|slsa-verifier|openssl dgst|Get-FileHash)\b|--checksum\b|attestation verify/;

/** The name of the file that a command writes, without its folder. */
function savedBy(command: string): string | undefined {
  if (!new RegExp(String.raw`(?:^|\s|\()${fetches}`, 'i').test(command)) return undefined;
  const [, named] =
    /\s(?:-[a-zA-Z]*o|-O|--output|--output-document|-OutFile|>)[\s=]*["']?([^\s"'|;-][^\s"'|;]*)/.exec(command) ?? [];
  const isAddress = named !== undefined && /^[a-z]+:\/\//i.test(named);
  const address = /\bhttps?:\/\/[^\s"'|;)]+/i.exec(command)?.[0];
  const byAddress = isAddress || /\s(-[a-zA-Z]*O|--remote-name)(\s|$)/.test(command) || /(^|\s)wget\b/.test(command);
  const name = named !== undefined && !isAddress ? named : byAddress ? address?.replace(/[?#].*$/, '') : undefined;
  return name?.split('/').at(-1) || undefined;
}

/** By a program that takes scripts, by its path, or because it may be run from then on. */
function isRun(file: string, command: string): boolean {
  const name = file.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const quoted = String.raw`["']?(?:\S*\/)?${name}["']?(?=[\s)]|$)`;
  return [
    new RegExp(String.raw`^${before}(?:${runs}|source|\.)\s+(?:-\S+\s+)*${quoted}`, 'i'),
    new RegExp(String.raw`^${before}["']?(?:\.{0,2}|~|\S*)\/(?:\S*\/)?${name}["']?(?=[\s)]|$)`),
    new RegExp(String.raw`^${before}chmod\s+\S*[x1357]\S*\s+(?:\S+\s+)*${quoted}`),
  ].some((one) => one.test(command));
}
