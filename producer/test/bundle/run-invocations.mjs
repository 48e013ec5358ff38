// Copied beside a bundle: what Lambda does with it, and how long that takes.
const start = performance.now();
const { handler } = await import(process.env.HANDLER_FILE);
const imported = performance.now();
const context = { getRemainingTimeInMillis: () => 30_000 };
const first = await handler({ temperature: 30 }, context);
const invoked = performance.now();
const warmMs = [];
for (let index = 0; index < Number(process.env.WARM_INVOCATIONS); index++) {
  const before = performance.now();
  await handler({ temperature: index }, context);
  warmMs.push(performance.now() - before);
}
process.stdout.write(
  `${JSON.stringify({ first, importMs: imported - start, firstMs: invoked - imported, warmMs })}\n`,
);
process.kill(process.pid, 'SIGTERM');
