import {
  type TargetHealthDescription,
  TargetHealthStateEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';

export type Target = { address: string; port: number };
/** One that drains was taken out already; its connections end with the group's delay. */
export type RegisteredTarget = Target & { isDraining: boolean };

export function toRegisteredTargets(descriptions: readonly TargetHealthDescription[]): RegisteredTarget[] {
  return descriptions.flatMap(({ Target: target, TargetHealth: health }) =>
    target?.Id === undefined || target.Port === undefined
      ? []
      : [
          {
            address: target.Id,
            port: target.Port,
            isDraining: health?.State === TargetHealthStateEnum.DRAINING,
          },
        ],
  );
}
