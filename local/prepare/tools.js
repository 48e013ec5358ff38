import { installOrExplain, JAVA_PACKAGES, MAVEN_PACKAGES, PYTHON_PACKAGES } from './debian-packages.js';
import { toJavaCommand } from './java-command.js';
import { PrepareError } from './prepare-error.js';
import { runTool } from './run-tool.js';
import { isAtLeast, parseJavaRelease, parseMavenVersion } from './versions.js';

/** Kafka 4 and DynamoDB Local 3 both start on 17. */
const MIN_JAVA_RELEASE = 17;
/** What the dependency plugin in pom.xml needs. */
const MIN_MAVEN = /** @type {const} */ ([3, 6, 3]);

/** @typedef {import('./debian-packages.js').MissingTool} MissingTool */
/** @typedef {{ needsMaven: boolean, needsPython: boolean }} Needs */

/**
 * Java, which runs the servers, Maven where it has to fetch them, and Python where the tests' boto3 is not there yet.
 * Throws PrepareError.
 *
 * @param {Needs} needs
 */
export async function prepareTools(needs) {
  const missing = await findMissingTools(needs);
  if (missing.length === 0) return;
  await installOrExplain(missing);
  const [still] = await findMissingTools(needs);
  if (still === undefined) return;
  throw new PrepareError(still.problem, {
    remedy: 'It was installed, but another one is found first: look at PATH, then start again.',
  });
}

/**
 * @param {Needs} needs
 * @returns {Promise<MissingTool[]>}
 */
async function findMissingTools({ needsMaven, needsPython }) {
  const javaProblem = await findJavaProblem();
  const mavenProblem = needsMaven ? await findMavenProblem(javaProblem === undefined) : undefined;
  return [
    { problem: javaProblem, packages: JAVA_PACKAGES },
    { problem: mavenProblem, packages: MAVEN_PACKAGES },
    { problem: needsPython ? await findPythonProblem() : undefined, packages: PYTHON_PACKAGES },
  ].filter((tool) => isMissing(tool));
}

/**
 * @param {{ problem: string | undefined, packages: readonly string[] }} tool
 * @returns {tool is MissingTool}
 */
const isMissing = (tool) => tool.problem !== undefined;

async function findJavaProblem() {
  const command = toJavaCommand(process.env);
  const { code, output } = await runTool(command, ['-version']);
  const needed = `Java ${MIN_JAVA_RELEASE} or later is needed`;
  const release = parseJavaRelease(output);
  if (release !== undefined && release >= MIN_JAVA_RELEASE) return undefined;
  const found = code === 127 ? `there is no ${command}` : `${command} is ${describe(release, output)}`;
  if (command === 'java') return `${needed}; ${found}.`;
  throw new PrepareError(`${needed}; ${found}.`, {
    remedy: 'JAVA_HOME says to use that one: point it to a later Java or unset it, then start again.',
  });
}

/**
 * @param {number | undefined} release
 * @param {string} output
 */
const describe = (release, output) =>
  release === undefined ? `of no known version (${firstLine(output)})` : `Java ${release}`;

/** Without Java Maven cannot say its version. @param {boolean} hasJava */
async function findMavenProblem(hasJava) {
  const { code, output } = await runTool('mvn', ['-version']);
  const needed = `Maven ${MIN_MAVEN.join('.')} or later is needed`;
  if (code === 127) return `${needed}; there is no mvn.`;
  if (!hasJava) return undefined;
  const version = parseMavenVersion(output);
  if (version === undefined) return `${needed}; mvn is of no known version (${firstLine(output)}).`;
  return isAtLeast(version, MIN_MAVEN) ? undefined : `${needed}; mvn is ${version}.`;
}

/** Debian's python3 makes no virtual environment before python3-venv is there. */
async function findPythonProblem() {
  const { code } = await runTool('python3', ['-c', 'import ensurepip, venv']);
  if (code === 0) return undefined;
  return `Python 3 with venv is needed by the tests; ${code === 127 ? 'there is no python3' : 'this one has no venv'}.`;
}

/** @param {string} output */
const firstLine = (output) => output.trim().split('\n')[0] ?? '';
