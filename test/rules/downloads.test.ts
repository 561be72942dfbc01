// What counts as running a download, and what does not.
import { expect, test } from 'vitest';
import { runDownload } from '../../src/rules/look/downloads.ts';
import { unverified } from '../../src/rules/look/unverified.ts';

test.each([
  'curl -sSf https://a.example/i.sh | sh',
  'curl https://a.example/i.sh | sudo -E bash -s -- -y',
  'wget -qO- https://a.example | /bin/bash',
  'curl https://a.example/i.py | python3 -',
  'curl https://a.example/i.sh | tee i.log | bash',
  'bash <(curl -s https://a.example/i.sh)',
  'source <(curl -s https://a.example/i.sh)',
  '. <(wget -qO- https://a.example/i.sh)',
  'sh -c "$(curl -fsSL https://a.example/i.sh)"',
  'eval "$(curl https://a.example/env)"',
  'bash -c "`curl https://a.example`"',
  'iex ((New-Object Net.WebClient).DownloadString("https://a.example"))',
  'irm https://a.example/i.ps1 | iex',
  'curl -o i.sh https://a.example/i.sh; sh i.sh',
  'curl -fsSLo /tmp/i.sh https://a.example/x\nchmod +x /tmp/i.sh\n/tmp/i.sh',
  'wget https://a.example/i.sh && bash ./i.sh --yes',
  'curl -LO https://a.example/tool\nchmod 755 tool',
  'curl https://a.example > i.sh\n./i.sh',
  'curl -LO https://a.example/tool\n# TODO: sha256sum\nchmod 755 tool',
  'curl -o key https://a.example/key && gpg --import key && chmod 755 key',
  'curl \\\n  -sSf https://a.example \\\n  | sh',
  'curl https://a.example |\n  sh',
])('%j is run', (script) => expect(runDownload(script)).toBeDefined());

test.each([
  'curl -o a.json https://a.example/a.json && jq . a.json',
  'curl https://a.example | jq -r .sh',
  'curl -o i.sh https://a.example\necho "abc  i.sh" | sha256sum -c\nsh i.sh',
  'curl -LO https://a.example/tool && gpg --verify tool.asc tool && chmod +x tool',
  'curl -LO https://a.example/tool && cosign verify-blob tool && chmod +x tool',
  'sh i.sh && curl https://a.example',
  'curl https://a.example/health && bash test.sh',
  'curl https://a.example -o out.txt | grep shell',
  'VERSION=$(curl https://a.example/version); cargo test',
])('%j is not', (script) => expect(runDownload(script)).toBeUndefined());

test.each([
  ['curl -k https://a.example/tool', true],
  ['curl -k https://a.example/tool # sha256sum comes later', true],
  ['curl -k https://a.example/key | gpg --dearmor', true],
  ['curl -kO https://a.example/tool && echo "abc  tool" | sha256sum -c', false],
  ['curl -O https://a.example/tool', false],
])('%j trusts whoever answers: %s', (script, open) => expect(unverified(script) !== undefined).toBe(open));
