import { type Attributes, type Outcome, toAnswer } from './answer.ts';
import type { CustomResourceRequest } from './request.ts';
import { sendAnswer } from './send-answer.ts';

/** Does `settle` at Create and Update; at Delete there is nothing to take away. Throws AnswerNotSentError only. */
export async function answerRequest(
  request: CustomResourceRequest,
  settle: (properties: CustomResourceRequest['ResourceProperties']) => Promise<Attributes>,
): Promise<void> {
  await sendAnswer(request.ResponseURL, toAnswer(request, await settleRequest(request, settle)));
}

async function settleRequest(
  request: CustomResourceRequest,
  settle: (properties: CustomResourceRequest['ResourceProperties']) => Promise<Attributes>,
): Promise<Outcome> {
  if (request.RequestType === 'Delete') return { attributes: {} };
  try {
    return { attributes: await settle(request.ResourceProperties) };
  } catch (error) {
    return { error };
  }
}
