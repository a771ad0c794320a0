import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
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
