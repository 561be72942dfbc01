import { denyRule } from '../build/deny-rule.ts';

export const opensslBanned = denyRule({
  id: 'openssl-banned',
  title: 'OpenSSL cannot come back',
  why: 'One feature of one dependency can bring OpenSSL back; a ban makes that an error.',
  severity: 'low',
  profile: 'pedantic',
  advice: 'Ban openssl and openssl-sys in [bans] deny.',
  decision: 'cargo-deny fails while OpenSSL is among the dependencies.',
  fix: 'ask',
  table: 'bans',
  key: 'deny',
  accepts: (value) => JSON.stringify(value ?? []).includes('openssl'),
});
