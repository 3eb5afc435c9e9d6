import { defineConfig } from 'electron-vite';

/**
 * The desktop app's own code: main process, core, USB process and workers to `out/main`, preload to `out/preload`. The screens
 * are built by `vite.config.ts`, the same for both hosts. What is in `dependencies` stays outside: native
 * modules and fonts, which are files; everything else becomes part of the bundle.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      emptyOutDir: true,
      target: 'node24',
      rollupOptions: {
        input: {
          main: 'src-main/hosts/electron/main.ts',
          'core-process': 'src-main/hosts/electron/core-process.ts',
          'usb-process': 'src-main/hosts/electron/usb-process.ts',
          'search-worker': 'src-main/hosts/electron/search-worker.ts',
          'code-worker': 'src-main/hosts/electron/code-worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      emptyOutDir: true,
      // A sandboxed preload is one CommonJS file.
      rollupOptions: {
        input: { preload: 'src-main/hosts/electron/preload/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
});
