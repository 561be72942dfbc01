// The functions of Helm's templates that need only their arguments. Any other function gives an unknown value.
import type { Functions } from './arguments.ts';
import { MAPS } from './maps.ts';
import { NUMBERS } from './numbers.ts';
import { SERIALIZED } from './serialized.ts';
import { TEXTS } from './texts.ts';

/** The result is unknown if an argument is. Source: text/template of Go, and Sprig 3 (docs of its functions). */
export const FUNCTIONS: Functions = { ...TEXTS, ...SERIALIZED, ...NUMBERS, ...MAPS };
