import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { fileURLToPath } from 'node:url';

const REPOSITORY_ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Nothing but what this image is made of, besides what `.dockerignore` leaves out anyway: a change of anything else
 * would deploy all tasks anew. npm wants the manifest of every workspace, be it part of the image or not.
 */
const CONTEXT = [
  '*',
  '!.npmrc',
  '!package.json',
  '!package-lock.json',
  '!*/package.json',
  '!docker/Dockerfile',
  '!docker/*.sh',
  '!docker/src',
  '!consumer-service',
  '!kafka-connection',
  '!schema-registry',
  '**/node_modules',
  '**/test',
  '**/*.md',
];

/** Built at deployment, and for what the tasks run on, whatever machine deploys. */
export function createConsumerImage(): ContainerImage {
  return ContainerImage.fromAsset(REPOSITORY_ROOT, {
    file: 'docker/Dockerfile',
    target: 'consumer',
    platform: Platform.LINUX_ARM64,
    exclude: CONTEXT,
  });
}
