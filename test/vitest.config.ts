import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/unit/**/*.test.{ts,tsx}', 'test/integration/**/*.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // Vitest leaves one core free by default, which is half of a small machine.
    maxWorkers: '100%',
    restoreMocks: true,
  },
})
