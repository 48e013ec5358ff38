import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readJarFolder } from '../prepare/jar-cache.js';
import { readPrometheusFolder, toPrometheusCommand, toPromtoolCommand } from '../prepare/prometheus-cache.js';
import { readPythonFolder, toPythonCommand } from '../prepare/python-cache.js';
import { toJavaCommand } from '../prepare/java-command.js';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** All that children get of the person's own variables. Above all not AWS_PROFILE, which beats our credentials. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'TZ', 'JAVA_HOME'];

export type Config = Readonly<{
  java: JavaRuntime;
  /** With the packages of requirements.txt; only the tests have any. */
  pythonCommand: string;
  /** Only the tests have them. */
  prometheus: PrometheusCommands;
  /** Where a running pipeline says what its addresses are. */
  stateFolder: string;
  childEnvironment: Readonly<Record<string, string>>;
  /** What a relative path on the command line starts from; npm itself changes to the project's folder. */
  callerFolder: string;
  isUnderNpm: boolean;
}>;

type PrometheusCommands = { serverCommand: string; promtoolCommand: string };

export type JavaRuntime = { command: string; jarFolder: string };

export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  return Object.freeze({
    java: { command: toJavaCommand(environment), jarFolder: readJarFolder(environment) },
    pythonCommand: toPythonCommand(readPythonFolder(environment)),
    prometheus: toPrometheus(readPrometheusFolder(environment)),
    stateFolder: resolve(projectFolder, environment['GLUELINE_STATE_DIR'] || '.glueline'),
    childEnvironment: Object.freeze(
      Object.fromEntries(PASSED_ON.flatMap((name) => (environment[name] ? [[name, environment[name]]] : []))),
    ),
    callerFolder: environment['INIT_CWD'] || process.cwd(),
    isUnderNpm: environment['npm_lifecycle_event'] !== undefined,
  });
}

function toPrometheus(folder: string): PrometheusCommands {
  return { serverCommand: toPrometheusCommand(folder), promtoolCommand: toPromtoolCommand(folder) };
}
