import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

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

export default defineConfig({
  plugins: [react(), packed],
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    // The console's first page must not pay for tables and charts: both are lazy imports.
    modulePreload: { polyfill: false },
    // The console, and the pages of members at /m.
    rolldownOptions: { input: ['index.html', 'member.html'] },
  },
  server: { fs: { allow: ['..'] }, proxy: { '/rpc': 'http://127.0.0.1:3000', '/api': 'http://127.0.0.1:3000' } },
});
