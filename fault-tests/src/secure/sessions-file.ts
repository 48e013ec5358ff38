import type { RoleSession } from '@glueline/registry-emulator';
import { renameSync, writeFileSync } from 'node:fs';

export type SessionsFile = {
  readonly file: string;
  readonly add: (session: RoleSession) => void;
  /** Leaves out all sessions, or no longer does. */
  forget(isForgotten: boolean): void;
  count(): number;
};

/** Of the sessions of the one role that may connect to Kafka, for the broker's verifier. */
export function createSessionsFile(file: string, roleName: string): SessionsFile {
  const lines: string[] = [];
  let isForgotten = false;
  // At once, because a session must be known before its first token is shown; and never seen half written.
  const write = () => {
    writeFileSync(`${file}.next`, isForgotten ? '' : lines.join(''), { mode: 0o600 });
    renameSync(`${file}.next`, file);
  };
  write();
  return {
    file,
    add({ accessKeyId, secretAccessKey, sessionToken, expiresAtMs, identity }) {
      if (!identity.arn.includes(`:assumed-role/${roleName}/`)) return;
      lines.push(`${[accessKeyId, secretAccessKey, sessionToken, expiresAtMs, identity.arn].join(' ')}\n`);
      write();
    },
    forget(next) {
      isForgotten = next;
      write();
    },
    count: () => lines.length,
  };
}
