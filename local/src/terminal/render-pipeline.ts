import type { RunningPipeline } from '../pipeline.ts';
import type { Style } from './style.ts';

const NAME_WIDTH = 20;
const ADDRESS_WIDTH = 24;

export type ReadyPart = { name: string; address: string; preferredPort: number; startMs: number };

export function renderReadyPart({ name, address, preferredPort, startMs }: ReadyPart, style: Style): string {
  const port = Number(address.split(':').at(-1));
  const line = `  ${name.padEnd(NAME_WIDTH)}${address.padEnd(ADDRESS_WIDTH)}${style('dim', toSeconds(startMs))}`;
  if (port === preferredPort) return line;
  return `${line}\n  ${style('yellow', `port ${preferredPort} is taken: ${name} is on ${port}`)}`;
}

/** `environmentFile` as the person can write it where they are. */
export function renderThingsToTry(
  { producerEndpoint, consumerEndpoint, parts }: RunningPipeline,
  environmentFile: string,
  style: Style,
): string {
  const glue = `aws glue list-schema-versions --schema-id RegistryName=glueline,SchemaName=sensor`;
  return `Kafka ${parts.kafkaBrokers}, DynamoDB ${parts.dynamodbEndpoint}, registry ${parts.registryEndpoint},
producer (Lambda) ${producerEndpoint}, consumer ${consumerEndpoint}

Three things to try in another terminal:

  ${style('bold', `npm run send -- '{"temperature": 31}'`)}
  ${style('bold', `curl ${consumerEndpoint}/health`)}     and /metrics
  ${style('bold', `(. ${environmentFile}; ${glue})`)}

${environmentFile} sets AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_ENDPOINT_URL_GLUE,
_STS, _DYNAMODB and _LAMBDA, for the AWS CLI and every SDK: "aws lambda invoke --function-name
glueline-producer" and "aws dynamodb scan --table-name sensor" work too.
Ctrl-C stops everything.`;
}

export const toSeconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
