import { isDeepStrictEqual } from 'node:util';
import { type ContainerEnd, findBadEnds } from './container-ends.ts';
import { readResidentMb } from './consumers.ts';
import { assertEngine, EngineError, NoEngineError } from './engine.ts';
import { readImageSizes } from './image-size.ts';
import { connectOutside } from './outside.ts';
import { choosePorts, toPortVariables } from './ports.ts';
import { createProject } from './project.ts';
import {
  type Check,
  checkNothingLost,
  CheckFailedError,
  checkPrometheus,
  checkStopped,
  killConsumer,
  runDemo,
  scaleUnderLoad,
  sumLogEnds,
} from './steps.ts';
import { NotReachedError } from './until.ts';
import { type EndWatch, watchEnds } from './watch-ends.ts';
import { type WarningWatch, watchWarnings } from './watch-warnings.ts';

/*
 * npm run check:containers
 *
 * Builds the images, brings up compose.yaml under a name and on ports of its own, and shows that it holds: the demo, the
 * metrics, scaling, a kill and a stop under load. Removes everything it made but the images. Exits with 1 when
 * something does not hold, and where there is no engine.
 */

const KILLED_CONSUMER: ContainerEnd = { service: 'consumer', exitCode: 137 };

async function main(): Promise<void> {
  const ports = await choosePorts();
  const environment = { ...(process.env as Record<string, string>), ...toPortVariables(ports) };
  await assertEngine({ environment, timeoutMs: 30_000 });
  const project = createProject(`glueline-check-${process.pid}`, environment);
  say('building the images ...');
  await project.build();
  for (const { image, totalMb, applicationMb } of await readImageSizes(project)) {
    say(
      `${image}: ${totalMb.toFixed(1)} MB, of which ${applicationMb.toFixed(1)} MB on top of the runtime's image`,
    );
  }
  const ends = watchEnds(project.name, environment);
  const outside = connectOutside(ports);
  try {
    const check = { project, ports, outside, say };
    await startAndShow(check);
    const loadStart = await sumLogEnds(check);
    const load = await outside.startLoad();
    await strikeUnderLoad(check, ends, watchWarnings(project.name, environment));
    const committed = await checkStopped(check, loadStart);
    await load.stop();
    await checkNothingLost(check, committed);
    await project.compose('down');
    assertEndedWell(ends);
    say('every container that was asked to stop did so by itself');
  } finally {
    await Promise.allSettled([outside.close()]);
    await project.remove();
    await ends.stop();
  }
}

async function startAndShow(check: Check): Promise<void> {
  const { project } = check;
  const startedMs = performance.now();
  await project.up(1);
  say(`healthy after ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  await runDemo(check);
  await checkPrometheus(check, 1);
  say(`resident at rest: ${Math.round(await readResidentMb(project))} MB`);
}

/** Ends with everything stopped but the load. */
async function strikeUnderLoad(check: Check, ends: EndWatch, warnings: WarningWatch): Promise<void> {
  const { project } = check;
  try {
    await scaleUnderLoad(check);
    assertEndedWell(ends);
    await killConsumer(check);
    assertEndedWell(ends, [KILLED_CONSUMER]);
    await project.compose('stop');
    assertEndedWell(ends);
  } catch (error) {
    for (const line of warnings.read()) check.say(`consumer: ${line}`);
    throw error;
  } finally {
    await warnings.stop();
  }
}

/** Since the last call, none but those expected ended otherwise than asked. Throws CheckFailedError. */
function assertEndedWell(ends: EndWatch, expected: readonly ContainerEnd[] = []): void {
  const bad = findBadEnds(ends.take());
  if (isDeepStrictEqual(bad, expected)) return;
  const list = bad.map(({ service, exitCode }) => `${service} ended with ${exitCode}`);
  throw new CheckFailedError(`containers that did not end as expected: ${list.join(', ') || 'none'}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await main();
  say('the containers hold');
} catch (error) {
  const isExpected = [CheckFailedError, EngineError, NoEngineError, NotReachedError].some(
    (type) => error instanceof type,
  );
  if (!isExpected) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
