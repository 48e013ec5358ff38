import { App, Stack } from 'aws-cdk-lib';
import { readFileSync } from 'node:fs';

const CDK_JSON = new URL('../cdk.json', import.meta.url);

/**
 * An app with the feature flags of the real one, but without what takes seconds: bundling, which makes assets of
 * source folders instead, and validation, which one test runs for all.
 */
export function createTestApp(): App {
  return new App({
    context: { ...readFlags(), 'aws:cdk:bundling-stacks': [] },
    builtinCloudFormationValidation: false,
    analyticsReporting: false,
  });
}

/** For one construct, with a known account and the zones of the examples. */
export function createTestStack(id = 'Test'): Stack {
  return new TestStack(createTestApp(), id, { env: { account: '222222222222', region: 'eu-central-1' } });
}

class TestStack extends Stack {
  override get availabilityZones(): string[] {
    return ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'];
  }
}

/** As the CDK's command reads them. */
export function readFlags(): Record<string, unknown> {
  const { context } = JSON.parse(readFileSync(CDK_JSON, 'utf8')) as { context: Record<string, unknown> };
  return context;
}
