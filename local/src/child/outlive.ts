import { existsSync } from 'node:fs';

const SETPRIV = '/usr/bin/setpriv';

/**
 * A parent killed with SIGKILL cannot stop its children. On Linux the kernel can be told to kill them with it,
 * which util-linux' setpriv does before it becomes the command, so the process id stays the same. Elsewhere the
 * children then outlive their parent: a Java process takes no notice of a closed stdin.
 */
export function withoutOutlivingParent(
  command: string,
  args: readonly string[],
  canSetParentDeathSignal = process.platform === 'linux' && existsSync(SETPRIV),
): [command: string, args: string[]] {
  if (!canSetParentDeathSignal) return [command, [...args]];
  return [SETPRIV, ['--pdeathsig', 'KILL', '--', command, ...args]];
}
