import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { PrefixLists } from '../../../lib/consumer/prefix-lists.ts';
import { createTestStack } from '../../test-app.ts';

function synthesizeLists(): Template {
  const stack = createTestStack();
  new PrefixLists(stack, 'PrefixLists');
  return Template.fromStack(stack);
}

test('the lists are asked for by the names they have in this region', () => {
  const lookups = Object.values(synthesizeLists().findResources('Custom::PrefixList'));
  const asked = lookups.map(({ Properties: properties }) =>
    JSON.parse(properties.Create ?? properties.Update),
  );

  expect(asked).toMatchObject(
    ['s3', 'dynamodb'].map((service) => ({
      service: 'EC2',
      action: 'describeManagedPrefixLists',
      parameters: {
        Filters: [{ Name: 'prefix-list-name', Values: [`com.amazonaws.eu-central-1.${service}`] }],
      },
      outputPaths: ['PrefixLists.0.PrefixListId'],
    })),
  );
  for (const { Properties: properties } of lookups) expect(properties.InstallLatestAwsSdk).toBe(false);
});

test('who asks may do that, write its log, and nothing else', () => {
  const template = synthesizeLists();

  template.resourceCountIs('AWS::IAM::Role', 1);
  template.resourceCountIs('AWS::IAM::Policy', 0);
  const [role] = Object.values(template.findResources('AWS::IAM::Role'));
  expect(role!['Properties'].ManagedPolicyArns).toBeUndefined();
  const statements: { Action: string }[] = role!['Properties'].Policies[0].PolicyDocument.Statement;
  expect(statements.map(({ Action: action }) => action)).toEqual([
    'ec2:DescribeManagedPrefixLists',
    ['logs:CreateLogStream', 'logs:PutLogEvents'],
  ]);
});
