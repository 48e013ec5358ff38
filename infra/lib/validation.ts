import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/**
 * Beside what the CDK checks by itself, offline, and which a flag in cdk.json turns into errors. A finding that is right
 * as it is gets acknowledged where the resource is made, with the reason.
 */
export function addValidation(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
