import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** For `npm run web`: the page from its sources, the API of a server that runs beside it. */
const proxy = Object.fromEntries(['/api', '/uploads'].map((path) => [path, 'http://127.0.0.1:3000']));

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: { conditions: ['graft-src', 'module', 'browser', 'development|production'] },
  html: { cspNonce: '__NONCE__' }, // put in by the server, another for each request
  build: { target: 'es2022', sourcemap: false, assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
  server: { proxy },
});
