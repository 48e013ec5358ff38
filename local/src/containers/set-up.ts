import { provision } from '../aws/provision.ts';
import { NAMES } from '../names.ts';
import { say } from '../terminal/say.ts';
import { CONTAINER_PIPELINE } from './container-pipeline.ts';

/* Runs once before producer and consumer, and ends with 0 when registry and table are there, also from before. */
await provision(CONTAINER_PIPELINE.parts, NAMES);
say(`registry ${NAMES.registryName} and table ${NAMES.tableName} are there`);
