import type { Stack } from '../stack.ts';
import type { World } from '../world.ts';

/**
 * One thing that goes wrong around the service while records flow. `strike` resolves when it is over and the world
 * is as it should be again; what follows is recovery.
 */
export type Fault = {
  readonly name: string;
  /** How many members are there before. */
  readonly members: number;
  /** Of all members, where the fault needs others than usual. */
  readonly settings?: Readonly<Record<string, string>>;
  strike(world: World<Stack>, lasting: { outageMs: number }): Promise<void>;
  /** A member dies, freezes or is cut off, so records may be written again, also after newer ones of their key. */
  readonly rewinds: boolean;
};
