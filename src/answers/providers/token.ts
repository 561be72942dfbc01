// A token in a Secret that a person created.
import { text } from '../answer.ts';
import { all, dnsLabel, matches, meets } from '../checks.ts';
import { forProviders, group } from './provider.ts';
import { withoutTrailing } from '../../without-trailing.ts';

export const tokenAnswers = {
  tokenSecret: forProviders(
    ['token'],
    text({
      flag: 'token-secret',
      group,
      asked: 'on-request',
      title: 'Secret with the token',
      why: 'mounted as a file; the controller gets no right on Secrets',
      form: 'DNS-1123 label',
      defaultForm: '`<name>-token`',
      default: (known) => `${withoutTrailing(known.text('name').slice(0, 57), '-')}-token`,
      check: dnsLabel,
    }),
  ),
  tokenKey: forProviders(
    ['token'],
    text({
      flag: 'token-key',
      group,
      asked: 'on-request',
      title: 'Key in that Secret',
      why: 'only this key is mounted',
      default: () => 'token',
      check: all(
        matches(/^[-._a-zA-Z0-9]{1,253}$/, 'letters, digits, "-", "_" and "."'),
        meets(/^(?!\.\.|\.$)/, 'must not start with ".."'),
      ),
    }),
  ),
} as const;
