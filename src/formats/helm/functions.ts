// The functions of Helm's templates that need nothing but their arguments. Those that are not here give what is not known.
import type { Functions } from './arguments.ts';
import { MAPS } from './maps.ts';
import { NUMBERS } from './numbers.ts';
import { SERIALIZED } from './serialized.ts';
import { TEXTS } from './texts.ts';

/** The result is not known when an argument is not. Source: text/template of Go, and Sprig 3 (docs of its functions). */
export const FUNCTIONS: Functions = { ...TEXTS, ...SERIALIZED, ...NUMBERS, ...MAPS };
