import { type Child, type ChildSettings, startChild } from './child.ts';
import { ChildDiedError } from './errors.ts';
import { waitUntilReady } from './ready.ts';

/**
 * The children of one pipeline. Each is known from the moment it is spawned, so that stopping also reaches one
 * that is not ready yet; its death counts as the group's only once it was ready, because before that whoever
 * starts it may try again on another port.
 *
 *   open ── stop() or kill() ──▶ closed: nothing starts any more
 */
export type ChildGroup = {
  /** Rejects with ChildDiedError of the first child that died after it was ready. Never resolves. */
  readonly died: Promise<never>;
  /** Resolves when it is ready. Throws ChildDiedError, ChildNotReadyError, or GroupClosedError. */
  readonly start: (settings: ChildSettings, isReady: (child: Child) => Readiness) => Promise<Child>;
  /** Resolves when it has ended well. Throws ChildDiedError or GroupClosedError. */
  readonly run: (settings: ChildSettings) => Promise<void>;
  /** One after the other, in the order of `names`; a name may stand for none or for several. */
  readonly stop: (names: readonly string[]) => Promise<void>;
  /** All at once, with SIGKILL. */
  readonly kill: () => void;
};

type Readiness = boolean | Promise<boolean>;

/** Something was to be started while the group was being stopped. */
export class GroupClosedError extends Error {
  override name = 'GroupClosedError' as const;
}

export function createChildGroup(): ChildGroup {
  const children: Child[] = [];
  const { promise: died, reject } = Promise.withResolvers<never>();
  died.catch(() => {});
  let isClosed = false;

  const spawn = (settings: ChildSettings): Child => {
    if (isClosed) throw new GroupClosedError(`not starting ${settings.name}: being stopped`);
    const child = startChild(settings);
    children.push(child);
    return child;
  };

  return {
    died,
    async start(settings, isReady) {
      const child = spawn(settings);
      await waitUntilReady(child, () => isReady(child));
      child.died.catch(reject);
      return child;
    },
    async run(settings) {
      const child = spawn(settings);
      const { how, isSuccess } = await child.exited;
      if (!isSuccess) throw new ChildDiedError(settings.name, how, child.lastLines());
    },
    async stop(names) {
      isClosed = true;
      for (const name of names) {
        await Promise.all(children.filter((child) => child.name === name).map((child) => child.stop()));
      }
    },
    kill() {
      isClosed = true;
      for (const child of children) child.kill();
    },
  };
}
