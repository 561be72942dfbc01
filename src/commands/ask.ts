import type { Answers } from '../answers/index.ts';
import type { Given } from '../answers/resolve.ts';
import type { Change } from '../repo/compare.ts';
import type { Invocation } from './command.ts';
import type { Place } from './create-place.ts';
export async function askFor(_given: Given, _invocation: Invocation): Promise<Answers> { throw new Error('later'); }
export async function confirmWriting(_place: Place, _answers: Answers, _changes: readonly Change[], _talk: NodeJS.WriteStream): Promise<boolean> { throw new Error('later'); }
