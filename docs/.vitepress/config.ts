// The site: the pages of docs/, and on the first page the inference as WebAssembly. `npm run site` builds it.
import path from 'node:path';
import { defineConfig } from 'vitepress';

const root = path.resolve(import.meta.dirname, '../..');
const playground = path.join(import.meta.dirname, 'playground');
const base = process.env['SITE_BASE'] ?? '/create-kube-secure-controller/';
const repository = 'https://github.com/kube-secure/create-kube-secure-controller';

/** Modules of the tool that read the disk, and their replacements in a browser. */
const inBrowser: Readonly<Record<string, string>> = {
  [path.join(root, 'src/formats/rust/grammar-files.ts')]: path.join(playground, 'grammar-files.ts'),
  [path.join(root, 'src/inference/models.ts')]: path.join(playground, 'models.ts'),
};

const plugins = () => [
  {
    name: 'in-browser',
    enforce: 'pre' as const,
    async resolveId(
      this: { resolve(source: string, importer?: string, options?: object): Promise<{ id: string } | null> },
      source: string,
      importer: string | undefined,
    ) {
      if (source === 'node:path') return this.resolve('path-browserify', path.join(root, 'docs/index.md'));
      if (source === 'node:crypto') return path.join(playground, 'crypto.ts');
      if (!source.startsWith('.') || importer === undefined) return null;
      return inBrowser[path.resolve(path.dirname(importer.split('?')[0] ?? ''), source)] ?? null;
    },
  },
];

export default defineConfig({
  title: 'create-kube-secure-controller',
  description: 'Hardened, least-privilege Kubernetes controllers in Rust, with proof.',
  base,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }]],
  cleanUrls: true,
  lastUpdated: false,
  markdown: {
    // As on GitHub, no tag and no `{{ … }}` of a page is markup.
    html: false,
    config({ renderer, utils }) {
      const literally = (text: string): string => utils.escapeHtml(text).replaceAll('{{', '&#123;&#123;');
      renderer.rules['text'] = (tokens, at) => literally(tokens[at]?.content ?? '');
      renderer.rules['code_block'] = (tokens, at) => `<pre v-pre><code>${utils.escapeHtml(tokens[at]?.content ?? '')}</code></pre>\n`;
      renderer.rules['code_inline'] = (tokens, at) => `<code v-pre>${utils.escapeHtml(tokens[at]?.content ?? '')}</code>`;
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'First ten minutes', link: '/start' },
      { text: 'Permissions', link: '/rbac' },
      { text: 'Rules', link: '/rules' },
      { text: 'Compared with other tools', link: '/comparison' },
    ],
    sidebar: [
      {
        text: 'Get started',
        items: [
          { text: 'First ten minutes', link: '/start' },
          { text: 'The three scopes', link: '/scopes' },
          { text: 'What differs between clusters', link: '/platforms' },
          { text: 'All answers', link: '/answers' },
          { text: 'Update', link: '/update' },
        ],
      },
      {
        text: 'Existing repositories',
        items: [
          { text: 'Permissions from Rust', link: '/rbac' },
          { text: 'Audit', link: '/audit' },
          { text: 'Harden', link: '/harden' },
          { text: 'Golden path of a platform team', link: '/golden-path' },
          { text: 'In CI', link: '/ci' },
          { text: 'Many repositories', link: '/report' },
          { text: 'Rules', link: '/rules' },
          { text: 'Permissions that matter', link: '/privileges' },
        ],
      },
      {
        text: 'Evidence',
        items: [
          { text: 'Proof of least privilege', link: '/proof' },
          { text: 'The image', link: '/image' },
          { text: 'Under load', link: '/load' },
          { text: 'Threat model', link: '/threat-model' },
          { text: 'Compared with other tools', link: '/comparison' },
          { text: 'Glossary', link: '/glossary' },
        ],
      },
    ],
    socialLinks: [{ icon: 'github', link: repository }],
    footer: { message: 'Apache-2.0. This site sets no cookie and sends nothing anywhere.' },
  },
  vite: {
    plugins: plugins(),
    worker: { format: 'es', plugins },
    server: { fs: { allow: [root] } },
    resolve: { preserveSymlinks: true },
    build: { chunkSizeWarningLimit: 2000 },
  },
});
