import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { KafkaClient } from '@aws-sdk/client-kafka';
import { CLIENT_SETTINGS } from '../client-settings.ts';
import { answerRequest } from '../custom-resource/answer-request.ts';
import { isCustomResourceRequest } from '../custom-resource/request.ts';
import { createDeadline, type InvocationContext } from '../invocation.ts';
import { toClusterName } from '../msk/cluster-arn.ts';
import { parseInput } from '../parse-input.ts';
import { reconcileTargets } from './reconcile-targets.ts';
import { toError, toLogLine } from './report.ts';
import { WORK } from './work.ts';

const clients = {
  msk: new KafkaClient(CLIENT_SETTINGS),
  elb: new ElasticLoadBalancingV2Client(CLIENT_SETTINGS),
};

/** For a schedule, whose event is the work, and for a deployment, whose request has it and waits for the answer. */
export async function handler(event: unknown, context: InvocationContext): Promise<void> {
  if (!isCustomResourceRequest(event)) return run(event, context);
  return answerRequest(event, async (properties) => {
    await run(properties, context);
    return {};
  });
}

/** Throws InputError, or UnreconciledError, which makes the run count as failed. */
async function run(input: unknown, context: InvocationContext): Promise<void> {
  const work = parseInput(WORK, input);
  const done = await reconcileTargets(clients, work, createDeadline(context));
  process.stdout.write(`${toLogLine(done, toClusterName(work.clusterArn), Date.now())}\n`);
  const error = toError(done);
  if (error !== undefined) throw error;
}
