import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    // A busy machine takes ten times as long.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**', 'test/browser/**'],
  },
})
