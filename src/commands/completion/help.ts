// What the help of `completion` says besides its flags.
import type { Help } from '../../cli/command.ts';

export const completionHelp: Help = {
  examples: [
    [
      'completion bash > ~/.local/share/bash-completion/completions/create-kube-secure-controller',
      'bash, with the package bash-completion: from the next shell on',
    ],
    [
      'completion zsh > "${fpath[1]}/_create-kube-secure-controller"',
      'zsh, where compinit is called: from the next shell on',
    ],
    ['completion fish > ~/.config/fish/completions/create-kube-secure-controller.fish', 'fish: from the next shell on'],
  ],
  done: 'the script is printed',
  page: 'docs/start.md',
};
