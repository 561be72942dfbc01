// Asks one question with Inquirer: its own prompts, and those of this program.
import inquirer from 'inquirer';
import { agreement, type AgreementQuestion } from './agreement.ts';
import { liveInput, type LiveInput } from './live-input.ts';
import type { Output } from './output.ts';
import { pickMany, type PickMany } from './pick-many.ts';
import { terminalInput } from './terminal-input.ts';

export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: Output;
}

/** The person pressed Esc to return to the previous question. */
export const back = Symbol('back');

type Asked =
  | ({ readonly type: 'confirm'; readonly default: boolean; readonly theme?: object } & Message)
  | ({ readonly type: 'select'; readonly choices: readonly string[]; readonly theme?: object } & Message)
  | ({ readonly type: 'line' } & LiveInput)
  | ({ readonly type: 'pick' } & PickMany)
  | ({ readonly type: 'agreement' } & AgreementQuestion);

interface Message {
  readonly message: string;
  readonly default?: string | boolean;
}

/**
 * Asks until there is an answer: after Ctrl-Z and `fg` it asks again.
 *
 * @param goesBack whether there is a previous question; otherwise Esc does nothing
 * @returns the answer as the prompt gives it, or `back`
 */
export async function inquire(
  question: Asked,
  terminal: Terminal,
  goesBack: boolean,
): Promise<string | boolean | typeof back> {
  for (;;) {
    const interruption = new AbortController();
    const keys = terminalInput(terminal.input, {
      escape: () => {
        if (goesBack) interruption.abort(back);
      },
      resumed: () => interruption.abort('resumed'),
    });
    try {
      const prompt = promptOn(keys.stream, terminal.output.stream, interruption.signal);
      return (await prompt({ ...question, name: 'answer' })).answer;
    } catch (error) {
      if (!interruption.signal.aborted) throw error;
      if (interruption.signal.reason === back) return back;
    } finally {
      keys.close();
    }
  }
}

function promptOn(input: NodeJS.ReadableStream, output: NodeJS.WritableStream, signal: AbortSignal) {
  const prompt = inquirer.createPromptModule({ input, output, signal });
  prompt.registerPrompt('line', liveInput);
  prompt.registerPrompt('pick', pickMany);
  prompt.registerPrompt('agreement', agreement);
  return prompt;
}
