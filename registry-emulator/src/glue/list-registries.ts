import { z } from 'zod';
import { registryAnswer } from './answers.ts';
import { operation, pagingShape } from './operation.ts';
import { pageByName } from './page.ts';

export const listRegistries = operation(z.object(pagingShape), (input, { region }) => {
  const { items, nextToken } = pageByName('registries', region.registries, input);
  return { Registries: items.map(registryAnswer), NextToken: nextToken };
});
