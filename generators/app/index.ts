// The main job under Yeoman: the same flags as options, the same questions, the same files.
import Generator from 'yeoman-generator';
import type { Answered, Question } from '../../src/answers/prompts.ts';
import { filesToWrite, plan, type Plan } from '../../src/commands/create/plan.ts';
import { presetOfFlag } from '../../src/commands/preset/flag.ts';
import { removedText } from '../../src/commands/removed-text.ts';
import { UserError } from '../../src/errors.ts';
import { printable, withoutCommands } from '../../src/printable.ts';
import { readBytes } from '../../src/repo/read-file.ts';
import { writeFiles } from '../../src/repo/write.ts';
import { recordPaths } from '../../src/scaffold/written.ts';
import { flags, readOptions, type Options } from './options.ts';

type YeomanQuestions = Parameters<Generator['prompt']>[0];

export default class extends Generator {
  readonly #options: Options;
  #plan: Plan | undefined;

  constructor(args: string[], options: ConstructorParameters<typeof Generator>[1]) {
    super(args, options);
    this.argument('directory', {
      type: String,
      required: false,
      description: 'where to write; by default a directory of the controller’s name',
    });
    for (const { name, kind, summary } of flags)
      this.option(name, { type: kind === 'value' ? String : Boolean, description: summary });
    this.option('defaults', { type: Boolean, description: 'the same as yes, for files that are read as YAML 1.1' });
    this.#options = readOptions({ ...options }, args);
  }

  async prompting(): Promise<void> {
    const asks = process.stdin.isTTY && !this.#options.flags.has('yes');
    const preset = await presetOfFlag(this.#options.flags, this.contextRoot);
    const request = { cwd: this.contextRoot, ...this.#options, preset };
    this.#plan = await plan(
      request,
      asks ? async (questions) => this.prompt(questions.map(inYeoman) as YeomanQuestions) : undefined,
    );
  }

  /** Yeoman opens the file of its answers, whatever it is: a pipe in its place would block the run forever. */
  override _getStorage(...words: Parameters<Generator['_getStorage']>): ReturnType<Generator['_getStorage']> {
    const file = this.destinationPath('.yo-rc.json');
    const read = readBytes(file, { follow: true });
    if (read.why !== undefined && read.code !== 'ENOENT')
      throw new UserError(`Yeoman keeps answers in ${file}, which ${read.why}.`, { status: 1 });
    return super._getStorage(...words);
  }

  /**
   * Writes like the command line: Yeoman's own writer follows links, writes file by file, and skips what a
   * `.yo-resolve` names.
   */
  writing(): void {
    if (this.#plan === undefined) return;
    const { place, before } = this.#plan;
    const files = filesToWrite(this.#plan);
    const removed = writeFiles(place, files, before, { last: recordPaths });
    for (const line of [...removedText(removed), `${files.size} files were written into ${place.path}.`])
      this.log(withoutCommands(printable(line)));
  }
}

function inYeoman({ name, type, message, choices, when, filter, ...question }: Question) {
  const validate = (value: string | boolean, answered?: Answered) => question.validate(value, answered ?? {});
  return { name, type, message, ...(choices && { choices }), default: question.default, when, filter, validate };
}
