import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { AlarmBehavior, type FargateService } from 'aws-cdk-lib/aws-ecs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ConsumerDashboard } from './dashboard.ts';
import { RecordAlarms } from './record-alarms.ts';
import type { ServiceMetrics } from './service-metrics.ts';
import { TaskAlarms } from './task-alarms.ts';
import { TaskFailures } from './task-failures.ts';
import { createTaskMetrics } from './task-metrics.ts';

export interface ConsumerWatchingProps {
  readonly environmentName: string;
  readonly service: FargateService;
  readonly metrics: ServiceMetrics;
  readonly table: ITableV2;
  readonly topic: ITopic;
}

/** Who is told when, and where people look then. */
export class ConsumerWatching extends Construct {
  constructor(scope: Construct, id: string, props: ConsumerWatchingProps) {
    super(scope, id);
    const { environmentName, service, metrics, table, topic } = props;
    const tasks = createTaskMetrics(service);
    const records = new RecordAlarms(this, 'Records', { metrics, table, topic });
    const failures = new TaskFailures(this, 'Failures', service).metric;
    const ofTasks = new TaskAlarms(this, 'Tasks', { tasks, failures, topic });
    // A build that starts but cannot decode passes every health check.
    service.enableDeploymentAlarms([records.mostlyDeadLetters.alarmName], {
      behavior: AlarmBehavior.ROLLBACK_ON_ALARM,
    });
    const alarms = [...records.all, ...ofTasks.all];
    new ConsumerDashboard(this, 'Screen', { environmentName, metrics, tasks, service, table, alarms });
  }
}
