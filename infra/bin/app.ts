import { App, Validations } from 'aws-cdk-lib';
import { dev } from '../config/dev.ts';
import { prod } from '../config/prod.ts';
import { parseEnvironmentConfig } from '../lib/environment-config.ts';
import { EnvironmentStage } from '../lib/environment-stage.ts';
import { addValidation } from '../lib/validation.ts';
import { readContract } from './read-contract.ts';

const app = new App();
addValidation(app);
for (const input of [dev, prod]) {
  const config = parseEnvironmentConfig(input);
  if (config.contract === 'references') {
    new EnvironmentStage(app, config.name, { config });
    continue;
  }
  const contract = readContract(config);
  const stage = new EnvironmentStage(app, config.name, { config, contract });
  if (contract === 'missing') {
    const message = `config/contract.${config.name}.json is missing, so ConsumerService is left out: put the output ConnectivityContract of ProducerAccess there`;
    Validations.of(stage).addWarning('glueline:contract-missing', message);
  }
}
