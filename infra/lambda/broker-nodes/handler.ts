import { KafkaClient } from '@aws-sdk/client-kafka';
import { z } from 'zod';
import { CLIENT_SETTINGS } from '../client-settings.ts';
import { answerRequest } from '../custom-resource/answer-request.ts';
import type { CustomResourceRequest } from '../custom-resource/request.ts';
import { createDeadline, type InvocationContext } from '../invocation.ts';
import { CLUSTER_ARN } from '../msk/cluster-arn.ts';
import { listBrokers } from '../msk/list-brokers.ts';
import { parseInput } from '../parse-input.ts';
import { toAttributes } from './attributes.ts';

/** In the properties of a custom resource a number is a string. */
const properties = z.object({
  clusterArn: CLUSTER_ARN,
  numberOfBrokers: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1'),
});

const client = new KafkaClient(CLIENT_SETTINGS);

export async function handler(request: CustomResourceRequest, context: InvocationContext): Promise<void> {
  await answerRequest(request, async (input) => {
    const { clusterArn, numberOfBrokers } = parseInput(properties, input);
    return toAttributes(await listBrokers(client, clusterArn, createDeadline(context)), numberOfBrokers);
  });
}
