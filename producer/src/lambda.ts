import { closeProducer } from './handler.ts';

/*
 * What the bundle is made of. Lambda sends SIGTERM before it ends an environment, to functions with an extension, and
 * leaves 300 to 500 ms: enough to close connections that a broker would otherwise hold open until they are idle too
 * long. Other hosts of the handler have signals of their own, so this is not the handler's.
 */
export { handler } from './handler.ts';

process.once('SIGTERM', () => {
  // Without a listener the signal does what it does by itself: it ends the process.
  void closeProducer().finally(() => process.kill(process.pid, 'SIGTERM'));
});
