import { PrepareError } from './prepare-error.js';

/**
 * Says what failed and what to do about it, and has the process exit with 1; what is no PrepareError is a defect, and thrown.
 *
 * @param {() => Promise<void>} prepare
 */
export async function reportFailure(prepare) {
  try {
    await prepare();
  } catch (error) {
    if (!(error instanceof PrepareError)) throw error;
    const excerpt = error.excerpt.map((line) => `  | ${line}\n`).join('');
    process.stderr.write(`${excerpt}\n${error.message}\n${error.remedy}\n\n`);
    process.exitCode = 1;
  }
}
