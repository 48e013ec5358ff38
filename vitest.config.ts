import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['*/test/**/*.test.ts'],
    // Kafka, DynamoDB Local and the registry emulator start once per run; files share them and keep apart by
    // topic, table and registry name.
    globalSetup: ['local/test/global-setup.ts'],
    testTimeout: 60_000,
    // Ends what a test started, which includes a JVM or a service with a deadline of its own.
    hookTimeout: 180_000,
  },
});
