import { z } from 'zod';

export const CLUSTER_ARN = z
  .string('must be a string')
  .regex(/^arn:[\w-]+:kafka:[\w-]+:\d{12}:cluster\/[\w-]+\/[\w-]+$/, 'must be the ARN of a cluster');

export function toClusterName(clusterArn: string): string {
  return clusterArn.split('/')[1] ?? '';
}
