import { installOrExplain, JAVA_PACKAGES, MAVEN_PACKAGES } from './debian-packages.js';
import { toJavaCommand } from './java-command.js';
import { PrepareError } from './prepare-error.js';
import { runTool } from './run-tool.js';
import { isAtLeast, parseJavaRelease, parseMavenVersion } from './versions.js';

/** Kafka 4 and DynamoDB Local 3 both start on 17. */
const MIN_JAVA_RELEASE = 17;
/** What the dependency plugin in pom.xml needs. */
const MIN_MAVEN = /** @type {const} */ ([3, 6, 3]);

/** Throws PrepareError. */
export async function prepareJava() {
  const problem = await findJavaProblem();
  if (problem === undefined) return;
  await installOrExplain(problem, JAVA_PACKAGES);
  await assertSolved(findJavaProblem);
}

/** Only needed where jars have to be fetched. Throws PrepareError. */
export async function prepareMaven() {
  const problem = await findMavenProblem();
  if (problem === undefined) return;
  await installOrExplain(problem, MAVEN_PACKAGES);
  await assertSolved(findMavenProblem);
}

async function findJavaProblem() {
  const command = toJavaCommand(process.env);
  const { code, output } = await runTool(command, ['-version']);
  const needed = `Java ${MIN_JAVA_RELEASE} or later is needed`;
  if (code === 127) return `${needed}, and there is no ${command}.`;
  const release = parseJavaRelease(output);
  if (release === undefined)
    return `${needed}; ${command} -version says something else: ${firstLine(output)}`;
  return release < MIN_JAVA_RELEASE ? `${needed}; ${command} is Java ${release}.` : undefined;
}

async function findMavenProblem() {
  const { code, output } = await runTool('mvn', ['-version']);
  const needed = `Maven ${MIN_MAVEN.join('.')} or later is needed`;
  if (code === 127) return `${needed}, and there is no mvn.`;
  const version = parseMavenVersion(output);
  if (version === undefined) return `${needed}; mvn -version says something else: ${firstLine(output)}`;
  return isAtLeast(version, MIN_MAVEN) ? undefined : `${needed}; mvn is ${version}.`;
}

/** An older one may still come first on the path. @param {() => Promise<string | undefined>} findProblem */
async function assertSolved(findProblem) {
  const problem = await findProblem();
  if (problem === undefined) return;
  throw new PrepareError(problem, {
    remedy: 'It was installed, but another one is found first: look at PATH and JAVA_HOME, then start again.',
  });
}

/** @param {string} output */
const firstLine = (output) => output.trim().split('\n')[0] ?? '';
