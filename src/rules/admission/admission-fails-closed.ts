// Admission refuses a request while the webhook that judges it is unreachable.
import type { Reading } from '../../formats/yaml/read.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { builtInGroups } from '../../kubernetes/kinds.ts';
import { defineRule, type Severity, type Sight } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';
import { keptByWorkloads, ofKind } from '../look/objects.ts';
import { openPolicies } from '../look/policy-engines.ts';
import { EACH, unreadOn } from '../look/readings-at.ts';
import { askedAbout, unreadWebhooks, webhooks } from '../look/webhooks.ts';

export const admissionFailsClosed = defineRule({
  id: 'admission-fails-closed',
  title: 'Admission refuses requests while its webhook or policy cannot decide',
  why: 'An attacker who makes the webhook fail, by load or by deleting its Pod, gets past it.',
  group: 'Admission',
  severity: 'medium',
  reference: 'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
  profile: 'regular',
  advice:
    'Set failurePolicy: Fail, and exclude the objects that must start without it by a namespaceSelector. Give a binding, a policy of Kyverno or a constraint of Gatekeeper the action that refuses.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...unreadWebhooks(inventory),
    ...ofWebhooks(inventory),
    ...ofPolicies(inventory),
    ...openPolicies(inventory.manifests),
  ],
});

/** A webhook that only changes objects, or that sees only the repository's own kind, is a second line of defence. */
function ofWebhooks(inventory: Inventory): readonly Sight[] {
  return webhooks(inventory).map(({ manifest, value, of, at }) => {
    const guards = manifest.kind.startsWith('Validating') && askedAbout(fieldOf(value, 'rules')).some(isBuiltIn);
    return openIf(at('failurePolicy'), ignores(textOf(fieldOf(value, 'failurePolicy')), manifest), {
      of,
      what: 'failurePolicy',
      says: 'allows everything when it does not answer',
      severity: guards ? 'medium' : 'low',
    });
  });
}

/** The default of v1beta1, which was served until 1.21, differs from that of v1. */
function ignores(policy: string, { apiVersion }: Manifest): boolean {
  return policy === 'Ignore' || (policy === '' && apiVersion.endsWith('/v1beta1'));
}

function ofPolicies({ manifests }: Inventory): readonly Sight[] {
  return [
    ...ofKind(manifests, /^ValidatingAdmissionPolicy$/).map((policy) =>
      openIf(readManifest(policy, ['spec', 'failurePolicy']), policyIgnores(policy), {
        of: nameOf(policy),
        what: 'failurePolicy',
        says: 'allows objects on which its expressions fail',
        severity: 'medium',
      }),
    ),
    ...ofKind(manifests, /^ValidatingAdmissionPolicy$/).flatMap(alwaysTrue),
    ...ofKind(manifests, /^ValidatingAdmissionPolicyBinding$/).flatMap((binding) => {
      const without = readManifest(binding, ['spec', 'paramRef', 'parameterNotFoundAction']);
      const said = about(
        nameOf(binding),
        'allows everything while its parameters are missing',
        'parameterNotFoundAction',
      );
      return without.value === 'Allow' ? [sightAt(without, 'broken', said, { severity: 'low' })] : [];
    }),
    ...ofKind(manifests, /^ValidatingAdmissionPolicyBinding$/).map((binding) => {
      const [unread] = unreadOn(binding, ['spec', 'validationActions', EACH], nameOf(binding));
      if (unread !== undefined) return unread;
      const actions = readManifest(binding, ['spec', 'validationActions']);
      const named = itemsOf(actions).map(textOf);
      return openIf(actions, named.length > 0 && !named.includes('Deny'), {
        of: nameOf(binding),
        what: 'validationActions',
        says: `refuses nothing: its actions are ${named.join(', ')}`,
        severity: 'low',
      });
    }),
  ];
}

/** A policy whose every condition is the literal `true`, or that a condition of its own keeps from every object. */
function alwaysTrue(policy: Manifest): readonly Sight[] {
  const validations = readManifest(policy, ['spec', 'validations']);
  const expressions = itemsOf(validations).map((one) => literalOf(fieldOf(one, 'expression')));
  const never = itemsOf(readManifest(policy, ['spec', 'matchConditions'])).findIndex(
    (one) => literalOf(fieldOf(one, 'expression')) === 'false',
  );
  if (never !== -1)
    return [
      sightAt(
        readManifest(policy, ['spec', 'matchConditions', never]),
        'broken',
        about(nameOf(policy), 'judges nothing: its condition is always false', 'matchConditions'),
      ),
    ];
  return expressions.length > 0 && expressions.every((one) => one === 'true')
    ? [
        sightAt(
          validations,
          'broken',
          about(nameOf(policy), 'refuses nothing: its expressions are true', 'validations'),
        ),
      ]
    : [];
}

function literalOf(expression: unknown): string {
  return textOf(expression).replaceAll(/[\s()]/g, '');
}

function policyIgnores(policy: Manifest): boolean {
  return readManifest(policy, ['spec', 'failurePolicy']).value === 'Ignore';
}

interface Open {
  readonly of: string;
  readonly what: string;
  readonly says: string;
  readonly severity: Severity;
}

function openIf(place: Reading, isOpen: boolean, open: Open): Sight {
  const { of, what, says, severity } = open;
  if (place.state === 'unknown') return unknownAt(place, of, what);
  return sightAt(place, isOpen ? 'broken' : 'kept', about(of, says, what), isOpen ? { severity } : {});
}

const groups = builtInGroups();

function isBuiltIn(asked: string): boolean {
  const group = asked.slice(0, asked.indexOf('/'));
  return group === '*' || groups.has(group);
}
