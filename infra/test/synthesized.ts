import type { Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { ConnectivityContract } from '../lib/contract.ts';
import type { EnvironmentConfig } from '../lib/environment-config.ts';
import { EnvironmentStage } from '../lib/environment-stage.ts';
import { EXAMPLES } from './examples.ts';
import { createTestApp } from './test-app.ts';

export const STACKS = ['ProducerData', 'ProducerAccess', 'ConsumerData', 'ConsumerService'] as const;

type StackName = (typeof STACKS)[number];
export type Resource = {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
};
export type Synthesized = { readonly stage: Stage; readonly templates: Record<StackName, Template> };

const known = new Map<string, Synthesized>();

/** The four stacks of an example. Once per test file: nothing of them is changed by a test. */
export function synthesizeExample(name: keyof typeof EXAMPLES): Synthesized {
  const synthesized = known.get(name) ?? synthesize(EXAMPLES[name]);
  known.set(name, synthesized);
  return synthesized;
}

export function synthesize(config: EnvironmentConfig, contract?: ConnectivityContract): Synthesized {
  const stage = new EnvironmentStage(createTestApp(), config.name, { config, contract });
  const toTemplate = (id: StackName) => Template.fromStack(stage.node.findChild(id) as never);
  const templates = Object.fromEntries(STACKS.map((id) => [id, toTemplate(id)]));
  return { stage, templates: templates as Synthesized['templates'] };
}

/** All resources of a template, by their logical id. */
export function toResources(template: Template): [string, Resource][] {
  return Object.entries(template.toJSON()['Resources'] as Record<string, Resource>);
}

/** Of all four stacks: where each is, and what. */
export function toAllResources({ templates }: Synthesized): [string, Resource][] {
  return STACKS.flatMap((stack) =>
    toResources(templates[stack]).map(([id, resource]): [string, Resource] => [`${stack}/${id}`, resource]),
  );
}

export function ofType(resources: readonly [string, Resource][], type: string): [string, Resource][] {
  return resources.filter(([, resource]) => resource.Type === type);
}
