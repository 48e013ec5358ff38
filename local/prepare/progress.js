/** Anything faster needs no explanation. */
const SILENT_MS = 1000;
const REFRESH_MS = 100;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * Says that `what` goes on once it takes over a second: on a terminal with the elapsed seconds, elsewhere with one
 * line at the start and one at the end.
 *
 * @template Result
 * @param {string} what "fetching the jars"
 * @param {() => Promise<Result>} work
 * @param {{ write(text: string): unknown, isTTY?: boolean }} output
 * @returns {Promise<Result>}
 */
export async function withProgress(what, work, output = process.stdout) {
  const startedMs = performance.now();
  const elapsedSeconds = () => Math.round((performance.now() - startedMs) / 1000);
  let isShown = false;
  let frame = 0;

  const refresh = () => {
    const sign = FRAMES[frame++ % FRAMES.length];
    output.write(`\r${sign} ${what} … ${elapsedSeconds()} s`);
  };
  /** @type {NodeJS.Timeout | undefined} */
  let refreshing;
  const showing = setTimeout(() => {
    isShown = true;
    if (output.isTTY) refreshing = setInterval(refresh, REFRESH_MS);
    else output.write(`${what} …\n`);
  }, SILENT_MS);

  const finish = (/** @type {string} */ sign, /** @type {string} */ outcome) => {
    clearTimeout(showing);
    clearInterval(refreshing);
    if (!isShown) return;
    output.write(`${output.isTTY ? '\r' : ''}${sign} ${what}: ${outcome} after ${elapsedSeconds()} s\n`);
  };
  try {
    const result = await work();
    finish('✓', 'done');
    return result;
  } catch (error) {
    finish('✗', 'failed');
    throw error;
  }
}
