import { findFreePort } from '@glueline/local/parts';

/** What compose.yaml publishes on a fixed port, by the variable that names another one. */
const VARIABLES = {
  kafka: 'GLUELINE_KAFKA_PORT',
  dynamodb: 'GLUELINE_DYNAMODB_PORT',
  registry: 'GLUELINE_REGISTRY_PORT',
  producer: 'GLUELINE_PRODUCER_PORT',
  prometheus: 'GLUELINE_PROMETHEUS_PORT',
} as const;

type Service = keyof typeof VARIABLES;

export type Ports = Readonly<Record<Service, number>>;

/** Free ones, so that a check runs beside a pipeline. */
export async function choosePorts(): Promise<Ports> {
  const services = Object.keys(VARIABLES) as Service[];
  const chosen = await Promise.all(
    services.map(async (service) => [service, await findFreePort(0)] as const),
  );
  return Object.fromEntries(chosen) as Ports;
}

export function toPortVariables(ports: Ports): Record<string, string> {
  const services = Object.keys(VARIABLES) as Service[];
  return Object.fromEntries(services.map((service) => [VARIABLES[service], String(ports[service])]));
}
