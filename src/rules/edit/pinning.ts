// Fixes for a reference that moves, after the network has given its present digest.
import { isRefusal, type Edits } from '../../formats/edit.ts';
import { parseImage } from '../../formats/image-reference.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Moving, Pinned } from '../../inventory/pins.ts';
import type { Sight } from '../rule.ts';

type Mending = Pick<Sight, 'moving' | 'fix' | 'change'>;

/**
 * Pins the reference to its present digest, so the same thing runs; a person must do it if nothing asked the network.
 */
export function pinning(moving: Moving, { pins }: Inventory, path: string, edits: (pin: Pinned) => Edits): Mending {
  const pin = pins?.get(moving.name);
  if (pin === undefined) return { moving };
  const change = () => {
    const made = 'why' in pin ? { refused: `${moving.name} stays: ${pin.why}` } : edits(pin);
    return isRefusal(made) ? { path, refused: made.refused } : { path, edits: made };
  };
  return { moving, fix: 'safe', change };
}

/** Says why a reference keeps its tag, if the user asked to pin all of them. */
export function unpinnable({ pins }: Inventory, path: string, why: string): Mending {
  return pins === undefined ? {} : { fix: 'safe', change: () => ({ path, refused: why }) };
}

/** An image by a tag, with its registry; undefined if it has a digest, or is not the name of an image. */
export function movingImage(text: string): Moving | undefined {
  const image = parseImage(text);
  return image === undefined || image.digest !== undefined
    ? undefined
    : { kind: 'image', name: `${image.registry}/${image.name}:${image.tag ?? 'latest'}` };
}
