// The main job under Yeoman: the same flags as options, the same questions, the same files.
import path from 'node:path';
import Generator from 'yeoman-generator';
import type { Flag } from '../../src/answers/flags.ts';
import type { Answered, Question } from '../../src/answers/prompts.ts';
import { createFlags } from '../../src/commands/create/flags.ts';
import { filesToWrite, plan, type Plan } from '../../src/commands/create/plan.ts';

type YeomanQuestions = Parameters<Generator['prompt']>[0];

/** Those that only a command line has are left out. */
const flags = createFlags.filter(
  ({ name }) => !['json', 'dry-run', 'resolve-digests', 'no-color', 'help', 'version'].includes(name),
);

export default class extends Generator {
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
  }

  async prompting(): Promise<void> {
    const given = this.#givenFlags();
    const asks = process.stdin.isTTY && !given.has('yes');
    const request = { cwd: this.contextRoot, flags: given, positionals: this.args.slice(0, 1), problems: [] };
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

  /** Options come from command lines as `watch-namespaces`, from programs as `watchNamespaces`, lists also as arrays. */
  #givenFlags(): ReadonlyMap<string, string | boolean> {
    const camel = ({ name }: Flag) => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const options = new Map<string, unknown>(Object.entries(this.options));
    return new Map(
      flags.flatMap((flag): (readonly [string, string | boolean])[] => {
        const value = options.get(flag.name) ?? options.get(camel(flag));
        if (value === undefined || (flag.kind === 'switch' && value !== true)) return [];
        return [[flag.name, typeof value === 'boolean' ? value : String(value)]];
      }),
    );
  }
}

function inYeoman({ name, type, message, choices, when, filter, ...question }: Question) {
  const validate = (value: string | boolean, answered?: Answered) => question.validate(value, answered ?? {});
  return { name, type, message, ...(choices && { choices }), default: question.default, when, filter, validate };
}
