// What Lambda does with the bundle, and how long it takes; told by variables, answered in one line of JSON.
const startedMs = performance.now();
const { handler } = await import(String(process.env['HANDLER_FILE']));
const importedMs = performance.now();
const context = { getRemainingTimeInMillis: () => 30_000 };
await handler({ temperature: 30 }, context);
const invokedMs = performance.now();
const warmMs = [];
for (let index = 0; index < Number(process.env['WARM_INVOCATIONS']); index++) {
  const beforeMs = performance.now();
  await handler({ temperature: index }, context);
  warmMs.push(performance.now() - beforeMs);
}
const rssMb = process.memoryUsage.rss() / 2 ** 20;
const figures = { importMs: importedMs - startedMs, firstMs: invokedMs - importedMs, warmMs, rssMb };
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.kill(process.pid, 'SIGTERM');
