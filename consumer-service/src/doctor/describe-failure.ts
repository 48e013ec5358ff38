import { ConfigurationError } from '@glueline/schema-registry';
import { describeError } from '../describe-error.ts';
import { StartError } from '../errors.ts';
import { HopError } from './hop.ts';

/** Services explain a refused signature over a page. */
const MAX_LENGTH = 300;

/** One line, or one per wrong setting. Our own errors are sentences; those of others need their class. */
export function describeFailure(error: unknown): string {
  if (error instanceof ConfigurationError) return error.problems.join('\n');
  const isOurs = error instanceof StartError || error instanceof HopError;
  const [line = ''] = (isOurs ? error.message : describeError(error)).split('\n');
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)} ...` : line;
}
