import { describeError } from '../describe-error.ts';
import type { CustomResourceRequest } from './request.ts';

export type Attributes = Readonly<Record<string, string>>;
export type Outcome = { attributes: Attributes } | { error: unknown };

/** CloudFormation takes no longer answer. */
const MAX_BYTES = 4096;
/** Enough for a sentence per broker, and far from the limit. */
const MAX_REASON_CHARACTERS = 1000;

/** The body of the answer. Attributes that do not fit make it one of failure. */
export function toAnswer(request: CustomResourceRequest, outcome: Outcome): string {
  if ('error' in outcome) return toFailure(request, describeError(outcome.error));
  const body = JSON.stringify({ Status: 'SUCCESS', ...toIdentity(request), Data: outcome.attributes });
  const bytes = Buffer.byteLength(body);
  if (bytes <= MAX_BYTES) return body;
  return toFailure(request, `the answer has ${bytes} bytes: CloudFormation takes ${MAX_BYTES} at most`);
}

function toFailure(request: CustomResourceRequest, reason: string): string {
  const Reason = reason.slice(0, MAX_REASON_CHARACTERS);
  return JSON.stringify({ Status: 'FAILED', ...toIdentity(request), Reason });
}

/**
 * The physical id is kept, whatever the request: another one is to CloudFormation another resource, and it would have
 * the old one deleted. Nothing is created here, so the resource's own name in its stack will do.
 */
function toIdentity({ StackId, RequestId, LogicalResourceId, PhysicalResourceId }: CustomResourceRequest) {
  return {
    StackId,
    RequestId,
    LogicalResourceId,
    PhysicalResourceId: PhysicalResourceId ?? LogicalResourceId,
  };
}
