import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const MEMBERS = fileURLToPath(new URL('src/member/main.tsx', import.meta.url));

/** Packed copies beside each file, for the server to send: packing anew for every visitor would cost more than it saves. */
const packed: Plugin = {
  name: 'packed-copies',
  apply: 'build',
  async writeBundle({ dir = '' }, bundle) {
    // Eleven, the most, takes ten times as long for 3 %.
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    const write = async (name: string, ending: string, bytes: Promise<Uint8Array>) => writeFile(join(dir, name + ending), await bytes);
    await Promise.all(
      Object.values(bundle).flatMap((file) => {
        if (!/\.(?:js|css|html)$/.test(file.fileName)) return [];
        const bytes = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        return [
          write(file.fileName, '.br', promisify(brotliCompress)(bytes, { params })),
          write(file.fileName, '.gz', promisify(gzip)(bytes, { level: 9 })),
        ];
      }),
    );
  },
};

/** What the first page of members needs, in two files: on a slow phone each request costs more than its bytes. */
let firstOfMembers: ReadonlySet<string> | undefined;

function chunkOfMembers(id: string, graph: { getModuleInfo(id: string): { importedIds: readonly string[] } | null }): string | null {
  if (!firstOfMembers) {
    const found = new Set([MEMBERS]);
    for (const known of found) for (const imported of graph.getModuleInfo(known)?.importedIds ?? []) found.add(imported);
    firstOfMembers = found;
  }
  if (!firstOfMembers.has(id) || id === MEMBERS) return null;
  // The console needs most of what is not the members' own, and must not pay for the rest.
  return /\/(?:src\/member|locales)\//.test(id) ? 'members' : 'base';
}

/** What stands before a stylesheet in the body is painted without waiting for it. */
const stylesBehindTheSign: Plugin = {
  name: 'styles-behind-the-sign',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { path }) {
      if (!path.endsWith('member.html')) return html;
      const links = html.match(/^ *<link rel="stylesheet".*\n/gm) ?? [];
      return links.reduce((rest, link) => rest.replace(link, ''), html).replace('  </body>', `${links.join('')}  </body>`);
    },
  },
};

export default defineConfig({
  plugins: [react(), packed, stylesBehindTheSign],
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    // The console's first page must not pay for tables and charts: both are lazy imports.
    modulePreload: { polyfill: false },
    // The console, and the pages of members at /m.
    rolldownOptions: {
      input: ['index.html', 'member.html'],
      output: { codeSplitting: { groups: [{ name: chunkOfMembers, debugName: 'members' }] } },
    },
  },
  server: { fs: { allow: ['..'] }, proxy: { '/rpc': 'http://127.0.0.1:3000', '/api': 'http://127.0.0.1:3000' } },
});
