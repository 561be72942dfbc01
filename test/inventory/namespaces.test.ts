// A lookup by namespace finds the same as comparing each with each.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byNamespace, mayBeSame } from '../../src/inventory/grants/namespaces.ts';

const namespace = fc.constantFrom(undefined, 'a', 'b', 'c', '{{ .Release.Namespace }}', '{{ .Values.namespace }}');

test('the objects that may be in a namespace are found, in their order', () => {
  fc.assert(
    fc.property(fc.array(namespace), namespace, (namespaces, wanted) => {
      const all = namespaces.map((one) => ({ one }));
      const found = byNamespace(all, ({ one }) => one)(wanted);
      expect(found).toEqual(all.filter(({ one }) => mayBeSame(one, wanted)));
    }),
  );
});
