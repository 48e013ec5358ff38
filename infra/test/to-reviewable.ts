import type { Template } from 'aws-cdk-lib/assertions';

const ASSET_HASH = /[0-9a-f]{64}/g;
const OWN_TAGS = new Set<unknown>(['app', 'cost-centre', 'env', 'owner']);

/**
 * What of a template is worth reading in a review: without the hashes of assets, which change with any line of code,
 * what the CDK notes for itself, and the tags that everything has.
 */
export function toReviewable(template: Template): string {
  const text = JSON.stringify(template.toJSON(), withoutNoise, 2);
  return `${text.replaceAll(ASSET_HASH, '<hash>')}\n`;
}

function withoutNoise(key: string, value: unknown): unknown {
  if (key === 'Metadata' || key === 'Rules' || key === 'CheckBootstrapVersion') return undefined;
  if (key === 'BootstrapVersion') return undefined;
  if (key !== 'Tags' || !Array.isArray(value)) return value;
  const others = value.filter((tag: { Key: unknown }) => !OWN_TAGS.has(tag.Key));
  return others.length === 0 ? undefined : others;
}
