// Prints `N passed, N failed` from vitest's JSON report. Fails when tests failed, when none ran, and when a
// test file could not even be loaded (vitest counts no test for it).
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const passed = report.numPassedTests;
const failed = report.numFailedTests + report.testResults.filter(isBrokenFile).length;

process.stdout.write(`${passed} passed, ${failed} failed\n`);
if (failed > 0 || passed === 0) process.exitCode = 1;

function isBrokenFile(file) {
  return file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed');
}
