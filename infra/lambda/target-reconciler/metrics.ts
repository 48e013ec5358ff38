/* What a run's log line tells CloudWatch, and alarms ask it for. */
export const NAMESPACE = 'Glueline';
export const CLUSTER_DIMENSION = 'Cluster';

/** Of CloudWatch, which reads them out of the run's log line: its embedded metric format. */
export const METRICS = {
  registered: 'TargetsRegistered',
  deregistered: 'TargetsDeregistered',
  unreconciled: 'BrokersUnreconciled',
  withoutTargetGroup: 'BrokersWithoutTargetGroup',
} as const;
