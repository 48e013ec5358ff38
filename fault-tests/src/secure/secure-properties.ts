import type { Properties } from '@glueline/local/parts';
import type { Certificates } from './certificates.ts';

const VERIFIER_CLASS = 'MskIamTokenVerifier';
export const SCRAM_USER = { name: 'glueline', password: 'not/a+secret=' };

const LOGIN_MODULES = 'org.apache.kafka.common.security';
const LISTENER = 'listener.name.sasl_ssl';

/**
 * Adds a listener at `listensOn` that speaks TLS only, takes a user's password or an IAM token, and has either
 * proven anew every `maxReauthMs`. Clients are sent to `advertises`, where something may stand in between.
 */
export function toSecureProperties(options: {
  usual: Properties;
  /** host:port */
  listensOn: string;
  advertises: string;
  certificates: Certificates;
  maxReauthMs: number;
  verifierOptions: Readonly<Record<string, string>>;
}): Properties {
  const { usual, listensOn, advertises, certificates, maxReauthMs, verifierOptions } = options;
  return {
    ...usual,
    listeners: `${usual['listeners']},SASL_SSL://${listensOn}`,
    'advertised.listeners': `${usual['advertised.listeners']},SASL_SSL://${advertises}`,
    'listener.security.protocol.map': `${usual['listener.security.protocol.map']},SASL_SSL:SASL_SSL`,
    'inter.broker.listener.name': 'PLAINTEXT',
    'ssl.keystore.location': certificates.keystoreFile,
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.password': certificates.keystorePassword,
    'connections.max.reauth.ms': maxReauthMs,
    'sasl.enabled.mechanisms': 'SCRAM-SHA-512,OAUTHBEARER',
    [`${LISTENER}.scram-sha-512.sasl.jaas.config`]: `${LOGIN_MODULES}.scram.ScramLoginModule required;`,
    [`${LISTENER}.oauthbearer.sasl.jaas.config`]: toLoginEntry(verifierOptions),
    [`${LISTENER}.oauthbearer.sasl.server.callback.handler.class`]: VERIFIER_CLASS,
    [`${LISTENER}.oauthbearer.sasl.login.callback.handler.class`]: VERIFIER_CLASS,
  };
}

function toLoginEntry(options: Readonly<Record<string, string>>): string {
  const list = Object.entries(options).map(([name, value]) => `${name}="${value}"`);
  return `${LOGIN_MODULES}.oauthbearer.OAuthBearerLoginModule required ${list.join(' ')};`;
}
