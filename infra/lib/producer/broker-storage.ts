import { CfnScalableTarget, CfnScalingPolicy } from 'aws-cdk-lib/aws-applicationautoscaling';
import type { Construct } from 'constructs';

/** What MSK recommends is 50 to 60: a disk takes hours to grow once it has been told to. */
const USED_PERCENT = 60;

/**
 * Disks grow by themselves and never shrink: MSK cannot make one smaller. Without the class of the library, which
 * makes a role of its own where the service brings one.
 */
export function scaleStorage(
  scope: Construct,
  clusterArn: string,
  { storageGiB, maxStorageGiB }: { storageGiB: number; maxStorageGiB: number },
): void {
  if (maxStorageGiB === storageGiB) return;
  const target = new CfnScalableTarget(scope, 'StorageTarget', {
    serviceNamespace: 'kafka',
    scalableDimension: 'kafka:broker-storage:VolumeSize',
    resourceId: clusterArn,
    minCapacity: 1,
    maxCapacity: maxStorageGiB,
  });
  new CfnScalingPolicy(scope, 'StoragePolicy', {
    policyName: 'disks-grow',
    policyType: 'TargetTrackingScaling',
    scalingTargetId: target.ref,
    targetTrackingScalingPolicyConfiguration: {
      predefinedMetricSpecification: { predefinedMetricType: 'KafkaBrokerStorageUtilization' },
      targetValue: USED_PERCENT,
      disableScaleIn: true,
    },
  });
}
