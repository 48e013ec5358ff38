import { CfnManagedPolicy, CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnResource, type Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { STACKS, type Synthesized } from './synthesized.ts';

type Statement = { Effect: string; Action: string | string[]; Resource: unknown };
type Document = { Statement: Statement[] };
type Properties = {
  Policies?: { PolicyDocument: Document }[];
  PolicyDocument?: Document;
  Roles?: { Ref: string }[];
  ManagedPolicyArns?: unknown[];
};

export type Grant = { readonly action: string; readonly isForEverything: boolean };

/** What each role of an environment may do, by its path: inline, by policies beside it, and by managed policies. */
export function findGrants({ stage, templates }: Synthesized): Map<string, Grant[]> {
  const grants = new Map<string, Grant[]>();
  for (const id of STACKS) {
    const stack = stage.node.findChild(id) as Stack;
    const paths = toPaths(stack);
    for (const [logicalId, { Type, Properties: properties }] of toEntries(templates[id])) {
      if (Type === CfnRole.CFN_RESOURCE_TYPE_NAME) {
        add(grants, paths.get(logicalId)!, [
          ...(properties.Policies ?? []).flatMap(({ PolicyDocument }) => toGrants(PolicyDocument)),
          ...toManaged(properties),
        ]);
      }
      if (Type === CfnPolicy.CFN_RESOURCE_TYPE_NAME || Type === CfnManagedPolicy.CFN_RESOURCE_TYPE_NAME) {
        for (const { Ref } of properties.Roles ?? [])
          add(grants, paths.get(Ref)!, toGrants(properties.PolicyDocument!));
      }
    }
  }
  return grants;
}

function toEntries(template: Template): [string, { Type: string; Properties: Properties }][] {
  return Object.entries(
    template.toJSON()['Resources'] as Record<string, { Type: string; Properties: Properties }>,
  );
}

/** Logical ids to paths below the environment, without the name that the library gives the resource of a construct. */
function toPaths(stack: Stack): Map<string, string> {
  const resources = stack.node.findAll().filter((each) => CfnResource.isCfnResource(each));
  return new Map(
    resources.map((each) => [
      stack.resolve(each.logicalId) as string,
      each.node.path.replace(/^[^/]+\//, '').replace(/\/Resource$/, ''),
    ]),
  );
}

function add(grants: Map<string, Grant[]>, role: string, more: readonly Grant[]): void {
  grants.set(role, [...(grants.get(role) ?? []), ...more]);
}

function toGrants({ Statement: statements }: Document): Grant[] {
  return statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource }) =>
      [Action].flat().map((action) => ({ action, isForEverything: [Resource].flat().includes('*') })),
    );
}

function toManaged({ ManagedPolicyArns: arns = [] }: Properties): Grant[] {
  return arns.map((arn) => ({
    action: `managed:${/policy\/(?:[\w-]+\/)*([\w-]+)"/.exec(JSON.stringify(arn))![1]}`,
    isForEverything: false,
  }));
}
