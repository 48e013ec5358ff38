import { z } from 'zod';
import { CLUSTER_ARN } from '../msk/cluster-arn.ts';

/** What a run is about. From a custom resource every number comes as a string. */
export const WORK = z.object({
  clusterArn: CLUSTER_ARN,
  port: z.coerce
    .number()
    .int('must be a whole number')
    .min(1, 'must be a port')
    .max(65_535, 'must be a port'),
  targetGroups: z
    .array(
      z.object({
        brokerId: z.coerce
          .number('must be a number')
          .int('must be a whole number')
          .min(1, 'must be at least 1'),
        arn: z.string('must be a string').startsWith('arn:', 'must be the ARN of a target group'),
      }),
    )
    .min(1, 'must have one target group per broker'),
});

export type Work = z.infer<typeof WORK>;
