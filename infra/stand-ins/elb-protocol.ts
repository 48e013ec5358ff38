import type { TargetState } from './target-groups.ts';

/*
 * The query protocol of Elastic Load Balancing: a form with `Action`, `TargetGroupArn` and
 * `Targets.member.<n>.{Id,Port}`; XML in return.
 */

export type ElbRequest = { action: string; targetGroupArn: string; targets: string[] };

export function parseElbRequest(body: string): ElbRequest {
  const form = new URLSearchParams(body);
  const targets: string[] = [];
  for (let number = 1; form.has(`Targets.member.${number}.Id`); number++) {
    targets.push(`${form.get(`Targets.member.${number}.Id`)}:${form.get(`Targets.member.${number}.Port`)}`);
  }
  return { action: form.get('Action') ?? '', targetGroupArn: form.get('TargetGroupArn') ?? '', targets };
}

export function renderElbAnswer(action: string, states: ReadonlyMap<string, TargetState>): string {
  const members = [...states].map(([target, state]) => {
    const [address, port] = target.split(':');
    return (
      `<member><Target><Id>${address}</Id><Port>${port}</Port></Target>` +
      `<TargetHealth><State>${state}</State></TargetHealth></member>`
    );
  });
  const result =
    action === 'DescribeTargetHealth'
      ? `<TargetHealthDescriptions>${members.join('')}</TargetHealthDescriptions>`
      : '';
  return (
    `<${action}Response xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">` +
    `<${action}Result>${result}</${action}Result></${action}Response>`
  );
}

export function renderElbError(code: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${code}</Message></Error></ErrorResponse>`;
}
