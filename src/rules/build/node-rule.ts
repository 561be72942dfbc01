// Rules about one place: where to look and what is acceptable. The fix is a graft from the reference.
import { isRefusal, type Edits } from '../../formats/edit.ts';
import { plainFrom } from '../../formats/yaml/emit.ts';
import { setAt } from '../../formats/yaml/edit.ts';
import { removeAt } from '../../formats/yaml/remove.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { about, type Said } from '../sight.ts';
import { defineRule, type Change, type Fix, type Rule, type RuleRecord, type Severity, type Sight } from '../rule.ts';
import { fixedOnceThere, isFixedOnceThere } from '../conditions.ts';
import { passedOn } from '../edit/passed-on.ts';
import type { Place, Where } from '../look/place.ts';
import { isTemplated, type Key } from '../../formats/yaml/node.ts';

export interface NodeRecord extends RuleRecord {
  readonly at: Where;
  readonly accepts: (value: unknown) => boolean;
  /** The meaning of a missing value; by default it breaks the rule. */
  readonly absent?: 'broken' | 'kept' | 'not-applicable';
  /** The acceptable values, for the message. */
  readonly wants: string;
  /** How safe it is to replace a value that somebody chose; by default as safe as adding a missing one. */
  readonly overwrite?: Fix;
  /** A fix that is only safe in some repositories. */
  readonly fixIn?: (inventory: Inventory, place: Place) => Fix;
  /** Further changes of the fix, deeper in the object. If two lines go to one place, this one comes first. */
  readonly also?: (place: Place, reference: Inventory, inventory: Inventory) => Edits;
  /** Further changes of the fix, further out in the object. They come last. */
  readonly around?: (place: Place, inventory: Inventory) => Edits;
  /** A field that users of a chart tune: if the templates have no place for it in a container, the values get one. */
  readonly tuned?: string;
  /** The lines that the fix removes from the judged place, if a missing value is right. */
  readonly removes?: (keys: readonly Key[]) => readonly Key[];
  /** Whether something else in the repository decides an unknown value. */
  readonly knows?: (inventory: Inventory, place: Place) => boolean;
  /** A lower severity moves a finding to the profile `pedantic`; undefined means the usual one. */
  readonly severityOf?: (value: unknown, place: Place) => Severity | undefined;
}

/** A rule about a node of a manifest. */
export function nodeRule(record: NodeRecord): Rule {
  const {
    at,
    accepts,
    absent = 'broken',
    wants,
    overwrite,
    fixIn,
    also,
    around,
    removes,
    knows,
    severityOf,
    tuned: _tuned,
    ...rest
  } = record;
  return defineRule({
    ...rest,
    look: (inventory) =>
      at(inventory).flatMap((place): Sight | readonly Sight[] => {
        const judged = judge(place, record);
        if (judged === undefined) return [];
        const state = judged === 'unknown' && knows?.(inventory, place) === true ? 'kept' : judged;
        const fix = state === 'broken' ? (fixIn?.(inventory, place) ?? rest.fix) : 'manual';
        const severity = severityOf?.(place.reading.value, place);
        return {
          state,
          path: place.reading.document.file.path,
          line: place.reading.line,
          ...saidOf(place, state, wants),
          ...asked(place.reading.state === 'present' && overwrite !== undefined ? overwrite : fix, place),
          ...(severity === undefined ? {} : { severity }),
          ...(state === 'broken' && fix !== 'manual'
            ? {
                change: (reference: Inventory) =>
                  removes === undefined ? graft(place, reference, inventory, record) : removal(place, removes),
              }
            : {}),
        };
      }),
  });
}

/** `harden` asks about a fix that is safe elsewhere, if the API server would refuse it. */
function asked(fix: Fix, place: Place): Pick<Sight, 'fix' | 'decision'> {
  if (place.workload === undefined || !isFixedOnceThere(place.workload)) return { fix };
  return { fix: fix === 'safe' ? 'ask' : fix, decision: fixedOnceThere(place.workload) };
}

function judge({ reading, partial }: Place, { accepts, absent = 'broken' }: NodeRecord): Sight['state'] | undefined {
  if (reading.state === 'unknown') return partial === true ? undefined : 'unknown';
  if (reading.state === 'absent') return partial === true || absent === 'not-applicable' ? undefined : absent;
  if (accepts(reading.value)) return 'kept';
  return isTemplated(reading.value) ? 'unknown' : 'broken';
}

function saidOf({ reading, of, key }: Place, state: Sight['state'], wants: string): Said {
  if (state === 'unknown')
    return about(of, `${key} cannot be judged (${reading.why ?? 'a template fills it in'}); it must be ${wants}`, key);
  if (reading.state === 'absent') return about(of, `${key} is not set; it must be ${wants}`, key);
  return about(of, `${key} is ${shown(reading.value)}; it must be ${wants}`, key);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function removal({ reading }: Place, removes: NonNullable<NodeRecord['removes']>): Change {
  const { path } = reading.document.file;
  const edits = removeAt(reading.document, removes(reading.keys));
  return isRefusal(edits) ? { path, refused: edits.refused } : { path, edits };
}

/** The reference's value for the same place, which this repository lacks. */
function graft(
  place: Place,
  reference: Inventory,
  inventory: Inventory,
  { at, accepts, also, around, tuned }: NodeRecord,
): Change | undefined {
  const { reading } = place;
  const model = at(reference).find((place) => place.reading.state === 'present' && accepts(place.reading.value));
  const value = plainFrom(model?.reading.value);
  if (model === undefined || value === undefined) return undefined;
  const passed = tuned === undefined ? undefined : passedOn(tuned, place, value, inventory);
  if (passed !== undefined) return passed;
  const edits = setAt(reading.document, reading.keys, value);
  const more = also?.(place, reference, inventory) ?? [];
  const last = around?.(place, inventory) ?? [];
  const { path } = reading.document.file;
  if (isRefusal(edits)) return { path, refused: edits.refused };
  if (isRefusal(last)) return { path, refused: last.refused };
  return isRefusal(more) ? { path, refused: more.refused } : { path, edits: [...more, ...edits, ...last] };
}
