import { Fn } from 'aws-cdk-lib';

/** arn:aws:kafka:<region>:<account>:cluster/<name>/<uuid>; topics and groups have the same middle. */
function toResourceArn(clusterArn: string, type: 'topic' | 'group', name: string): string {
  const [start, clusterName, uuid] = [0, 1, 2].map((index) => Fn.select(index, Fn.split('/', clusterArn)));
  const prefix = Fn.select(0, Fn.split(':cluster', start!));
  return `${prefix}:${type}/${clusterName}/${uuid}/${name}`;
}

export function toTopicArn(clusterArn: string, topic: string): string {
  return toResourceArn(clusterArn, 'topic', topic);
}

export function toGroupArn(clusterArn: string, groupId: string): string {
  return toResourceArn(clusterArn, 'group', groupId);
}
