import react from '@vitejs/plugin-react';
import { defineConfig, type Rolldown } from 'vite';

/** For `npm run web`: the page from its sources, the API of a server that runs beside it. */
const proxy = Object.fromEntries(['/api', '/uploads'].map((path) => [path, 'http://127.0.0.1:3000']));

/**
 * Few files instead of dozens of small ones: the libraries of the shell, what four pages or more share, and what the zoo,
 * mostly the first page, needs besides. Shared by three, the zoo would load 17 kB more, and the other pages 5 files less.
 * What a page alone needs, or loads when it is wanted, stays in files of its own.
 */
const codeSplitting: Rolldown.CodeSplittingOptions = {
  groups: [
    { name: 'libraries', tags: ['$initial'], test: /node_modules/ },
    { name: 'common', minShareCount: 4 },
    { name: 'zoo', test: /pages[\\/]zoo[\\/]/ },
  ],
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: { conditions: ['graft-src', 'module', 'browser', 'development|production'] },
  html: { cspNonce: '__NONCE__' }, // put in by the server, another for each request
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting } },
  },
  server: { proxy },
});
