// The downloads that scripts in sequence keep, and whether one of them runs one unverified.
import { withoutTrailing } from '../../without-trailing.ts';
import { isFetch, runsFile } from './download-words.ts';
import { checksDownload } from './verified.ts';

/** A word before the name of the program. */
const leads = /^(?:sudo|env|exec|time|nice|command|nohup|xargs|then|do|if|!|\w+=.*|-.+)$/;
const unpacks = /^(?:tar|bsdtar|gtar|unzip|7z|cpio|unxz)$/;
/** The folders where programs are found by their name. */
const isBin = /(?:^|\/)s?bin\/?$/;

/** A name stands for a file, a folder for all files in it; each with the command that downloaded it. */
export class KeptDownloads {
  readonly #files = new Map<string, string>();
  readonly #folders = new Map<string, string>();
  /** The words of an address whose archive was unpacked in the current folder. */
  readonly #names = new Map<string, string>();

  /**
   * The command that downloaded what this script runs, makes executable or puts into a folder of programs; or
   * undefined.
   */
  follow(script: string): string | undefined {
    for (const command of script.split(/\n|&&|\|\||;/).map((one) => one.trim())) {
      if (checksDownload(command)) this.#forget();
      const run = this.#unpack(command) ?? this.#ranBy(command);
      if (run !== undefined) return run;
      const file = savedBy(command);
      if (file !== undefined) this.#files.set(file, command);
    }
    return undefined;
  }

  /** The downloads that a later stage of an image copies. */
  takeOver({ files, folders, names }: KeptDownloads['all']): void {
    for (const [key, value] of files) this.#files.set(key, value);
    for (const [key, value] of folders) this.#folders.set(key, value);
    for (const [key, value] of names) this.#names.set(key, value);
  }

  get all() {
    return { files: this.#files, folders: this.#folders, names: this.#names } as const;
  }

  #forget(): void {
    for (const all of [this.#files, this.#folders, this.#names]) all.clear();
  }

  /** The content of an unpacked archive: in a folder of programs it counts as run. */
  #unpack(command: string): string | undefined {
    const [first = [], ...piped] = command.split('|').map(wordsOf);
    const words = isFetch.test(command) ? piped.find(([program = '']) => unpacks.test(lastName(program))) : first;
    if (words === undefined || !unpacks.test(lastName(words[0] ?? ''))) return undefined;
    const download = isFetch.test(command) ? command : words.map((word) => this.#files.get(lastName(word))).find(isOne);
    if (download === undefined || /(?:^|\s)-?-?(?:t|list|l)(?:\s|$)/.test(words.slice(1, 2).join(''))) return undefined;
    const folder = normal(folderOf(words));
    if (isBin.test(folder)) return download;
    if (folder === '.') for (const name of namesIn(download)) this.#names.set(name, download);
    else this.#folders.set(folder, download);
    return undefined;
  }

  #ranBy(command: string): string | undefined {
    const [first = '', ...rest] = wordsOf(command);
    const files = rest.filter((word) => !word.startsWith('-'));
    if (runsFile.test(first)) return this.#of(files[0] ?? '');
    if (first === 'chmod')
      return /[x1357]/.test(rest[0] ?? '')
        ? rest
            .slice(1)
            .map((one) => this.#of(one))
            .find(isOne)
        : undefined;
    if (first === 'install') return files.map((one) => this.#of(one)).find(isOne);
    if (/^(?:mv|cp|ln|COPY)$/.test(first)) return this.#move(files);
    return first.includes('/') ? this.#of(first) : undefined;
  }

  /** A copy into a folder of programs counts as run; elsewhere it has another name. */
  #move(files: readonly string[]): string | undefined {
    const target = files.at(-1) ?? '';
    const moved = files
      .slice(0, -1)
      .map((one) => this.#of(one))
      .find(isOne);
    if (moved === undefined) return undefined;
    if (/(?:^|\/)s?bin\//.test(`${target}/`)) return moved;
    this.#files.set(lastName(target), moved);
    return undefined;
  }

  /** The command that downloaded a file. */
  #of(file: string): string | undefined {
    const path = normal(file);
    const byName = this.#files.get(lastName(path));
    if (byName !== undefined || !path.includes('/')) return byName ?? this.#names.get(stemOf(path));
    const parts = path.split('/').slice(0, 12);
    const folder = parts.map((_, index) => this.#folders.get(parts.slice(0, index + 1).join('/'))).find(isOne);
    return folder ?? this.#names.get(stemOf(lastName(path)));
  }
}

function isOne(text: string | undefined): text is string {
  return text !== undefined;
}

/** Words of a command without quotes, from its program on. */
function wordsOf(command: string): readonly string[] {
  const words = command
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(/["')({}]/g, ''));
  const start = words.findIndex((word) => !leads.test(word) && word !== '');
  return start === -1 ? [] : words.slice(start);
}

/** The name of the file that a command writes, without its folder. */
function savedBy(command: string): string | undefined {
  if (!isFetch.test(command)) return undefined;
  const [, named] =
    /\s(?:-[a-zA-Z]*o|-O|-p|--pattern|--output|--output-document|-OutFile|tee(?:\s+-a)?|>)[\s=]*["']?([^\s"'|;-][^\s"'|;]*)/.exec(
      command,
    ) ?? [];
  const isAddress = named !== undefined && /^[a-z]+:\/\//i.test(named);
  const address = /\bhttps?:\/\/[^\s"'|;)]+/i.exec(command)?.[0];
  const byAddress = isAddress || /\s(-[a-zA-Z]*O|--remote-name)(\s|$)/.test(command) || /(^|\s)wget\b/.test(command);
  const name = named !== undefined && !isAddress ? named : byAddress ? address?.split(/[?#]/, 1)[0] : undefined;
  return name?.split('/').at(-1) || undefined;
}

function folderOf(words: readonly string[]): string {
  const at = words.findIndex((word) => /^(?:-C|-d|--directory|-\w*C)$/.test(word));
  const joined = words.find((word) => /^(?:--directory=|-C.|-o.)/.test(word));
  return (at === -1 ? joined?.replace(/^(?:--directory=|-C|-o)/, '') : words[at + 1]) ?? '.';
}

/** The words of an address that may be the name of a program. */
function namesIn(command: string): readonly string[] {
  const address = /\bhttps?:\/\/\S+/i.exec(command)?.[0] ?? command;
  return address.split(/[^A-Za-z0-9]+/).filter((word) => word.length > 2 && !general.test(word));
}

const general =
  /^(?:https?|www|com|org|net|dev|github|githubusercontent|raw|releases?|downloads?|latest|tar|tgz|zip|linux|darwin|unknown|gnu|musl|amd64|arm64|x86|aarch64|v?\d+|main|master|install|build|test|run|setup|bin)$/i;

function normal(file: string): string {
  return withoutTrailing(file.replace(/^(?:\.\/)+/, ''), '/') || '.';
}

function stemOf(name: string): string {
  return name.replace(/\.\w+$/, '');
}

function lastName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
