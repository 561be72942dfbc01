// The help of `completion` besides its flags.
import type { Help } from '../../cli/command.ts';

export const completionHelp: Help = {
  examples: [
    [
      'completion bash > ~/.local/share/bash-completion/completions/create-kube-secure-controller',
      'bash with the package bash-completion; start a new shell',
    ],
    ['completion zsh > "${fpath[1]}/_create-kube-secure-controller"', 'zsh with compinit; start a new shell'],
    ['completion fish > ~/.config/fish/completions/create-kube-secure-controller.fish', 'fish; start a new shell'],
  ],
  done: 'the script is printed',
  page: 'docs/start.md',
};
