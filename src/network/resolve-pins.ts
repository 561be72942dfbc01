// Finds the present targets of the references that move, over the network.
import type { Moving, Pins } from '../inventory/pins.ts';
import { resolveActions } from './resolve-actions.ts';
import { askForDigests, registriesOf } from './resolve-digests.ts';

/**
 * The target of each, or the reason why it is unknown: a failure does not prevent the others from being pinned.
 *
 * @param say gets the reason for waiting
 */
export async function resolvePins(moving: readonly Moving[], say: (line: string) => void): Promise<Pins> {
  const namesOf = (kind: Moving['kind']): readonly string[] =>
    moving.flatMap((one) => (one.kind === kind ? [one.name] : []));
  const [actions, images] = [namesOf('action'), namesOf('image')];
  // Shows what the run waits for, because servers can be slow.
  if (actions.length > 0)
    say(`Asking github.com for the commits of ${actions.length} ${actions.length === 1 ? 'action' : 'actions'}…`);
  if (images.length > 0)
    say(
      `Asking ${registriesOf(images).join(', ')} for the digests of ${images.length} ${images.length === 1 ? 'image' : 'images'}…`,
    );
  const answers = await Promise.all([resolveActions(actions), askForDigests(images)]);
  return new Map(answers.flatMap((answer) => [...answer]));
}
