import { once } from 'node:events';
import { showDemo } from '../demo/show-demo.ts';
import { CONTAINER_PIPELINE } from './container-pipeline.ts';

/* The demo of `npm start` against the containers: exit code 0 when every row held, else 1. */
const stopping = new AbortController();
void once(process, 'SIGTERM').then(() => stopping.abort());

process.exitCode = (await showDemo(CONTAINER_PIPELINE, stopping.signal)) ? 0 : 1;
