import { ConfigurationError } from '../errors.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { ProtocolRequest, ProtocolResponse } from './exchange.ts';

/*
 * The only thing at this port that AWS does not have, and only when it is asked for. No AWS client sends this path:
 *
 *   GET    /_emulator/faults   200 {"faults": [...]}, each with how often it has struck
 *   PUT    /_emulator/faults   {"faults": [...]} takes the place of all there were
 *   DELETE /_emulator/faults   there are none any more
 *   400                        {"problems": [...]}
 *
 * It is not signed: who can reach it may do it.
 */
export const FAULT_CONTROL_PATH = '/_emulator/faults';

export function answerFaultControl({ method, body }: ProtocolRequest, plan: FaultPlan): ProtocolResponse {
  if (!['GET', 'PUT', 'DELETE'].includes(method)) return json(405, { problems: ['GET, PUT or DELETE'] });
  try {
    if (method === 'PUT') plan.replace(readFaults(body));
    if (method === 'DELETE') plan.replace([]);
  } catch (error) {
    if (error instanceof ConfigurationError) return json(400, { problems: error.problems });
    throw error;
  }
  return json(200, { faults: plan.list() });
}

function readFaults(body: Buffer): unknown {
  try {
    const content = JSON.parse(body.toString('utf8')) as { faults?: unknown } | null;
    return content?.faults;
  } catch (error) {
    throw new ConfigurationError(['the body is not JSON'], { cause: error });
  }
}

function json(status: number, value: unknown): ProtocolResponse {
  return { status, contentType: 'application/json', body: JSON.stringify(value) };
}
