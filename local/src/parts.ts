/*
 * The parts of the pipeline one by one, for whoever runs them in another way than `npm start` does.
 */
export { type Accounts, allow, PRODUCER_POLICY, toAccountsDocument } from './aws/accounts.ts';
export { createDynamodbClient, createGlueClient, REGION } from './aws/clients.ts';
export { toConsumerEnvironment, toProducerEnvironment } from './aws/environment.ts';
export { createRegistry, createTable } from './aws/provision.ts';
export { type Child, startChild } from './child/child.ts';
export { type ChildGroup, createChildGroup } from './child/child-group.ts';
export { prepareClassFolder } from './class-folder.ts';
export { compileJava } from './compile-java.ts';
export { DEVELOPMENT_ACCOUNTS } from './containers/development-accounts.ts';
export { readConfig } from './config.ts';
export { findJars } from './java.ts';
export { createKeytool } from './keytool.ts';
export { type BrokerSettings, startBroker } from './kafka/broker.ts';
export type { Properties } from './kafka/server-properties.ts';
export { NAMES } from './names.ts';
export { findFreePort } from './ports.ts';
export type { RealParts } from './real-parts.ts';
export { REAL_PARTS_STOP_ORDER, startRealParts } from './start-real-parts.ts';
export { uniqueName } from './unique-name.ts';
