// The main job under Yeoman: the same flags as options, the same questions, the same files.
import path from 'node:path';
import Generator from 'yeoman-generator';
import type { Answered, Question } from '../../src/answers/prompts.ts';
import { filesToWrite, plan, type Plan } from '../../src/commands/create/plan.ts';
import { presetOfFlag } from '../../src/commands/preset/flag.ts';
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

  writing(): void {
    if (this.#plan === undefined) return;
    this.destinationRoot(this.#plan.place.path);
    const changed = new Set(this.#plan.changes.filter(({ state }) => state === 'changed').map((change) => change.path));
    for (const [file, content] of filesToWrite(this.#plan)) {
      const target = path.join(this.#plan.place.path, file);
      this.fs.write(target, content);
      // The plan refuses conflicts but with --force: Yeoman need not ask again.
      if (changed.has(file)) Object.assign(this.env.sharedFs.get(target), { conflicter: 'force' });
    }
  }
}

function inYeoman({ name, type, message, choices, when, filter, ...question }: Question) {
  const validate = (value: string | boolean, answered?: Answered) => question.validate(value, answered ?? {});
  return { name, type, message, ...(choices && { choices }), default: question.default, when, filter, validate };
}
