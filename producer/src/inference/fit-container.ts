import { InvalidEventError } from '../errors.ts';
import { ITEMS, toPathText } from './field-path.ts';
import { assertName, isJsonObject } from './json-value.ts';
import { SUITED, type TypePlan, UNSUITED } from './type-plan.ts';
import { assertJson, enterLevel, MISFIT, noteMisfit, type Walk } from './walk.ts';

/** The type of an array's items or a map's values, and its text for messages. */
export type ElementPlan = { plan: TypePlan; typeText: string };

export function toArrayPlan(items: ElementPlan): TypePlan {
  return {
    takesNull: false,
    takesAnyText: false,
    suits: (value) => (Array.isArray(value) ? SUITED : UNSUITED),
    fit(value, walk) {
      if (!Array.isArray(value)) return MISFIT;
      const data: unknown[] = [];
      return inside(walk, ITEMS, () => {
        for (const item of value as unknown[]) {
          const datum = fitElement(items, item, walk);
          if (datum === MISFIT) return MISFIT;
          data.push(datum);
        }
        return data;
      });
    },
  };
}

export function toMapPlan(values: ElementPlan): TypePlan {
  return {
    takesNull: false,
    takesAnyText: false,
    suits: (value) => (isJsonObject(value) ? SUITED : UNSUITED),
    fit(value, walk) {
      if (!isJsonObject(value)) return MISFIT;
      const data: Record<string, unknown> = {};
      return inside(walk, ITEMS, () => {
        for (const [name, member] of Object.entries(value)) {
          if (member === undefined) continue;
          assertMapName(name, walk);
          const datum = fitElement(values, member, walk);
          if (datum === MISFIT) return MISFIT;
          data[name] = datum;
        }
        return data;
      });
    },
  };
}

/** The Avro library reads maps into plain objects, where this one name would be lost. */
function assertMapName(name: string, walk: Walk): void {
  assertName(name, walk.path);
  if (name !== '__proto__') return;
  throw new InvalidEventError(
    `field ${toPathText(walk.path)} must not be named __proto__: readers of a map lose it`,
  );
}

/** An element has no field of its own beside it, so what is not settled here is its container's misfit. */
function fitElement({ plan, typeText }: ElementPlan, value: unknown, walk: Walk): unknown {
  const newFieldCount = walk.newFields.length;
  const datum = plan.fit(value, walk);
  if (datum !== MISFIT) return datum;
  walk.newFields.length = newFieldCount;
  if (walk.options.conflictPolicy === 'stringify' && plan.takesAnyText && value !== null) {
    assertJson(value, walk);
    walk.misfit = undefined;
    return plan.fit(JSON.stringify(value), walk);
  }
  noteMisfit(walk, typeText, value);
  return MISFIT;
}

function inside(walk: Walk, segment: typeof ITEMS, visit: () => unknown): unknown {
  enterLevel(walk);
  walk.path.push(segment);
  const datum = visit();
  walk.path.pop();
  walk.level -= 1;
  return datum;
}
