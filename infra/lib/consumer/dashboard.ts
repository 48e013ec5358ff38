import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { BEHIND_SECONDS } from './scaling.ts';
import type { ServiceMetrics } from './service-metrics.ts';
import type { TaskMetrics } from './task-metrics.ts';

const FULL_WIDTH = 24;

export interface ConsumerDashboardProps {
  readonly environmentName: string;
  readonly metrics: ServiceMetrics;
  readonly tasks: TaskMetrics;
  readonly service: FargateService;
  readonly table: ITableV2;
  readonly alarms: Alarm[];
}

/** One screen, read from the top: is anything wrong, do records flow, and if not, what stands in their way. */
export class ConsumerDashboard extends Construct {
  constructor(scope: Construct, id: string, props: ConsumerDashboardProps) {
    super(scope, id);
    const { environmentName, alarms } = props;
    const dashboard = new Dashboard(this, 'Dashboard', { defaultInterval: Duration.hours(6) });
    dashboard.addWidgets(
      new TextWidget({
        markdown: `# Glueline consumer, ${environmentName}\nEach alarm's description ends in its place in docs/runbook.md.`,
        width: FULL_WIDTH,
        height: 2,
      }),
    );
    dashboard.addWidgets(new AlarmStatusWidget({ title: 'Alarms', alarms, width: FULL_WIDTH, height: 3 }));
    dashboard.addWidgets(...recordGraphs(props));
    dashboard.addWidgets(...outsideGraphs(props));
    dashboard.addWidgets(...capacityGraphs(props));
  }
}

function recordGraphs({ metrics }: ConsumerDashboardProps): IWidget[] {
  return [
    graph('Lag in seconds', [metrics.lagSeconds], { value: BEHIND_SECONDS, label: 'tasks are added' }),
    graph('Lag in records', [metrics.lagRecords]),
    graph('Records per minute', [metrics.recordsRead, metrics.itemsStored]),
  ];
}

function outsideGraphs({ metrics, table }: ConsumerDashboardProps): IWidget[] {
  const tableMetric = (name: string, statistic = 'Sum') => table.metric(name, { statistic });
  return [
    graph('Not stored', [metrics.deadLetters, metrics.offsetResets]),
    graph('Waiting for a dependency, in seconds', [metrics.waitingSeconds]),
    graph('Table', [tableMetric('ConsumedWriteCapacityUnits'), tableMetric('WriteThrottleEvents')]),
  ];
}

function capacityGraphs({ metrics, tasks, service }: ConsumerDashboardProps): IWidget[] {
  return [
    graph('Tasks', [tasks.desired, tasks.running]),
    graph('CPU and memory in percent', [service.metricCpuUtilization(), service.metricMemoryUtilization()]),
    graph('Retries and rebalances', [metrics.retries, metrics.rebalances]),
  ];
}

function graph(title: string, left: IMetric[], line?: { value: number; label: string }): GraphWidget {
  const width = FULL_WIDTH / 3;
  return new GraphWidget({ title, left, width, leftYAxis: { min: 0 }, leftAnnotations: line ? [line] : [] });
}
