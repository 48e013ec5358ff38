import { dev } from '../config/dev.ts';
import { prod } from '../config/prod.ts';
import { parseEnvironmentConfig } from '../lib/environment-config.ts';
import { createApp } from '../lib/create-app.ts';
import { readContract } from './read-contract.ts';

const configs = [dev, prod].map(parseEnvironmentConfig);
createApp(
  configs.map((config) => ({
    config,
    contract: config.contract === 'file' ? readContract(config) : undefined,
  })),
);
