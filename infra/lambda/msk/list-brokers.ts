import { type KafkaClient, paginateListNodes } from '@aws-sdk/client-kafka';
import { type Broker, toBrokers } from './broker.ts';

export async function listBrokers(
  client: KafkaClient,
  clusterArn: string,
  abortSignal: AbortSignal,
): Promise<Broker[]> {
  const pages = paginateListNodes({ client }, { ClusterArn: clusterArn }, { abortSignal });
  const nodes = (await Array.fromAsync(pages)).flatMap((page) => page.NodeInfoList ?? []);
  return toBrokers(nodes);
}
