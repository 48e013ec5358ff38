import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** There is no container engine, or no compose: nothing can be checked here. */
export class NoEngineError extends Error {
  override name = 'NoEngineError' as const;
}

/** A command of the engine failed: the message has it, and the last it said. */
export class EngineError extends Error {
  override name = 'EngineError' as const;
}

/** Where compose.yaml is. */
export const PROJECT_FOLDER = fileURLToPath(new URL('../../..', import.meta.url));

const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;
const KEPT_CHARACTERS = 2000;

export type EngineOptions = { environment: Readonly<Record<string, string>>; timeoutMs: number };

/** Resolves to what it wrote to standard output. Throws EngineError. */
export async function runDocker(args: readonly string[], options: EngineOptions): Promise<string> {
  try {
    const { stdout } = await execute('docker', [...args], {
      cwd: PROJECT_FOLDER,
      env: options.environment,
      timeout: options.timeoutMs,
      maxBuffer: MAX_OUTPUT_BYTES,
    });
    return stdout;
  } catch (error) {
    const {
      stderr = '',
      stdout = '',
      killed,
    } = error as { stderr?: string; stdout?: string; killed?: boolean };
    const said = `${stdout}${stderr}`.slice(-KEPT_CHARACTERS).trim();
    const why = killed === true ? `took longer than ${options.timeoutMs / 1000} s` : 'failed';
    throw new EngineError(`docker ${args.join(' ')} ${why}:\n${said}`, { cause: error });
  }
}

/** Throws NoEngineError. */
export async function assertEngine(options: EngineOptions): Promise<void> {
  try {
    await runDocker(['version', '--format', '{{.Server.Version}}'], options);
    await runDocker(['compose', 'version', '--short'], options);
  } catch (error) {
    const message = 'no container engine with compose 2 answers here, so the containers were not checked';
    throw new NoEngineError(message, { cause: error });
  }
}
