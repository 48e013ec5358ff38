import { listErrorLayers } from '@glueline/kafka-connection';

/** All that tells what an error is: names, codes and Kafka's error ids, of every layer that clients have wrapped it in. */
export function listErrorSigns(error: unknown): ReadonlySet<string> {
  return new Set(listErrorLayers(error).flatMap(toSigns));
}

function toSigns(layer: Error & { code?: unknown; apiId?: unknown }): string[] {
  return [layer.name, layer.code, layer.apiId].filter((sign) => typeof sign === 'string');
}
