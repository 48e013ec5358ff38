/** Stands for "the items of": they share their array's path, so that a setting names both at once. */
export const ITEMS = Symbol('items');

/** From the event inwards, names as they were sent. */
export type FieldPath = readonly (string | typeof ITEMS)[];

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** For messages: `orders[].item`, with quotes around names that could be taken for something else. */
export function toPathText(path: FieldPath): string {
  let text = '';
  for (const segment of path) {
    if (segment === ITEMS) text += '[]';
    else text += `${text === '' ? '' : '.'}${PLAIN_NAME.test(segment) ? segment : JSON.stringify(segment)}`;
  }
  return text;
}

/** As settings write it: `orders.item`. */
export function toSettingPath(path: FieldPath): string {
  return path.filter((segment) => segment !== ITEMS).join('.');
}
