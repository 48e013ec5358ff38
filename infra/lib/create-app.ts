import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { ConnectivityContract } from './contract.ts';
import type { EnvironmentConfig } from './environment-config.ts';
import { EnvironmentStage } from './environment-stage.ts';

export interface Environment {
  readonly config: EnvironmentConfig;
  /** Of an environment whose contract comes from a file; `missing` until the producer has been deployed once. */
  readonly contract?: ConnectivityContract | 'missing' | undefined;
}

/**
 * An app of one stage per environment, which refuses to be synthesised with a finding. CDK's own checks of templates
 * become errors by a flag of cdk.json. What is right as it is gets acknowledged where the resource is made.
 */
export function createApp(environments: readonly Environment[], props?: AppProps): App {
  const app = new App(props);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  for (const { config, contract } of environments) {
    const stage = new EnvironmentStage(app, config.name, { config, contract });
    if (contract === 'missing') {
      Validations.of(stage).addWarning(
        'glueline:contract-missing',
        `config/contract.${config.name}.json is missing, so ConsumerService is left out: put the output ConnectivityContract of ProducerAccess there`,
      );
    }
  }
  return app;
}
