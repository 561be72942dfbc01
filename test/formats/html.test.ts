// Text in a page: escaped, with line breaks where a reader expects them.
import { expect, test } from 'vitest';
import { breakable } from '../../src/formats/html.ts';

test.each([
  ['src/a/reconcile.rs:116', 'src/<wbr>a/<wbr>reconcile.rs:116'],
  ['gateway.networking.k8s.io/gateways/status', 'gateway.networking.k8s.io/<wbr>gateways/<wbr>status'],
  ['pods', 'pods'],
  ['<a>/b', '&#60;a&#62;/<wbr>b'],
])('%s may wrap', (text, markup) => expect(breakable(text)).toEqual({ markup }));
